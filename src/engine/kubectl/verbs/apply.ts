import { kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { objectAt } from "../console/cluster.ts";
import { type FileObject, readFiles, referenceOf, textsOf } from "../console/documents.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import { dryRunFlag, stepOrDryRun } from "../console/steps.ts";
import type { Call, Verb } from "../console/verb.ts";
import { mergePatch, threeWayMerge } from "../merge.ts";
import { qualifiedKind } from "../print/output.ts";

export const filenameFlag: Flag = {
  name: "filename",
  short: "f",
  is: "strings",
  about: "The files that contain the configurations to apply; - reads what stands between <<EOF and EOF.",
};

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** What apply would print of an object, from the state as it is. */
function outcome({ moment, namespace }: Call, object: KubernetesObject): string {
  const kind = kindOf(object.apiVersion, object.kind);
  const name = `${kind ? qualifiedKind(kind) : object.kind.toLowerCase()}/${object.metadata.name ?? ""}`;
  const live =
    kind && objectAt(moment.records, kind, object.metadata.namespace ?? namespace, object.metadata.name ?? "");
  if (!live) return `${name} created`;
  const before = live.metadata.annotations?.[lastApplied];
  const merged = threeWayMerge(before === undefined ? {} : JSON.parse(before), live, object) as KubernetesObject;
  return Object.keys(mergePatch({ ...live }, { ...merged })).length === 0 ? `${name} unchanged` : `${name} configured`;
}

/** Objects without a namespace of their own get the one of `-n`. */
export function placed(
  { namespace, flags }: Call,
  objects: readonly FileObject[],
): readonly FileObject[] | { error: string } {
  if (!flags.has("namespace") || namespace === "default") return objects;
  const other = objects.find(
    ({ object }) => object.metadata.namespace !== undefined && object.metadata.namespace !== namespace,
  );
  if (other) {
    const has = other.object.metadata.namespace;
    return {
      error: `error: the namespace from the provided object ${JSON.stringify(has)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${has}' to perform this operation.`,
    };
  }
  return objects.map(({ object, text }) => ({
    object: { ...object, metadata: { ...object.metadata, namespace } },
    text: object.metadata.namespace === undefined ? withNamespace(text, namespace) : text,
  }));
}

/** A document's text with a namespace in its metadata. */
function withNamespace(text: string, namespace: string): string {
  const block = /^metadata:[^\S\n]*\n([^\S\n]+)/m.exec(text);
  if (block) return text.replace(block[0], `metadata:\n${block[1]}namespace: ${namespace}\n${block[1]}`);
  return text.replace(/^(metadata:\s*\{)/m, `$1namespace: ${namespace}, `);
}

function run(call: Call): ConsoleResult {
  const { flags, args } = call;
  if (args.length > 0)
    return refusal(`error: Unexpected args: [${args.join(" ")}]\nSee '${call.path} -h' for help and examples`);
  if (!flags.has("filename")) return refusal("error: must specify one of -f and -k");
  const read = readFiles(call);
  if ("error" in read) return refusal(read.error);
  const objects = placed(call, read.objects);
  if ("error" in objects) return refusal(objects.error);
  if (objects.length === 0) return refusal("error: no objects passed to apply");
  const nameless = objects.find(({ object }) => !object.metadata.name);
  if (nameless) {
    const { generateName } = nameless.object.metadata;
    return refusal(
      generateName
        ? `error: from ${generateName}: cannot use generate name with apply`
        : "error: resource name may not be empty",
    );
  }
  const step = { do: "apply", objects: objects.map(({ object }) => referenceOf(object)) };
  return stepOrDryRun(
    call,
    step,
    objects.map(({ object }) => outcome(call, object)),
    textsOf(objects),
  );
}

/** Models kubectl's pkg/cmd/apply (v1.34), client-side. */
export const apply: Verb = {
  name: "apply",
  short: "Apply a configuration to a resource by file name or stdin",
  usage: "apply (-f FILENAME | -k DIRECTORY)",
  examples: ["kubectl apply -f - <<EOF"],
  flags: [filenameFlag, dryRunFlag],
  absent:
    "all cascade field-manager force force-conflicts grace-period kustomize openapi-patch output overwrite prune prune-allowlist recursive selector server-side subresource timeout validate wait",
  completes: ["nothing"],
  run,
};
