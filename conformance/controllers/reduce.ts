import type { Condition, KubernetesObject } from "../../src/engine/api/meta.ts";
import { normaliseText } from "../server/normalise.ts";

/** The fields that the recording shows of an object: FORMAT-SERVER, section 3. */
export type Reduced = { readonly [field: string]: unknown };

interface Shown {
  readonly prefixes: readonly string[];
  readonly nodeNames: boolean;
}

type Fields = { readonly [field: string]: unknown };
type Loose = KubernetesObject & { readonly spec?: Fields; readonly status?: Fields; readonly [field: string]: unknown };

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const notShown = new Set(["uid", "resourceVersion", "creationTimestamp"]);

/** Without times and without what differs from run to run. */
function plain(value: unknown, shown: Shown): unknown {
  if (typeof value === "string") return normaliseText(value, shown.prefixes);
  if (Array.isArray(value)) return value.map((item) => plain(item, shown));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, field]) => field !== undefined && field !== null && !notShown.has(key) && !time.test(String(field)),
  );
  return Object.fromEntries(entries.map(([key, field]) => [key, plain(field, shown)]));
}

function byType(a: Condition, b: Condition): number {
  return a.type < b.type ? -1 : a.type > b.type ? 1 : 0;
}

function conditionsOf(conditions: readonly Condition[], isPod: boolean): unknown[] {
  return [...conditions].sort(byType).map(({ type, status, reason, message, observedGeneration }) => ({
    type,
    status,
    ...(!isPod && observedGeneration !== undefined && { observedGeneration }),
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
  }));
}

function statusOf({ status = {} }: Loose, shown: Shown): Fields {
  const reduced = plain(status, shown) as { [field: string]: unknown };
  const { conditions } = status as { conditions?: readonly Condition[] };
  return { ...reduced, ...(conditions && { conditions: plain(conditionsOf(conditions, false), shown) }) };
}

function images(spec: Fields | undefined): unknown[] {
  return ((spec?.containers ?? []) as readonly { image?: string }[]).map(({ image }) => image);
}

const templateOf = (spec: Fields | undefined): Fields | undefined =>
  (spec?.template as { spec?: Fields } | undefined)?.spec;

function picked(from: Fields | undefined, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (from?.[name] === undefined ? [] : [[name, from[name]]])));
}

const sortedBy = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

function podFields(pod: Loose, { nodeNames }: Shown): Reduced {
  const status = (pod.status ?? {}) as { phase?: string; reason?: string; conditions?: readonly Condition[] };
  const nodeName = pod.spec?.nodeName;
  return {
    scheduled: Boolean(nodeName),
    ...(nodeNames && nodeName ? { nodeName } : {}),
    images: images(pod.spec),
    phase: status.phase,
    ...(status.reason && { reason: status.reason }),
    conditions: conditionsOf(status.conditions ?? [], true),
  };
}

interface Endpoint {
  readonly addresses?: readonly string[];
  readonly nodeName?: string;
  readonly targetRef?: { readonly kind?: string; readonly name?: string };
  readonly zone?: string;
}

function sliceFields(slice: Loose, shown: Shown): Reduced {
  const endpoints = (slice.endpoints ?? []) as readonly Endpoint[];
  const reduced = endpoints.map(({ addresses = [], nodeName, targetRef, zone: _, ...rest }) => ({
    ...rest,
    addresses: addresses.map(() => "<PODIP>"),
    ...(targetRef && { targetRef: { kind: targetRef.kind, name: targetRef.name } }),
    ...(nodeName && { nodeName: shown.nodeNames ? nodeName : "<NODE>" }),
  }));
  return {
    addressType: slice.addressType,
    ports: slice.ports ?? null,
    endpoints: sortedBy(reduced, (endpoint) => canonical(endpoint)),
  };
}

