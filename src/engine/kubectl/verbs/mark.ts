import { validateLabelValue, validateQualifiedName } from "../../api/names.ts";
import { mark } from "../changes.ts";
import { type Found, fieldSelectorFlag, find, findFlags } from "../console/find.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { dryRunFlag, namespaceField, objectField, stepOrDryRun } from "../console/steps.ts";
import type { Call, Verb } from "../console/verb.ts";
import { nameOf } from "../print/output.ts";
import { nothingNamed, resourcesAndPairs } from "./named.ts";

interface Marks {
  readonly verb: "label" | "annotate";
  readonly field: "labels" | "annotations";
  /** As messages name one: `label`, `annotation`. */
  readonly one: string;
}

type Values = { readonly [key: string]: string | null };

/** `app=web old-` as what is set and (null) taken away. Models parseLabels and ParsePairs of kubectl (v1.34). */
function parsePairs(pairs: readonly string[], { one }: Marks): Values | { readonly error: string } {
  const values: { [key: string]: string | null } = {};
  const fail = (message: string) => ({ error: `error: ${message}` });
  for (const pair of pairs) {
    const sign = pair.indexOf("=");
    const key = sign < 0 ? pair.slice(0, -1) : pair.slice(0, sign);
    const value = sign < 0 ? null : pair.slice(sign + 1);
    if (one === "label" && value !== null) {
      if (value.includes("=")) return fail(`invalid label spec: ${pair}`);
      const wrong = validateLabelValue(value);
      if (wrong.length > 0) return fail(`invalid label value: ${JSON.stringify(pair)}: ${wrong.join(";")}`);
    }
    const wrong = validateQualifiedName(key);
    if (one === "annotation" && value !== null && wrong.length > 0)
      return fail(`invalid ${one} key ${JSON.stringify(key)}: ${wrong.join(";")}`);
    if (key in values && (values[key] === null) !== (value === null))
      return fail(
        `can not both modify and remove ${one === "label" ? "a label" : "an annotation"} in the same command`,
      );
    values[key] = value;
  }
  return values;
}

function run(call: Call, marks: Marks): ConsoleResult {
  const { flags } = call;
  const { verb, field, one } = marks;
  const split = resourcesAndPairs(call.args, one);
  if ("error" in split) return refusal(split.error);
  const { resources, pairs } = split;
  if (resources.length === 0)
    return refusal("error: one or more resources must be specified as <resource> <name> or <resource>/<name>");
  if (pairs.length === 0 && !flags.is("list")) return refusal(`error: at least one ${one} update is required`);
  const values = parsePairs(pairs, marks);
  if ("error" in values) return refusal(String(values.error));
  const findings = find(call, resources);
  const missing = nothingNamed(call, findings, resources);
  if (missing) return missing;
  if ("error" in findings) return refusal(findings.error);
  const { found, errors } = findings;
  if (errors.length > 0) return refusal(errors.join("\n"));
  const objects = found.flatMap((each) => each.objects);
  if (objects.length === 0) return refusal("No resources found");
  if (flags.is("list")) return list(objects.length > 1, found, field);
  if (!flags.is("overwrite")) {
    const taken = objects.flatMap(({ metadata }) =>
      Object.entries(values).flatMap(([key, value]) => {
        const present = metadata[field]?.[key];
        return value === null || present === undefined || present === value
          ? []
          : [`error: '${key}' already has a value (${present}), and --overwrite is false`];
      }),
    );
    if (taken.length > 0) return refusal(taken.join("\n"));
  }
  const change = mark(field, values);
  const printed = objects.map((object) => {
    const after = change.change(object);
    return `${nameOf(object)} ${"error" in after ? "" : change.done(object, after)}`;
  });
  const step = { do: verb, object: objectField(found), ...namespaceField(call, found), values };
  return stepOrDryRun(call, step, printed);
}

function list(several: boolean, found: readonly Found[], field: Marks["field"]): ConsoleResult {
  const output = new Output();
  for (const { kind, objects } of found) {
    for (const { metadata } of objects) {
      if (several) output.complain(`Listing ${field} for ${kind.kind}.${kind.group}/${metadata.name}:`);
      for (const key of Object.keys(metadata[field] ?? {}).sort())
        output.print(`${several ? " " : ""}${key}=${metadata[field]?.[key]}`);
    }
  }
  return output.end();
}

function verbOf(marks: Marks, short: string, example: string): Verb {
  const { verb, one } = marks;
  return {
    name: verb,
    short,
    usage: `${verb} [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N`,
    examples: [example],
    flags: [
      ...findFlags,
      fieldSelectorFlag,
      { name: "all", is: "bool", about: "Select all resources, in the namespace of the specified resource types" },
      dryRunFlag,
      { name: "list", is: "bool", about: `If true, display the ${marks.field} for a given resource.` },
      {
        name: "overwrite",
        is: "bool",
        about: `If true, allow ${marks.field} to be overwritten, otherwise reject ${one} updates that overwrite existing ${marks.field}.`,
      },
    ],
    absent: "filename kustomize local output recursive resource-version field-manager show-managed-fields",
    completes: ["resource", "name", "key"],
    run: (call) => run(call, marks),
  };
}

/** Models kubectl's pkg/cmd/label (v1.34). */
export const label = verbOf(
  { verb: "label", field: "labels", one: "label" },
  "Update the labels on a resource",
  "kubectl label pods web unhealthy=true",
);

/** Models kubectl's pkg/cmd/annotate (v1.34). */
export const annotate = verbOf(
  { verb: "annotate", field: "annotations", one: "annotation" },
  "Update the annotations on a resource",
  "kubectl annotate pods web description='my frontend'",
);
