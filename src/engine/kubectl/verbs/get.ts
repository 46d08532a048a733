import type { KubernetesObject } from "../../api/meta.ts";
import { type Findings, type Found, fieldSelectorFlag, find, findFlags } from "../console/find.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { type Call, usageMessage, type Verb } from "../console/verb.ts";
import { JsonPathError } from "../print/jsonPath.ts";
import { outputFormats, printObjects, qualifiedKind } from "../print/output.ts";
import { printerOf } from "../print/printers.ts";
import { sortBy } from "../print/sort.ts";
import { tableLines } from "../print/table.ts";

const flags: readonly Flag[] = [
  ...findFlags,
  fieldSelectorFlag,
  {
    name: "ignore-not-found",
    is: "bool",
    about: "If set to true, suppresses NotFound error for specific objects that do not exist.",
  },
  {
    name: "label-columns",
    short: "L",
    is: "strings",
    about: "Accepts a comma separated list of labels that are going to be presented as columns.",
  },
  {
    name: "no-headers",
    is: "bool",
    about: "When using the default or custom-column output format, don't print headers.",
  },
  { name: "output", short: "o", is: "string", about: "Output format.", values: ["wide", ...outputFormats] },
  { name: "show-kind", is: "bool", about: "If present, list the resource type for the requested object(s)." },
  { name: "show-labels", is: "bool", about: "When printing, show all labels as the last column." },
  {
    name: "show-managed-fields",
    is: "bool",
    about: "If true, keep the managedFields when printing objects in JSON or YAML format.",
  },
  {
    name: "sort-by",
    is: "string",
    about: "If non-empty, sort list types using this field specification, expressed as a JSONPath expression.",
    values: [".metadata.creationTimestamp", ".metadata.name"],
  },
  { name: "watch", short: "w", is: "bool", about: "After listing/getting the requested object, watch for changes." },
];

const needsResource = `Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).`;

function run(call: Call): ConsoleResult {
  const { args, flags: given } = call;
  if (args.length === 0) return missingResource(call);
  const output = given.text("output") ?? "";
  if (given.is("show-labels") && output !== "" && output !== "wide")
    return refusal(`error: --show-labels option cannot be used with ${output} printer`);
  const findings = find(call);
  if ("error" in findings) return refusal(findings.error);
  const watch = given.is("watch");
  if (watch && findings.kinds.length > 1) return refusal("error: you may only specify a single resource type");
  try {
    const human = output === "" || output === "wide";
    return human ? printTables(call, findings, watch) : printWhole(call, findings, output, watch);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    return refusal(`error: ${error.message}`);
  }
}

function missingResource(call: Call): ConsoleResult {
  return new Output()
    .complain(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.',
      "",
      usageMessage(call, needsResource),
    )
    .end(1);
}

function sorted({ flags: given }: Call, objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const field = given.text("sort-by");
  return field && !given.is("watch") ? sortBy(objects, field) : objects;
}

function errorsOf({ flags: given }: Call, { errors }: Findings): readonly string[] {
  return given.is("ignore-not-found") ? [] : errors;
}

function printWhole(call: Call, findings: Findings, output: string, follow: boolean): ConsoleResult {
  const { flags: given } = call;
  const errors = errorsOf(call, findings);
  const objects = findings.found.flatMap(({ objects }) => objects);
  // What was named and is not there is all that is to be said, when nothing else is.
  if (objects.length === 0 && findings.single) return new Output().complain(...errors).end(errors.length > 0 ? 1 : 0);
  const printed = printObjects(sorted(call, objects), output, {
    single: findings.single,
    noHeaders: given.is("no-headers"),
    showManagedFields: given.is("show-managed-fields"),
  });
  if ("error" in printed) return refusal(`error: ${printed.error}`);
  const terminal = new Output();
  if (printed.text !== "") terminal.print(printed.text);
  return terminal.complain(...errors).end(errors.length > 0 ? 1 : 0, follow);
}

function printTables(call: Call, findings: Findings, follow: boolean): ConsoleResult {
  const { flags: given, namespace } = call;
  const terminal = new Output();
  const full = findings.found.filter(({ objects }) => objects.length > 0);
  const several = new Set(full.map(({ kind }) => kind)).size > 1;
  for (const found of full) {
    if (!terminal.isEmpty && !given.is("no-headers")) terminal.print("");
    terminal.print(...tableOf(call, found, findings.everywhere, several || given.is("show-kind")));
  }
  const errors = errorsOf(call, findings);
  if (terminal.isEmpty && errors.length === 0 && !given.is("ignore-not-found") && !follow) {
    const namespaced = !findings.everywhere && findings.kinds.every((kind) => kind.namespaced);
    terminal.complain(namespaced ? `No resources found in ${namespace} namespace.` : "No resources found");
  }
  return terminal.complain(...errors).end(errors.length > 0 ? 1 : 0, follow);
}

function tableOf(call: Call, { kind, objects }: Found, everywhere: boolean, withKind: boolean): readonly string[] {
  const { flags: given, moment } = call;
  return tableLines(printerOf(kind), sorted(call, objects), {
    wide: given.text("output") === "wide",
    withNamespace: everywhere && kind.namespaced,
    kindPrefix: withKind ? qualifiedKind(kind) : "",
    showLabels: given.is("show-labels"),
    labelColumns: given.list("label-columns"),
    noHeaders: given.is("no-headers"),
    now: moment.now,
  });
}

/** Models kubectl's pkg/cmd/get (v1.34). A watch gives the table as it is now; the page asks again as time goes on. */
export const get: Verb = {
  name: "get",
  short: "Display one or many resources",
  usage:
    "get [(-o|--output=)json|yaml|name|jsonpath|jsonpath-as-json|custom-columns|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]",
  examples: [
    "kubectl get pods",
    "kubectl get pods -o wide",
    "kubectl get deployment/web -o yaml",
    "kubectl get pods -l app=web --sort-by=.spec.nodeName",
    "kubectl get pods --field-selector status.phase=Pending -A",
  ],
  flags,
  completes: ["resource", "name"],
  run,
};
