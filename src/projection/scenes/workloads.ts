import {
  type Deployment,
  type HorizontalPodAutoscaler,
  type KubernetesObject,
  kinds,
  type PodDisruptionBudget,
  type Records,
  type ReplicaSet,
} from "../../engine/index.ts";
import { autoscalingOf } from "../autoscaler.ts";
import type { Beat, FigureName, Journey, WorkloadScene } from "../model.ts";
import { keyOf, objectsAt } from "../records.ts";

type Figure = WorkloadScene["figures"][number];

/**
 * The chain that the Pods of the workload on stage hang on: what the user applied, the ReplicaSets or Job that it makes,
 * and the autoscaler and the budgets that are about them. A beat about another workload's ReplicaSet shows that workload.
 */
export function workloadScenes(records: Records, journey: Journey, { about }: Pick<Beat, "about">): WorkloadScene[] {
  const root = (about.kind === "cluster" && rootIn(records, about.focus)) || journey.root;
  const top = root && rootObject(records, root);
  if (!top || top.kind === "Pod" || top.kind === "Node") return [];
  const namespace = top.metadata.namespace ?? "";
  const made = top.kind === "Deployment" ? replicaSetsOf(records, root) : jobsOf(records, top);
  const autoscalers = objectsAt<HorizontalPodAutoscaler>(records, `/registry/horizontalpodautoscalers/${namespace}/`)
    .filter(({ spec }) => spec.scaleTargetRef.kind === top.kind && spec.scaleTargetRef.name === top.metadata.name)
    .map((object) => sceneOf(object, 2, [], autoscalingOf(object)));
  const budgets = objectsAt<PodDisruptionBudget>(records, `/registry/poddisruptionbudgets/${namespace}/`)
    .filter((budget) => selects(budget, top))
    .map((budget) => sceneOf(budget, 3, budgetFigures(budget)));
  return [sceneOf(top, 0, figuresOf(top)), ...made, ...autoscalers, ...budgets];
}

/** What the ReplicaSet that a beat looks at belongs to. */
function rootIn(records: Records, focus: readonly string[] = []): Journey["root"] {
  const key = focus.find((each) => each.startsWith("/registry/replicasets/"));
  const set = key === undefined ? undefined : (records.get(key) as KubernetesObject | undefined);
  const owner = set && controllerOf(set);
  return owner ? { kind: owner.kind, name: owner.name, namespace: set.metadata.namespace } : null;
}

function sceneOf(
  object: KubernetesObject,
  rank: number,
  figures: readonly Figure[],
  autoscaling: WorkloadScene["autoscaling"] = null,
): WorkloadScene {
  return {
    key: etcdKey(object.kind, object.metadata.namespace, object.metadata.name ?? ""),
    kind: object.kind,
    name: object.metadata.name ?? "",
    rank,
    figures,
    autoscaling,
  };
}

export function etcdKey(kind: string, namespace: string | undefined, name: string): string {
  const prefix = kinds.find((each) => each.kind === kind)?.etcdPrefix ?? "";
  return [prefix, ...(namespace ? [namespace] : []), name].join("/");
}

function rootObject(
  records: Records,
  { kind, namespace, name }: NonNullable<Journey["root"]>,
): KubernetesObject | undefined {
  return records.get(etcdKey(kind, namespace, name)) as KubernetesObject | undefined;
}

/** Newest revision first; those that have no Pods and are to have none are history. */
function replicaSetsOf(records: Records, root: NonNullable<Journey["root"]>): WorkloadScene[] {
  return objectsAt<ReplicaSet>(records, `/registry/replicasets/${root.namespace ?? ""}/`)
    .filter((set) => isAlive(set, root))
    .sort((a, b) => revisionOf(b) - revisionOf(a))
    .map((set) => sceneOf(set, 1, figuresOf(set)));
}

/** A ReplicaSet of the workload that has Pods, or is to have some. */
function isAlive({ metadata, spec, status }: ReplicaSet, root: NonNullable<Journey["root"]>): boolean {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (owner?.kind !== root.kind || owner?.name !== root.name || metadata.namespace !== root.namespace) return false;
  return (spec.replicas ?? 0) > 0 || (status?.replicas ?? 0) > 0;
}

