import { kindOf } from "../../api/kinds.ts";
import { objectAt } from "../console/cluster.ts";
import { type FileObject, readFiles } from "../console/documents.ts";
import { type Findings, type Found, fieldSelectorFlag, find, findFlags, notFound } from "../console/find.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { dryRunFlag, namespaceField, objectField, stepOrDryRun } from "../console/steps.ts";
import type { Call, Verb } from "../console/verb.ts";
import { qualifiedKind } from "../print/output.ts";
import { nothingNamed } from "./named.ts";

const cascades = ["background", "foreground", "orphan"];

/** The grace period that goes with the request, or what is wrong with the flags. Models DeleteOptions.Complete (v1.34). */
function graceOf({ flags }: Call): { readonly grace?: number; readonly force: boolean } | { readonly error: string } {
  const force = flags.is("force");
  let grace = flags.number("grace-period") ?? -1;
  if (flags.is("now")) {
    if (grace !== -1) return { error: "error: --now and --grace-period cannot be specified together" };
    grace = 1;
  }
  if (grace === 0 && !force) grace = 1;
  if (force && grace > 0)
    return { error: "error: --force and --grace-period greater than 0 cannot be specified together" };
  return { force, ...(grace >= 0 && !force && { grace }) };
}

/** What the objects of files come to in the cluster. */
function fromFiles(call: Call, files: readonly FileObject[]): Findings {
  const found: Found[] = [];
  const errors: string[] = [];
  for (const { object } of files) {
    const kind = kindOf(object.apiVersion, object.kind);
    const { name = "", namespace = call.namespace } = object.metadata;
    const live = kind && objectAt(call.moment.records, kind, namespace, name);
    if (!kind)
      errors.push(
        `error: resource mapping not found for name: "${name}" namespace: "${object.metadata.namespace ?? ""}" from "STDIN": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
      );
    else if (live) found.push({ kind, objects: [live] });
    else errors.push(notFound(kind, name).replace("(NotFound): ", '(NotFound): error when deleting "STDIN": '));
  }
  return { kinds: found.map(({ kind }) => kind), found, errors, single: false, everywhere: false };
}

function run(call: Call): ConsoleResult {
  const { flags } = call;
  const output = flags.text("output") ?? "";
  if (output !== "" && output !== "name")
    return refusal(`error: unexpected -o output mode: ${output}. We only support '-o name'`);
  if (flags.is("all") && flags.has("selector"))
    return refusal("error: cannot set --all and --selector at the same time");
  const grace = graceOf(call);
  if ("error" in grace) return refusal(grace.error);
  const cascade = flags.text("cascade") ?? "background";
  if (!cascades.includes(cascade))
    return refusal(`error: invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`);
  let findings: Findings | { readonly error: string };
  if (flags.has("filename")) {
    const read = readFiles(call);
    if ("error" in read) return refusal(read.error);
    findings = fromFiles(call, read.objects);
  } else {
    findings = find(call);
    const missing = nothingNamed(call, findings);
    if (missing) return missing;
  }
  if ("error" in findings) return refusal(findings.error);
  const { found } = findings;
  const errors = flags.is("ignore-not-found") ? [] : findings.errors;
  if (errors.length > 0) return refusal(errors.join("\n"));
  if (found.every(({ objects }) => objects.length === 0)) return new Output().print("No resources found").end();
  if (new Set(found.flatMap(({ objects }) => objects.map(({ metadata }) => metadata.namespace ?? ""))).size > 1)
    return refusal("error: this console deletes objects of one namespace at a time");
  const word = grace.force ? "force deleted" : "deleted";
  const printed = found.flatMap(({ kind, objects }) =>
    objects.map(({ metadata }) => {
      const where = kind.namespaced ? ` from ${metadata.namespace ?? "default"} namespace` : "";
      return output === "name"
        ? `${qualifiedKind(kind)}/${metadata.name}`
        : `${qualifiedKind(kind)} "${metadata.name}" ${word}${where}`;
    }),
  );
  const [{ metadata }] = found.flatMap(({ objects }) => objects);
  const where = { ...call, namespace: metadata.namespace ?? call.namespace };
  const step = {
    do: "delete",
    object: objectField(found),
    ...namespaceField(where, found),
    ...(grace.grace !== undefined && { gracePeriodSeconds: grace.grace }),
    ...(grace.force && { force: true }),
    ...(cascade !== "background" && { cascade }),
  };
  return stepOrDryRun(call, step, printed);
}

/** Models kubectl's pkg/cmd/delete (v1.34). */
export const deleteVerb: Verb = {
  name: "delete",
  short: "Delete resources by file names, stdin, resources and names, or by resources and label selector",
  usage: "delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])",
  examples: [
    "kubectl delete pod web",
    "kubectl delete pods -l app=web",
    "kubectl delete pod web --grace-period=0 --force",
  ],
  flags: [
    ...findFlags,
    fieldSelectorFlag,
    { name: "all", is: "bool", about: "Delete all resources, in the namespace of the specified resource types." },
    {
      name: "cascade",
      is: "string",
      bare: "background",
      about:
        'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents.',
      values: cascades,
    },
    dryRunFlag,
    { name: "filename", short: "f", is: "strings", about: "containing the resource to delete." },
    {
      name: "force",
      is: "bool",
      about: "If true, immediately remove resources from API and bypass graceful deletion.",
    },
    {
      name: "grace-period",
      is: "int",
      about:
        "Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).",
    },
    { name: "ignore-not-found", is: "bool", about: 'Treat "resource not found" as a successful delete.' },
    {
      name: "now",
      is: "bool",
      about: "If true, resources are signaled for immediate shutdown (same as --grace-period=1).",
    },
    {
      name: "output",
      short: "o",
      is: "string",
      about: 'Output mode. Use "-o name" for shorter output (resource/name).',
      values: ["name"],
    },
    {
      name: "wait",
      is: "bool",
      about: "If true, wait for resources to be gone before returning. This waits for finalizers.",
    },
  ],
  absent: "interactive kustomize raw recursive timeout",
  completes: ["resource", "name"],
  run,
};
