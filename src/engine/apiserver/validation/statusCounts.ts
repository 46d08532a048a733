import type { KubernetesObject } from "../../api/meta.ts";
import type { Check } from "./fieldError.ts";
import { metadataUpdate } from "./update.ts";

interface Counts {
  /** None of them is negative. */
  readonly counted: readonly string[];
  /** What is part of something: the part, the whole, and how the whole is called when the part is greater. */
  readonly parts?: readonly (readonly [part: string, whole: string, name: string])[];
  /** Upstream looks at the counts first and at the metadata then. */
  readonly metadataLast?: boolean;
}

const ofReplicas = (parts: readonly string[], ready: string): Counts["parts"] => [
  ...parts.map((part) => [part, "replicas", "status.replicas"] as const),
  ["availableReplicas", "readyReplicas", ready],
];

const replicaSet: Counts = {
  counted: ["replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration"],
  parts: ofReplicas(["fullyLabeledReplicas", "readyReplicas", "availableReplicas"], "readyReplicas"),
};

/** What the statuses of workloads count, in the order in which upstream looks at it (pkg/apis/apps/validation, v1.34). */
const counts: { readonly [kind: string]: Counts } = {
  Deployment: {
    counted: [
      ...["observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas"],
      ...["unavailableReplicas", "collisionCount"],
    ],
    parts: ofReplicas(["updatedReplicas", "readyReplicas", "availableReplicas"], "readyReplicas"),
  },
  ReplicaSet: replicaSet,
  ReplicationController: replicaSet,
  StatefulSet: {
    counted: [
      ...["replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"],
      ...["observedGeneration", "collisionCount"],
    ],
    parts: ofReplicas(
      ["readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"],
      "status.readyReplicas",
    ),
    metadataLast: true,
  },
  DaemonSet: {
    counted: [
      ...["currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady"],
      ...["observedGeneration", "updatedNumberScheduled", "numberAvailable", "numberUnavailable", "collisionCount"],
    ],
  },
  HorizontalPodAutoscaler: { counted: ["currentReplicas", "desiredReplicas"] },
};

type Numbers = { readonly [field: string]: number | undefined };

const numbersOf = (object: KubernetesObject): Numbers => (object as { readonly status?: Numbers }).status ?? {};

/** True when the kind's status is made of counts, which then have been checked. */
export function validateStatusCounts(check: Check, object: KubernetesObject, old: KubernetesObject): boolean {
  const kind = Object.hasOwn(counts, object.kind) ? counts[object.kind] : undefined;
  if (!kind) return false;
  const status = numbersOf(object);
  const at = check.at("status");
  if (!kind.metadataLast) metadataUpdate(check, object, old);
  for (const field of kind.counted) at.at(field).nonNegative(status[field]);
  for (const [part, whole, name] of kind.parts ?? []) {
    const value = status[part] ?? 0;
    if (value > (status[whole] ?? 0)) at.at(part).invalid(value, `cannot be greater than ${name}`);
  }
  if (kind.metadataLast) metadataUpdate(check, object, old);
  const collisions = status.collisionCount ?? 0;
  if (collisions < (numbersOf(old).collisionCount ?? 0))
    at.at("collisionCount").invalid(collisions, "cannot be decremented");
  return true;
}
