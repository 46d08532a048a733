import { type Document, isMap, isSeq, LineCounter, parseAllDocuments } from "yaml";
import { type KubernetesObject, kindOf, type Node, type Pod, resourceByName } from "../engine/index.ts";
import { defaultCluster } from "./defaultCluster.ts";
import { limits } from "./limits.ts";
import { type Positions, positionsOf, type Range } from "./positions.ts";

/** Something wrong with the text, or worth knowing about it, and where. Messages are Kubernetes' or the YAML parser's English. */
export interface Problem extends Range {
  readonly severity: "error" | "warning" | "info";
  /** For translation and tests: `yaml`, `textTooLarge`, `unknownKind`, `apiServer`, `notSimulated`, … */
  readonly code: ProblemCode;
  readonly message: string;
  readonly path?: string;
}

export type ProblemCode =
  | "yaml"
  | "textTooLarge"
  | "tooManyObjects"
  | "notAnObject"
  | "unknownKind"
  | "apiServer"
  | "notSimulated"
  | "duplicate";

/** An object of the scenario with where it stands. */
export interface SourceObject {
  readonly object: KubernetesObject;
  readonly range: Range;
  readonly positions: Positions;
}

/** What a run starts from. */
export interface Scenario {
  /** The cluster as it is before anything is applied: Nodes, and Pods that are on one already. */
  readonly cluster: readonly KubernetesObject[];
  /** What kubectl applies, in the order of the text. */
  readonly applied: readonly KubernetesObject[];
  /** A KubeSchedulerConfiguration, as written. */
  readonly schedulerConfiguration: KubernetesObject | null;
  readonly defaultCluster: boolean;
  /** What is stored (or not even that) without anything acting on it. */
  readonly notSimulated: readonly { readonly kind: string; readonly name: string; readonly line: number }[];
  readonly sources: readonly SourceObject[];
}

export interface ParsedScenario {
  /** null when the text can't be run. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
}

const start: Range = { line: 1, column: 1, endLine: 1, endColumn: 2 };

function megabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Objects of one document: itself, or the items of a List. */
function objectsIn(document: Document, lines: LineCounter): { value: unknown; range: Range; positions: Positions }[] {
  const { contents } = document;
  const place = (node: unknown): { range: Range; positions: Positions } => {
    const span = isMap(node) || isSeq(node) ? node.range : undefined;
    const from = lines.linePos(span?.[0] ?? 0);
    const to = lines.linePos(Math.max(span?.[0] ?? 0, (span?.[1] ?? 1) - 1));
    const range = { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
    return { range, positions: positionsOf(node, lines) };
  };
  const value: unknown = document.toJS();
  if (
    isObject(value) &&
    Array.isArray(value.items) &&
    typeof value.kind === "string" &&
    value.kind.endsWith("List") &&
    isMap(contents)
  ) {
    const items = contents.get("items");
    return value.items.map((item, i) => ({ value: item, ...place(isSeq(items) ? items.items[i] : undefined) }));
  }
  return [{ value, ...place(contents) }];
}

function headProblem(value: unknown): string | null {
  if (!isObject(value)) return "this document is not a Kubernetes object: it needs apiVersion, kind and metadata";
  if (typeof value.kind !== "string" || value.kind === "") return "Object 'Kind' is missing";
  if (typeof value.apiVersion !== "string" || value.apiVersion === "") return "Object 'apiVersion' is missing";
  return null;
}

/** Nodes, and Pods that are already on one, are the cluster; the rest is applied. */
function isCluster(object: KubernetesObject): boolean {
  if (object.kind === "Node") return true;
  return object.kind === "Pod" && Boolean((object as Pod).spec?.nodeName) && (object as Pod).status !== undefined;
}

/**
 * Reads a scenario: YAML documents (or JSON), Lists taken apart. All problems come at once, each with its place; with
 * an error among them there is nothing to run.
 */
export function parseScenario(text: string): ParsedScenario {
  if (text.length > limits.textBytes) {
    const message = `This text has ${megabytes(text.length)}; the limit is ${megabytes(limits.textBytes)}. It is kept, but not run.`;
    return { scenario: null, problems: [{ ...start, severity: "error", code: "textTooLarge", message }] };
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    maxAliasCount: 100,
  } as Parameters<typeof parseAllDocuments>[1]);
  const list = Array.isArray(documents) ? documents : [];
  const problems: Problem[] = [];
  const sources: SourceObject[] = [];
  for (const document of list) {
    // What follows a document's first error is mostly its echo.
    for (const { message, pos } of document.errors.slice(0, 1)) {
      const from = lines.linePos(pos[0]);
      const to = lines.linePos(Math.max(pos[1], pos[0] + 1));
      problems.push({
        severity: "error",
        code: "yaml",
        message,
        line: from.line,
        column: from.col,
        endLine: to.line,
        endColumn: to.col,
      });
    }
    if (document.errors.length > 0 || document.contents === null) continue;
    for (const { value, range, positions } of objectsIn(document, lines)) {
      const wrong = headProblem(value);
      if (wrong !== null) {
        problems.push({
          ...range,
          endLine: range.line,
          endColumn: range.column + 1,
          severity: "error",
          code: "notAnObject",
          message: wrong,
        });
        continue;
      }
      const object = value as KubernetesObject;
      sources.push({
        object: { ...object, metadata: isObject(object.metadata) ? object.metadata : {} },
        range,
        positions,
      });
    }
  }
  if (sources.length > limits.objects) {
    const message = `This scenario has ${sources.length} objects; the limit is ${limits.objects}. It is kept, but not run.`;
    problems.push({ ...start, severity: "error", code: "tooManyObjects", message });
  }
  const notSimulated = unsimulated(sources, problems);
  if (problems.some(({ severity }) => severity === "error")) return { scenario: null, problems };
  return { scenario: arrange(sources, notSimulated), problems };
}

/** Names what nothing acts on, as problems at its line: unknown kinds with kubectl's words. */
function unsimulated(sources: readonly SourceObject[], problems: Problem[]): Scenario["notSimulated"] {
  const found: { kind: string; name: string; line: number }[] = [];
  for (const { object, range, positions } of sources) {
    const kind = kindOf(object.apiVersion, object.kind);
    const name = object.metadata.name ?? "";
    const at = positions.get("kind") ?? range;
    if (kind === undefined) {
      const message = `no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
      problems.push({ ...at, severity: "warning", code: "unknownKind", message, path: "kind" });
      found.push({ kind: object.kind, name, line: at.line });
    } else if (kind.served && !kind.simulated) {
      const message = `${object.kind} ${name} is stored, but nothing acts on it here: ${object.kind} is not simulated`;
      problems.push({ ...at, severity: "info", code: "notSimulated", message, path: "kind" });
      found.push({ kind: object.kind, name, line: at.line });
    }
  }
  return found;
}

function arrange(sources: readonly SourceObject[], notSimulated: Scenario["notSimulated"]): Scenario {
  const objects = sources.map(({ object }) => object);
  const configuration = objects.find(({ kind }) => kind === "KubeSchedulerConfiguration") ?? null;
  const rest = objects.filter((object) => object !== configuration && object.kind !== "Scenario");
  const hasNodes = rest.some(({ kind }) => kind === resourceByName("nodes")?.kind);
  const nodes: readonly Node[] = hasNodes ? [] : defaultCluster;
  return {
    cluster: [...nodes, ...rest.filter(isCluster)],
    applied: rest.filter((object) => !isCluster(object)),
    schedulerConfiguration: configuration,
    defaultCluster: !hasNodes,
    notSimulated,
    sources,
  };
}