/** Everything of an object beyond its metadata, by kind. */
function fieldsOf(object: Loose, shown: Shown): Reduced {
  const { spec } = object;
  const hasStatus = Object.keys(object.status ?? {}).length > 0;
  const status = hasStatus ? { status: statusOf(object, shown) } : {};
  switch (object.kind) {
    case "Pod":
      return podFields(object, shown);
    case "Deployment":
      return { replicas: spec?.replicas, images: images(templateOf(spec)), paused: spec?.paused ?? false, ...status };
    case "ReplicaSet":
      return { replicas: spec?.replicas, images: images(templateOf(spec)), selector: spec?.selector, ...status };
    case "StatefulSet":
      return { replicas: spec?.replicas, ...status };
    case "Job":
      return { spec: picked(spec, ["parallelism", "completions", "backoffLimit", "suspend"]), ...status };
    case "Service":
      return { type: spec?.type, clusterIP: spec?.clusterIP === "None" ? "None" : "<CLUSTERIP>", ...status };
    case "EndpointSlice":
      return sliceFields(object, shown);
    case "Namespace":
      return { specFinalizers: spec?.finalizers, ...status };
    case "PersistentVolume": {
      const claim = spec?.claimRef as Fields | undefined;
      return {
        spec: {
          ...picked(spec, ["storageClassName", "persistentVolumeReclaimPolicy"]),
          ...(claim && { claimRef: picked(claim, ["namespace", "name"]) }),
        },
        ...status,
      };
    }
    case "PersistentVolumeClaim":
      return { spec: picked(spec, ["volumeName", "storageClassName", "volumeMode"]), ...status };
    case "Node": {
      const taints = sortedBy((spec?.taints ?? []) as readonly Fields[], (taint) => `${taint.key} ${taint.effect}`);
      return {
        spec: { taints: plain(taints, shown), unschedulable: spec?.unschedulable ?? false },
        status: picked(statusOf(object, shown), ["conditions"]),
      };
    }
    case "ConfigMap":
    case "ControllerRevision":
      return {};
    default:
      return status;
  }
}

/** Kinds whose generation the recording leaves out. */
const withoutGeneration = new Set(["Pod", "EndpointSlice", "ControllerRevision"]);
const uidLabels = new Set(["controller-uid", "batch.kubernetes.io/controller-uid"]);
const lastChange = "endpoints.kubernetes.io/last-change-trigger-time";

function strings(
  map: { readonly [key: string]: string } | undefined,
  without: (key: string) => boolean,
  shown: Shown,
): Fields | null {
  const entries = Object.entries(map ?? {}).filter(([key]) => !without(key));
  if (entries.length === 0) return null;
  return Object.fromEntries(
    entries.map(([key, value]) => [key, uidLabels.has(key) ? "<UID>" : normaliseText(value, shown.prefixes)]),
  );
}

export function reduce(object: KubernetesObject, shown: Shown): Reduced {
  const { metadata, kind } = object;
  const labels = strings(metadata.labels, (key) => kind === "Pod" && uidLabels.has(key), shown);
  const annotations = strings(metadata.annotations, (key) => key === lastChange, shown);
  const owners = metadata.ownerReferences?.map((owner) => ({
    kind: owner.kind,
    name: normaliseText(owner.name, shown.prefixes),
    ...(owner.controller && { controller: true }),
  }));
  return {
    kind: kind === "ControllerRevision" ? "controllerrevisions" : kind,
    name: normaliseText(metadata.name ?? "", shown.prefixes),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(owners && owners.length > 0 && { ownerReferences: owners }),
    ...(metadata.finalizers && metadata.finalizers.length > 0 && { finalizers: metadata.finalizers }),
    ...(metadata.deletionTimestamp && { terminating: true }),
    ...(metadata.deletionTimestamp &&
      kind === "Pod" && { deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds }),
    ...(!withoutGeneration.has(kind) && metadata.generation && { generation: metadata.generation }),
    ...fieldsOf(object as Loose, shown),
  };
}

/** The value as JSON with sorted keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    typeof field === "object" && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );
}

/** Kinds whose identical objects are merged and counted. */
const counted = new Set(["Pod", "EndpointSlice"]);

/** Equal objects as one with a count; the recording counts Pods of generated names and slices. */
export function merged(objects: readonly Reduced[]): Reduced[] {
  const groups = new Map<string, { object: Reduced; count: number }>();
  for (const object of objects) {
    const key = canonical(object);
    const known = groups.get(key);
    if (known) known.count++;
    else groups.set(key, { object, count: 1 });
  }
  return [...groups.values()].map(({ object, count }) =>
    counted.has(String(object.kind)) && String(object.name).includes("<RANDOM5>") ? { ...object, count } : object,
  );
}
