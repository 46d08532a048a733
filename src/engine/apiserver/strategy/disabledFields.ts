import type { KubernetesObject } from "../../api/meta.ts";
import type { Container, PodSpec, Volume } from "../../api/pod.ts";

type Fields = { readonly [field: string]: unknown };

/** The value without one of its fields; the same value when it has none of that name. */
function without<T extends object>(value: T, field: string): T {
  if (!Object.hasOwn(value, field)) return value;
  const { [field]: _, ...rest } = value as Fields;
  return rest as T;
}

function containerWithout(container: Container, gone: ReadonlySet<string>): Container {
  const plain = without(container, "restartPolicyRules");
  const { lifecycle, volumeMounts } = plain as Container & { readonly lifecycle?: object };
  return {
    ...plain,
    ...(lifecycle && { lifecycle: without(lifecycle, "stopSignal") }),
    ...(volumeMounts && gone.size > 0 && { volumeMounts: volumeMounts.filter(({ name }) => !gone.has(name ?? "")) }),
  } as Container;
}

/** A projected volume without the sources that are off; what is left of one of them stays, as nothing. */
function volumeWithout(volume: Volume): Volume {
  const { projected } = volume;
  if (!projected?.sources) return volume;
  const sources = projected.sources.map((source) => without(without(source, "clusterTrustBundle"), "podCertificate"));
  return { ...volume, projected: { ...projected, sources } };
}

/**
 * Models DropDisabledPodFields of pkg/api/pod (v1.34): ContainerRestartRules, ContainerStopSignals, HostnameOverride,
 * ImageVolume, ClusterTrustBundleProjection, PodCertificateRequest.
 */
function podSpecWithout(spec: PodSpec): PodSpec {
  const isImage = (volume: object): boolean => Object.hasOwn(volume, "image");
  const gone = new Set((spec.volumes ?? []).filter(isImage).map(({ name }) => name ?? ""));
  const lists = (["initContainers", "containers", "ephemeralContainers"] as const).flatMap((list) => {
    const containers = spec[list] as readonly Container[] | undefined;
    return containers ? [[list, containers.map((container) => containerWithout(container, gone))] as const] : [];
  });
  const volumes = (spec.volumes ?? []).filter((volume) => !isImage(volume)).map(volumeWithout);
  const { volumes: before, ...rest } = without(spec, "hostnameOverride");
  return { ...rest, ...(before && volumes.length > 0 && { volumes }), ...Object.fromEntries(lists) } as PodSpec;
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The value with what a path leads to changed; the same value when it leads nowhere. */
function changedAt(value: Fields, [field, ...path]: readonly string[], change: (inner: Fields) => object): Fields {
  if (field === undefined) return change(value) as Fields;
  const inner = value[field];
  return isFields(inner) ? { ...value, [field]: changedAt(inner, path, change) } : value;
}

const templates: { readonly [kind: string]: readonly string[] } = {
  Pod: ["spec"],
  PodTemplate: ["template", "spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
};
const workloads = new Set(["Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet", "Job"]);

/** What else is off in v1.34: MaxUnavailableStatefulSet and HPAConfigurableTolerance. */
const others: { readonly [kind: string]: readonly (readonly [path: readonly string[], field: string])[] } = {
  StatefulSet: [[["spec", "updateStrategy", "rollingUpdate"], "maxUnavailable"]],
  HorizontalPodAutoscaler: [
    [["spec", "behavior", "scaleUp"], "tolerance"],
    [["spec", "behavior", "scaleDown"], "tolerance"],
  ],
};

/** The object without the fields of features that are off by default: what is written into them is lost, silently. */
export function withoutDisabledFields<T extends KubernetesObject>(object: T): T {
  const { kind } = object;
  const path = workloads.has(kind) ? ["spec", "template", "spec"] : templates[kind];
  let result = object as unknown as Fields;
  if (path) result = changedAt(result, path, (spec) => podSpecWithout(spec as unknown as PodSpec));
  for (const [place, field] of others[kind] ?? []) result = changedAt(result, place, (inner) => without(inner, field));
  return result as unknown as T;
}
