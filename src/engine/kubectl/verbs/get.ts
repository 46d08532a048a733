import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { matches } from "../../api/selector.ts";
import { objectAt, objectsOf } from "../console/cluster.ts";
import type { Flag } from "../console/flags.ts";
import { parseResources, type Resources } from "../console/resources.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { parseSelector } from "../console/selector.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";
import { printerOf } from "../print/printers.ts";
import { tableLines } from "../print/table.ts";

const flags: readonly Flag[] = [
  {
    name: "all-namespaces",
    short: "A",
    is: "bool",
    about: "If present, list the requested object(s) across all namespaces.",
  },
  { name: "label-columns", short: "L", is: "strings", about: "Labels that are going to be presented as columns." },
  { name: "no-headers", is: "bool", about: "Don't print headers." },
  { name: "output", short: "o", is: "string", about: "Output format.", values: ["wide"] },
  { name: "selector", short: "l", is: "string", about: "Selector (label query) to filter on." },
  { name: "show-labels", is: "bool", about: "When printing, show all labels as the last column." },
];

/** What was found of one kind. */
interface Found {
  readonly kind: KindInfo;
  readonly objects: readonly KubernetesObject[];
}

function run(call: Call): ConsoleResult {
  const { args, flags: given } = call;
  if (args.length === 0) return missingResource(call);
  const resources = parseResources(args);
  if ("error" in resources) return refusal(`error: ${resources.error}`);
  const selector = parseSelector(given.text("selector") ?? "");
  if ("error" in selector) return refusal(`error: ${selector.error}`);
  if (resources.named.length > 0 && given.has("selector"))
    return refusal("error: name cannot be provided when a selector is specified");
  if (resources.named.length > 0 && given.is("all-namespaces"))
    return refusal("error: a resource cannot be retrieved by name across all namespaces");
  const { found, errors } = find(call, resources);
  const chosen = found.map(({ kind, objects }) => ({
    kind,
    objects: objects.filter(({ metadata }) => matches(selector, metadata.labels)),
  }));
  return print(call, resources, chosen, errors);
}

function missingResource(call: Call): ConsoleResult {
  const { lines, exitCode } = usageError(
    call,
    `Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).`,
  ) as Extract<ConsoleResult, { kind: "output" }>;
  const hint =
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.';
  return new Output()
    .complain(hint, "")
    .complain(...lines.map(({ text }) => text))
    .end(exitCode);
}

function find({ flags: given, moment, namespace }: Call, { kinds, named }: Resources) {
  const { records } = moment;
  const errors: string[] = [];
  if (named.length === 0) {
    const where = given.is("all-namespaces") ? undefined : namespace;
    return { found: kinds.map((kind): Found => ({ kind, objects: objectsOf(records, kind, where) })), errors };
  }
  const found: Found[] = [];
  for (const { kind, name } of named) {
    const object = objectAt(records, kind, namespace, name);
    const group = kind.group === "" ? "" : `.${kind.group}`;
    if (!object) errors.push(`Error from server (NotFound): ${kind.resource}${group} "${name}" not found`);
    else if (found.at(-1)?.kind === kind) found.push({ kind, objects: [...(found.pop()?.objects ?? []), object] });
    else found.push({ kind, objects: [object] });
  }
  return { found, errors };
}

function print(call: Call, { kinds }: Resources, found: readonly Found[], errors: readonly string[]): ConsoleResult {
  const { flags: given, moment, namespace } = call;
  const output = new Output();
  const everywhere = given.is("all-namespaces");
  for (const { kind, objects } of found) {
    if (objects.length === 0) continue;
    if (!output.isEmpty && !given.is("no-headers")) output.print("");
    const group = kind.group === "" ? "" : `.${kind.group}`;
    const lines = tableLines(printerOf(kind), objects, {
      wide: given.text("output") === "wide",
      withNamespace: everywhere && kind.namespaced,
      kindPrefix: kinds.length > 1 ? `${kind.kind.toLowerCase()}${group}` : "",
      showLabels: given.is("show-labels"),
      labelColumns: given.list("label-columns"),
      noHeaders: given.is("no-headers"),
      now: moment.now,
    });
    output.print(...lines);
  }
  if (output.isEmpty && errors.length === 0) {
    const namespaced = !everywhere && found.every(({ kind }) => kind.namespaced);
    output.complain(namespaced ? `No resources found in ${namespace} namespace.` : "No resources found");
  }
  return output.complain(...errors).end(errors.length > 0 ? 1 : 0);
}

/** Models kubectl's pkg/cmd/get (v1.34). */
export const get: Verb = {
  name: "get",
  short: "Display one or many resources",
  usage: "(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]",
  flags,
  completes: ["resource", "name"],
  run,
};
