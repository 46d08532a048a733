import { apiVersionOf, type KindInfo, kindOf } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { Client } from "../client/client.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { type Process, type Recorder, sleep } from "../kernel/simulator.ts";
import type { KubectlEvent } from "./events.ts";

const actor = "kubectl";
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const query = "fieldManager=kubectl-client-side-apply&fieldValidation=Strict";

/** Teaching values: starting the program and reading the file; asking which kinds there are. */
const readingTime: VirtualMillis = 5;
const discoveryTime: VirtualMillis = 4;

function printedName(kind: KindInfo, name: string): string {
  return `${kind.kind.toLowerCase()}${kind.group === "" ? "" : `.${kind.group}`}/${name}`;
}

/** One refusal as kubectl prints it. Models kubectl's cmdutil.checkErr and AddSourceToErr (v1.34). */
export function printedRefusal(status: Status, file: string): string {
  if (status.reason === "Invalid" && status.details) {
    const { name = "", kind = "", causes = [] } = status.details;
    const lines = causes.map(({ field, message }) => `${field}: ${message}`);
    const title = `The ${kind} "${name}" is invalid`;
    return lines.length === 1
      ? `${title}: ${lines[0]}`
      : [`${title}: `, ...lines.map((line) => `* ${line}`)].join("\n");
  }
  const reason = status.reason ? ` (${status.reason})` : "";
  return `Error from server${reason}: error when creating "${file}": ${status.message}`;
}

/** The annotation that lets the next apply see what this one wanted. */
function annotated(object: KubernetesObject): KubernetesObject {
  const configuration = `${JSON.stringify(object)}\n`;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [lastApplied]: configuration } },
  };
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The three-way merge of `kubectl apply`: what the file says wins, what it said the last time and no longer says goes,
 * what others set stays. Simplified: lists are replaced whole, where upstream merges some of them by key.
 */
export function threeWayMerge(last: unknown, live: unknown, wanted: unknown): unknown {
  if (!isRecord(live) || !isRecord(wanted)) return wanted;
  const before = isRecord(last) ? last : {};
  const merged: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(live)) if (!(key in before) || key in wanted) merged[key] = value;
  for (const [key, value] of Object.entries(wanted)) merged[key] = threeWayMerge(before[key], live[key], value);
  return merged;
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
  yield* sleep(readingTime);
  const names = objects.map(({ kind, metadata }) => ({ kind, name: metadata.name ?? metadata.generateName ?? "" }));
  record(actor, { type: "KubectlRead", file, objects: names });
  yield* sleep(discoveryTime);
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
    const name = object.metadata.name;
    if (name === undefined) {
      print(`error: from ${object.metadata.generateName ?? ""}: cannot use generate name with apply`, "stderr");
      continue;
    }
    yield* applyObject(client, kind, { ...object, apiVersion: apiVersionOf(kind) }, name, file, print);
  }
}

function* applyObject(
  client: Client,
  kind: KindInfo,
  object: KubernetesObject,
  name: string,
  file: string,
  print: (text: string, stream: "stdout" | "stderr") => void,
): Process {
  const namespace = kind.namespaced ? (object.metadata.namespace ?? "default") : undefined;
  const live = yield* client.get(kind.resource, namespace, name);
  const wanted = annotated(object);
  if (!live.ok) {
    const created = yield* client.create(wanted, { query });
    if (created.ok) print(`${printedName(kind, name)} created`, "stdout");
    else print(printedRefusal(created.status, file), "stderr");
    return;
  }
  const before = live.object.metadata.annotations?.[lastApplied];
  const last: unknown = before === undefined ? {} : JSON.parse(before);
  const merged = threeWayMerge(last, live.object, wanted) as KubernetesObject;
  if (JSON.stringify(merged) === JSON.stringify(live.object)) {
    print(`${printedName(kind, name)} unchanged`, "stdout");
    return;
  }
  const patched = yield* client.patch(
    kind.resource,
    namespace,
    name,
    (stored) => threeWayMerge(last, stored, wanted) as KubernetesObject,
    { query },
  );
  if (patched.ok) print(`${printedName(kind, name)} configured`, "stdout");
  else print(printedRefusal(patched.status, file), "stderr");
}