const revisionOf = ({ metadata }: ReplicaSet): number =>
  Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);

/** The last Jobs of a CronJob; a Job itself has none below it. */
function jobsOf(records: Records, top: KubernetesObject): WorkloadScene[] {
  if (top.kind !== "CronJob") return [];
  return objectsAt<KubernetesObject>(records, `/registry/jobs/${top.metadata.namespace ?? ""}/`)
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === top.metadata.uid))
    .slice(-2)
    .map((job) => sceneOf(job, 1, figuresOf(job)));
}

type Numbers = { readonly [field: string]: unknown };

const text = (value: unknown): string => String(value ?? 0);

/** The numbers that `kubectl get` prints for a workload. */
function figuresOf(object: KubernetesObject): Figure[] {
  const { spec = {}, status = {} } = object as KubernetesObject & {
    readonly spec?: Numbers;
    readonly status?: Numbers;
  };
  const figure = (what: FigureName, value: unknown): Figure => ({ what, value: text(value) });
  switch (object.kind) {
    case "Deployment": {
      const updated = (object as Deployment).status?.updatedReplicas ?? 0;
      const isRolling = updated !== ((object as Deployment).status?.replicas ?? 0);
      return [
        figure("replicas", spec.replicas ?? 1),
        ...(isRolling ? [figure("updated", updated)] : []),
        figure("available", status.availableReplicas),
      ];
    }
    case "ReplicaSet":
    case "ReplicationController":
      return [
        figure("want", spec.replicas ?? 1),
        figure("current", status.replicas),
        figure("ready", status.readyReplicas),
      ];
    case "StatefulSet":
      return [
        figure("replicas", spec.replicas ?? 1),
        figure("current", status.replicas),
        figure("ready", status.readyReplicas),
      ];
    case "DaemonSet":
      return [
        figure("want", status.desiredNumberScheduled),
        figure("current", status.currentNumberScheduled),
        figure("ready", status.numberReady),
      ];
    case "Job":
      return [
        figure("completions", spec.completions ?? 1),
        figure("active", status.active),
        figure("succeeded", status.succeeded),
        ...(status.failed ? [figure("failed", status.failed)] : []),
      ];
    case "CronJob":
      return [
        figure("schedule", spec.schedule),
        figure("active", Array.isArray(status.active) ? status.active.length : 0),
        ...(spec.suspend ? [figure("suspended", "")] : []),
      ];
    default:
      return [];
  }
}

function budgetFigures({ status = {} }: PodDisruptionBudget): Figure[] {
  return [
    { what: "healthy", value: text(status.currentHealthy) },
    { what: "needed", value: text(status.desiredHealthy) },
    { what: "disruptions", value: text(status.disruptionsAllowed) },
  ];
}

/** Whether a budget is about the Pods that a workload makes. */
function selects({ spec }: PodDisruptionBudget, workload: KubernetesObject): boolean {
  const labels =
    (
      workload as {
        readonly spec?: { readonly template?: { readonly metadata?: { readonly labels?: Record<string, string> } } };
      }
    ).spec?.template?.metadata?.labels ?? {};
  const wanted = Object.entries(spec?.selector?.matchLabels ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** Whether a Pod belongs to the workload on stage; a bare Pod is its own. */
export function isOwn(records: Records, journey: Journey, pod: KubernetesObject): boolean {
  const { root } = journey;
  if (!root || root.kind === "Pod") return keyOf(pod) === journey.pod;
  for (let owner = controllerOf(pod); owner; ) {
    if (owner.kind === root.kind && owner.name === root.name && pod.metadata.namespace === root.namespace) return true;
    const object = records.get(etcdKey(owner.kind, pod.metadata.namespace, owner.name)) as KubernetesObject | undefined;
    owner = object && controllerOf(object);
  }
  return false;
}

const controllerOf = ({ metadata }: KubernetesObject) => metadata.ownerReferences?.find(({ controller }) => controller);
