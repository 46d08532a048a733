import type { DaemonSet } from "../../api/apps.ts";
import type { Service } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod, PodStatus } from "../../api/pod.ts";
import { withEphemeralContainers } from "../subresource/ephemeralContainers.ts";
import { resized } from "../subresource/resize.ts";
import { withDataSources } from "./dataSources.ts";
import { withoutDisabledFields } from "./disabledFields.ts";
import { preparePodForCreate } from "./pod.ts";
import { preparePodStatus } from "./podStatus.ts";
import { type Allocation, allocateService } from "./service.ts";
import { type BalancerStatus, withModes } from "./serviceStatus.ts";
import { prepareServiceUpdate } from "./serviceUpdate.ts";
import { prepareDaemonSet, prepareJob } from "./workload.ts";

type WithStatus = KubernetesObject & { readonly status?: unknown; readonly spec?: unknown };

type Prepare = (object: KubernetesObject) => KubernetesObject;

const entry = <T extends KubernetesObject>(prepare: (object: T) => KubernetesObject): Prepare => prepare as Prepare;

interface OwnSpec {
  readonly finalizers?: readonly string[];
  readonly podCIDR?: string;
  readonly podCIDRs?: readonly string[];
}

function specOf(object: KubernetesObject): OwnSpec {
  return (object as { readonly spec?: object }).spec ?? {};
}

/** What is done to a new object beside giving it a fresh status, by kind. */
const onCreate: { readonly [kind: string]: Prepare } = {
  Pod: entry(preparePodForCreate),
  Namespace: (object) => {
    const { metadata } = object;
    // A generated name is not known before: the label that tells it comes here.
    const labels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name };
    const { finalizers = [] } = specOf(object);
    const spec = { finalizers: finalizers.includes("kubernetes") ? finalizers : [...finalizers, "kubernetes"] };
    return { ...object, metadata: { ...metadata, labels }, spec, status: { phase: "Active" } } as KubernetesObject;
  },
  PersistentVolumeClaim: (object) => ({ ...withDataSources(object), status: { phase: "Pending" } }) as KubernetesObject,
  PersistentVolume: (object) => {
    const { creationTimestamp } = object.metadata;
    const status = { phase: "Pending", ...(creationTimestamp && { lastPhaseTransitionTime: creationTimestamp }) };
    return { ...object, status } as KubernetesObject;
  },
  Node: (object) => {
    const { podCIDR, podCIDRs = podCIDR ? [podCIDR] : [] } = specOf(object);
    if (podCIDRs.length === 0) return object;
    // The older of the two fields is the first of the newer one's.
    return { ...object, spec: { ...specOf(object), podCIDR: podCIDRs[0], podCIDRs } } as KubernetesObject;
  },
  DaemonSet: entry((set: DaemonSet) => prepareDaemonSet(set)),
  Job: entry(prepareJob),
};

/**
 * What an object's strategy does to it before it is created: a client does not set the status of what it creates. A
 * Service gets its addresses when it is said where they come from.
 */
export function prepareForCreate(object: KubernetesObject, allocation?: Allocation): KubernetesObject {
  const enabled = withoutDisabledFields(object);
  const fresh = statusIsSubresource.has(object.kind) ? withoutStatus(enabled) : enabled;
  if (object.kind === "Service" && allocation) return allocateService(fresh as Service, allocation);
  return onCreate[object.kind]?.(fresh) ?? fresh;
}

function withoutStatus(object: KubernetesObject): KubernetesObject {
  if (!("status" in object)) return object;
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
  "Service",
]);

/** Further kinds whose status an update of the object does not touch. */
const keepingStatus = new Set(["Pod", "Node", "Namespace", "PersistentVolume", "PersistentVolumeClaim"]);

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
  "PodTemplate",
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

