import type { ReplicaSet, ReplicationController } from "../../api/apps.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { timestamp, type VirtualMillis } from "../../kernel/clock.ts";
import { byLabels } from "../claim.ts";
import { conditionOf, withCondition, withoutCondition } from "../conditions.ts";
import { omitZero } from "../objects.ts";
import { isAvailable, isReady } from "../podState.ts";

/** What Pods of one template are kept for: both kinds are the same but for how they select. */
export type Replicated = ReplicaSet | ReplicationController;

/** What went wrong while Pods were made or removed, for the ReplicaFailure condition. */
export interface ManageFailure {
  readonly status: Status;
  readonly while: "creating" | "deleting";
}

type Labels = { readonly [key: string]: string };
const noLabels: Labels = {};

/** By a template's labels, whether a Pod has them all. */
const predicates = new WeakMap<Labels, (pod: KubernetesObject) => boolean>();

function labelledAs(template: Labels): (pod: KubernetesObject) => boolean {
  const wanted = Object.entries(template);
  const known = predicates.get(template) ?? byLabels((labels) => wanted.every(([key, value]) => labels[key] === value));
  predicates.set(template, known);
  return known;
}

/** The status that follows from a set's active Pods. Models calculateStatus of pkg/controller/replicaset (v1.34). */
export function statusOf(
  set: Replicated,
  pods: readonly Pod[],
  failure: ManageFailure | null,
  now: VirtualMillis,
): NonNullable<Replicated["status"]> {
  const isLabelled = labelledAs(set.spec.template?.metadata?.labels ?? noLabels);
  const minReady = set.spec.minReadySeconds ?? 0;
  const ready = pods.filter(isReady);
  const known = set.status?.conditions;
  let conditions = known;
  if (failure && !conditionOf(known, "ReplicaFailure")) {
    conditions = withCondition(known, {
      type: "ReplicaFailure",
      status: "True",
      lastTransitionTime: timestamp(now),
      reason: failure.while === "creating" ? "FailedCreate" : "FailedDelete",
      message: failure.status.message,
    });
  } else if (!failure && known) conditions = withoutCondition(known, "ReplicaFailure");
  return {
    replicas: pods.length,
    ...omitZero({
      fullyLabeledReplicas: pods.filter(isLabelled).length,
      readyReplicas: ready.length,
      availableReplicas: ready.filter((pod) => isAvailable(pod, minReady, now)).length,
      observedGeneration: set.metadata.generation ?? 0,
    }),
    ...(conditions && conditions.length > 0 && { conditions }),
  };
}
