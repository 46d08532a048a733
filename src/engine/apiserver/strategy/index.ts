import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { preparePodForCreate } from "./pod.ts";

type WithStatus = KubernetesObject & { readonly status?: unknown; readonly spec?: unknown };

/** What an object's strategy does to it before it is created: a client does not set the status of what it creates. */
export function prepareForCreate(object: KubernetesObject): KubernetesObject {
  if (object.kind === "Pod") return preparePodForCreate(object as Pod);
  if (object.kind === "Namespace")
    return { ...object, spec: { finalizers: ["kubernetes"] }, status: { phase: "Active" } } as KubernetesObject;
  if (object.kind === "PersistentVolumeClaim" || object.kind === "PersistentVolume") {
    return { ...object, status: { phase: "Pending" } } as KubernetesObject;
  }
  if (!("status" in object) || !statusIsSubresource.has(object.kind)) return object;
  const { status: _, ...rest } = object as WithStatus;
  return rest as KubernetesObject;
}

const statusIsSubresource = new Set([
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "ResourceQuota",
  "ReplicationController",
  "Ingress",
]);

/** Kinds whose spec is numbered: the number grows with every change of it. */
const numbered = new Set([
  "Pod",
  "Deployment",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
  "PodDisruptionBudget",
  "Ingress",
  "IngressClass",
  "NetworkPolicy",
  "PriorityClass",
  "EndpointSlice",
  "MutatingWebhookConfiguration",
  "ValidatingWebhookConfiguration",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "CustomResourceDefinition",
  "DeviceClass",
  "ResourceSlice",
  "VolumeAttributesClass",
]);

export function hasGeneration({ kind }: { readonly kind: string }): boolean {
  return numbered.has(kind);
}

/**
 * What a client may change: a write to the object keeps the status, a write to the status keeps the rest; what the
 * system set stays; the generation grows with the spec.
 */
export function prepareForUpdate(
  wanted: KubernetesObject,
  old: KubernetesObject,
  subresource: string | undefined,
): KubernetesObject {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } = old.metadata;
  const system = {
    uid,
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
    ...(generation !== undefined && { generation }),
  };
  if (subresource === "status") {
    // Annotations go through with a status, as upstream's strategies have it: so a Deployment gets its revision.
    const { annotations: _, ...kept } = old.metadata;
    const { annotations } = wanted.metadata;
    const metadata = annotations ? { ...kept, annotations } : kept;
    return { ...old, metadata, status: (wanted as WithStatus).status } as KubernetesObject;
  }
  const metadata = { ...wanted.metadata, ...system };
  const keepsStatus = old.kind === "Pod" || old.kind === "Node" || statusIsSubresource.has(old.kind);
  const { status } = old as WithStatus;
  const updated = { ...wanted, metadata, ...(keepsStatus && status !== undefined && { status }) } as WithStatus;
  const changed = JSON.stringify(updated.spec) !== JSON.stringify((old as WithStatus).spec);
  return changed && hasGeneration(old)
    ? { ...updated, metadata: { ...metadata, generation: (generation ?? 1) + 1 } }
    : updated;
}
