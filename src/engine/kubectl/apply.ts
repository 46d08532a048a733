import { canonicalText } from "../api/canonicalText.ts";
import { type KindInfo, kindOf } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import { decode } from "../apiserver/decoding/index.ts";
import type { Client } from "../client/client.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Process, Recorder } from "../kernel/simulator.ts";
import type { KubectlEvent } from "./events.ts";
import { mergePatch, threeWayMerge } from "./merge.ts";

const actor = "kubectl";
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const query = "fieldManager=kubectl-client-side-apply&fieldValidation=Strict";

/** Teaching values: starting the program and reading the file; asking which kinds there are. */
const readingTime: VirtualMillis = 5;
const discoveryTime: VirtualMillis = 4;

/** `deployment.apps/web`: how kubectl names an object in what it prints. */
export function printedName(kind: KindInfo, name: string): string {
  return `${kind.kind.toLowerCase()}${kind.group === "" ? "" : `.${kind.group}`}/${name}`;
}

/** One refusal as kubectl prints it. Models kubectl's cmdutil.checkErr and AddSourceToErr (v1.34). */
export function printedRefusal(status: Status, file: string, doing = `error when creating "${file}": `): string {
  if (status.reason === "Invalid" && status.details) {
    const { name = "", kind = "", causes = [] } = status.details;
    const lines = causes.map(({ field = "", message }) => `${field}: ${message}`);
    const title = `The ${kind} "${name}" is invalid`;
    return lines.length === 1
      ? `${title}: ${lines[0]}`
      : [`${title}: `, ...lines.map((line) => `* ${line}`)].join("\n");
  }
  const reason = status.reason ? ` (${status.reason})` : "";
  return `Error from server${reason}: ${doing}${status.message}`;
}

/** How kubectl points at an object whose request failed. */
function resourceInfo(kind: KindInfo, name: string, namespace: string | undefined): string {
  const version = kind.group ? `${kind.group}/${kind.version}` : `/${kind.version}`;
  const head = `Resource: "${version}, Resource=${kind.resource}", GroupVersionKind: "${version}, Kind=${kind.kind}"`;
  return `${head}\nName: "${name}", Namespace: "${namespace ?? ""}"`;
}

/** The annotation that lets the next apply see what this one wanted. Models kubectl's util.CreateApplyAnnotation (v1.34). */
function annotated(object: KubernetesObject): KubernetesObject {
  const { [lastApplied]: _, ...annotations } = object.metadata.annotations ?? {};
  const configuration = `${canonicalText({ ...object, metadata: { ...object.metadata, annotations } })}\n`;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...annotations, [lastApplied]: configuration } },
  };
}

/**
 * `kubectl apply -f FILE`, client-side: reads, discovers, and for each object asks whether it is there, then creates or
 * patches it. An object that is refused does not keep the next ones from being applied.
 *
 * Models kubectl's pkg/cmd/apply (v1.34).
 */
export function* apply(
  client: Client,
  record: Recorder<KubectlEvent>,
  file: string,
  objects: readonly KubernetesObject[],
): Process {
  const print = (text: string, stream: "stdout" | "stderr"): void => {
    record(actor, { type: "KubectlOutput", text, stream });
  };
  record(actor, { type: "KubectlCommand", command: `kubectl apply -f ${file}` });
  yield { sleep: readingTime };
  const names = objects.map(({ kind, metadata }) => ({ kind, name: metadata.name ?? metadata.generateName ?? "" }));
  record(actor, { type: "KubectlRead", file, objects: names });
  yield { sleep: discoveryTime };
  record(actor, { type: "KubectlDiscovery", cached: false });
  for (const object of objects) {
    const kind = kindOf(object.apiVersion, object.kind);
    if (!kind?.served) {
      print(
        `error: resource mapping not found for name: "${object.metadata.name ?? ""}" namespace: "${object.metadata.namespace ?? ""}" from "${file}": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
        "stderr",
      );
      continue;
    }
    // kubectl itself reads the metadata; everything else is the server's to decode.
    const { fatal } = decode(object);
    const { name, generateName } = object.metadata;
    if (fatal?.path[0] === "metadata") print(`error: unable to decode "${file}": ${fatal.message}`, "stderr");
    else if (!name && generateName) print(`error: from ${generateName}: cannot use generate name with apply`, "stderr");
    else yield* applyObject(client, kind, object, file, print);
  }
}

function* applyObject(
  client: Client,
  kind: KindInfo,
  object: KubernetesObject,
  file: string,
  print: (text: string, stream: "stdout" | "stderr") => void,
): Process {
  const { name = "" } = object.metadata;
  const namespace = kind.namespaced ? (object.metadata.namespace ?? "default") : undefined;
  const info = resourceInfo(kind, name, namespace);
  const retrieving = `error when retrieving current configuration of:\n${info}\nfrom server for: "${file}": `;
  if (name === "") {
    print(`error: ${retrieving}resource name may not be empty`, "stderr");
    return;
  }
  const wanted = annotated({ ...object, metadata: { ...object.metadata, ...(namespace && { namespace }) } });
  const live = yield* client.get(kind.resource, namespace, name);
  if (!live.ok && live.status.code !== 404) {
    print(printedRefusal(live.status, file, retrieving), "stderr");
    return;
  }
  if (!live.ok) {
    const created = yield* client.create(wanted, { query });
    for (const warning of (created.ok && created.warnings) || []) print(`Warning: ${warning}`, "stderr");
    if (created.ok) print(`${printedName(kind, name)} created`, "stdout");
    else print(printedRefusal(created.status, file), "stderr");
    return;
  }
  const before = live.object.metadata.annotations?.[lastApplied];
  const last: unknown = before === undefined ? {} : JSON.parse(before);
  const patch = mergePatch({ ...live.object }, threeWayMerge(last, live.object, wanted) as { [key: string]: unknown });
  if (Object.keys(patch).length === 0) {
    print(`${printedName(kind, name)} unchanged`, "stdout");
    return;
  }
  const merge = (stored: KubernetesObject) => threeWayMerge(last, stored, wanted) as KubernetesObject;
  const patched = yield* client.patch(kind.resource, namespace, name, merge, { query });
  const patching = `error when applying patch:\n${canonicalText(patch)}\nto:\n${info}\nfor: "${file}": `;
  if (patched.ok) print(`${printedName(kind, name)} configured`, "stdout");
  else print(printedRefusal(patched.status, file, patching), "stderr");
}
