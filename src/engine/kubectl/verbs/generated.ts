import { kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { objectAt } from "../console/cluster.ts";
import { referenceOf } from "../console/documents.ts";
import { resourceName } from "../console/find.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { dryRunFlag, dryRunSuffix, stepOrDryRun } from "../console/steps.ts";
import { type Call, usageError } from "../console/verb.ts";
import { nameOf, printObjects } from "../print/output.ts";
import { yamlText } from "../print/yaml.ts";

/** The flags of every command that makes an object from its arguments. */
export const generatorFlags: readonly Flag[] = [
  dryRunFlag,
  { name: "output", short: "o", is: "string", about: "Output format.", values: ["yaml", "json", "name"] },
];

interface Generated {
  /** As kubectl would print it with `-o yaml`: empty fields that it always sends included. */
  readonly object: KubernetesObject;
  /** `created`, `exposed`, `autoscaled`. */
  readonly done: string;
  /** In front of what the server says when the name is taken: `error: failed to create deployment: `. */
  readonly failing?: string;
}

/** An object without the empty fields that only a Go program writes. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withoutEmpty(item)] as const);
  return Object.fromEntries(
    entries.filter(([, item]) => typeof item !== "object" || item === null || Object.keys(item).length > 0),
  );
}

/** The step that makes an object; with `--dry-run`, what would be printed. */
export function generated(call: Call, { object, done, failing }: Generated): ConsoleResult {
  const { flags, namespace, moment } = call;
  const kind = kindOf(object.apiVersion, object.kind);
  const named = { ...object, metadata: { ...object.metadata } };
  if (kind?.namespaced && namespace !== "default") named.metadata.namespace = namespace;
  const dry = dryRunSuffix(call);
  if ("error" in dry) return refusal(dry.error);
  const output = flags.text("output");
  if (output !== undefined) {
    if (dry.suffix === "") return refusal("error: in this console, -o goes with --dry-run");
    const printed = printObjects([named], output, { single: true, noHeaders: false, showManagedFields: false });
    return "error" in printed ? refusal(`error: ${printed.error}`) : new Output().print(printed.text).end();
  }
  const { name = "" } = object.metadata;
  if (kind && dry.suffix !== " (dry run)" && objectAt(moment.records, kind, namespace, name)) {
    const message = `${resourceName(kind)} "${name}" already exists`;
    return refusal(failing ? `${failing}${message}` : `Error from server (AlreadyExists): ${message}`);
  }
  const step = { do: "create", objects: [referenceOf(object)], command: call.line };
  const printed = [`${nameOf(object)} ${dry.suffix === " (dry run)" ? "created" : done}`];
  return stepOrDryRun(call, step, printed, [yamlText(withoutEmpty(named))]);
}

/** The one NAME that a generator takes. Models NameFromCommandArgs of kubectl's pkg/cmd/create (v1.34). */
export function nameFromArgs(
  call: Call,
): { readonly name: string; readonly command: readonly string[] } | ConsoleResult {
  const { args, flags } = call;
  const count = flags.dash ?? args.length;
  if (count !== 1) return usageError(call, `exactly one NAME is required, got ${count}`);
  return { name: args[0], command: args.slice(count) };
}
