import * as monaco from "monaco-editor/editor/editor.api.js";
import "monaco-editor/languages/definitions/yaml/register.js";
import "monaco-editor/features/bracketMatching/register.js";
import "monaco-editor/features/caretOperations/register.js";
import "monaco-editor/features/clipboard/register.js";
import "monaco-editor/features/comment/register.js";
import "monaco-editor/features/contextmenu/register.js";
import "monaco-editor/features/cursorUndo/register.js";
import "monaco-editor/features/find/register.js";
import "monaco-editor/features/folding/register.js";
import "monaco-editor/features/gotoError/register.js";
import "monaco-editor/features/hover/register.js";
import "monaco-editor/features/indentation/register.js";
import "monaco-editor/features/lineSelection/register.js";
import "monaco-editor/features/linesOperations/register.js";
import "monaco-editor/features/links/register.js";
import "monaco-editor/features/multicursor/register.js";
import "monaco-editor/features/smartSelect/register.js";
import "monaco-editor/features/toggleTabFocusMode/register.js";
import "monaco-editor/features/wordHighlighter/register.js";
import "monaco-editor/features/wordOperations/register.js";
// Monaco's own features/suggest/register.js (0.57) leaves the widget out.
import "monaco-editor/editor/contrib/suggest/browser/suggestController.js";
import { configureMonacoYaml } from "monaco-yaml";
import schema from "../../../generated/kubernetes.schema.json";
import { defineThemes } from "./theme.ts";
import "./widgets.css";

export { monaco };

const yamlWorker = (): Worker => new Worker(new URL("./yaml.worker.ts", import.meta.url), { type: "module" });

self.MonacoEnvironment = {
  getWorker: (_moduleId, label) =>
    label === "yaml"
      ? yamlWorker()
      : new Worker(new URL("./editor.worker.ts", import.meta.url), { type: "module", name: label }),
};

interface OldWorkerOptions {
  readonly createData?: unknown;
  readonly host?: Record<string, () => void>;
  readonly keepIdleModels?: boolean;
}

/**
 * monaco-yaml asks for its worker as Monaco did until 0.55: by module id, with data to start from. Monaco 0.57 wants
 * the worker itself; so the worker is made here and given its data first.
 */
function createWebWorker<T extends object>(options: OldWorkerOptions): monaco.editor.MonacoWebWorker<T> {
  const worker = yamlWorker();
  worker.postMessage("ignore");
  worker.postMessage(options.createData);
  return monaco.editor.createWebWorker<T>({ worker, host: options.host, keepIdleModels: options.keepIdleModels });
}

/** Where a hover says that its text is from. Nothing is fetched: the schema is part of the page. */
const schemaSource = "https://kubernetes.io/docs/reference/kubernetes-api/";

configureMonacoYaml(
  { ...monaco, editor: { ...monaco.editor, createWebWorker } } as unknown as Parameters<typeof configureMonacoYaml>[0],
  {
    enableSchemaRequest: false,
    hover: true,
    completion: true,
    validate: true,
    format: { enable: false },
    schemas: [{ uri: schemaSource, fileMatch: ["*"], schema: schema as object }],
  },
);
defineThemes(monaco);