/** The object without a list of finalizers that has none left: Go leaves it out. */
function withoutEmptyHolds(object: KubernetesObject): KubernetesObject {
  if (object.metadata.finalizers?.length !== 0) return object;
  const { finalizers: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/**
 * What a client may change: a write to the object keeps the status, a write to the status keeps the rest; what the
 * system set stays; the generation grows with the spec.
 */
export function prepareForUpdate(
  given: KubernetesObject,
  old: KubernetesObject,
  subresource: string | undefined,
): KubernetesObject {
  const wanted = withoutEmptyHolds(given);
  const { creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } = old.metadata;
  // A UID of the client's own is left for validation to refuse.
  const system = {
    uid: wanted.metadata.uid || old.metadata.uid,
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
    ...(generation !== undefined && { generation }),
  };
  if (subresource === "status") {
    const { status } = wanted as WithStatus;
    const written = preparedStatus(status, old);
    if (isSettled(wanted.metadata, old.metadata)) return { ...old, status: written } as KubernetesObject;
    const { labels: _, ...others } = wanted.metadata;
    const labels = old.kind === "Deployment" ? old.metadata.labels : wanted.metadata.labels;
    const { ownerReferences, resourceVersion } = old.metadata;
    const kept = { ...(ownerReferences && { ownerReferences }), ...(resourceVersion && { resourceVersion }) };
    const metadata = { ...others, ...system, ...(labels && { labels }), ...kept };
    return { ...old, metadata, status: written } as KubernetesObject;
  }
  if (subresource === "resize" || subresource === "ephemeralcontainers") {
    const narrow = subresource === "resize" ? resized : withEphemeralContainers;
    return numberedUp(narrow(wanted as Pod, old as Pod), old);
  }
  const { generation: _, ...kept } = wanted.metadata;
  const metadata = { ...kept, ...system };
  const keepsStatus = keepingStatus.has(old.kind) || statusIsSubresource.has(old.kind);
  const { status } = old as WithStatus;
  const updated = {
    ...withoutDisabledFields(wanted),
    metadata,
    ...(keepsStatus && status !== undefined && { status }),
  } as WithStatus;
  if (old.kind === "Service") return prepareServiceUpdate(updated as Service, old as Service);
  // The hold on a Namespace is let go through `finalize` only.
  if (old.kind === "Namespace" && subresource !== "finalize")
    return { ...updated, spec: (old as WithStatus).spec } as KubernetesObject;
  const prepared = updated.kind === "DaemonSet" ? prepareDaemonSet(updated as DaemonSet, old as DaemonSet) : updated;
  return numberedUp(prepared, old);
}

/** A status as it is written in place of the old one. */
function preparedStatus(status: unknown, old: KubernetesObject): unknown {
  if (old.kind === "Pod") return preparePodStatus(status as PodStatus, (old as Pod).status);
  return old.kind === "Service" ? withModes(status as BalancerStatus, old as Service) : status;
}

/** Whether a writer of the status left the metadata as it was, in the order of keys that an earlier such write gave it. */
function isSettled(wanted: KubernetesObject["metadata"], old: KubernetesObject["metadata"]): boolean {
  return wanted === old && !!old.uid && (!old.labels || Object.keys(old).at(-1) === "labels");
}

/** What the generation of an object numbers: its spec, or what it has in its place. */
function numberedPart(object: KubernetesObject): unknown {
  const {
    apiVersion: _,
    kind,
    metadata,
    ...content
  } = object as KubernetesObject & { readonly [field: string]: unknown };
  if (kind === "EndpointSlice") return { content, labels: Object.entries(metadata.labels ?? {}).sort() };
  if (kind === "PodTemplate") return content.template;
  return kind.endsWith("WebhookConfiguration") ? content.webhooks : content.spec;
}

/** The object with the next generation, when what the generation numbers is another one. */
function numberedUp(updated: KubernetesObject, old: KubernetesObject): KubernetesObject {
  if (!hasGeneration(old)) return updated;
  const [part, before] = [numberedPart(updated), numberedPart(old)];
  if (part === before || JSON.stringify(part) === JSON.stringify(before)) return updated;
  return { ...updated, metadata: { ...updated.metadata, generation: (old.metadata.generation ?? 1) + 1 } };
}
