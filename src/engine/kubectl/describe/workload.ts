import type { DaemonSet, Deployment, ReplicaSet, ReplicationController, StatefulSet } from "../../api/apps.ts";
import { resourceByName } from "../../api/kinds.ts";
import type { Condition, KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import { objectsOf } from "../console/cluster.ts";
import { labelSelectorText, labelsText, selectorText } from "../print/labels.ts";
import { storageClassOf } from "../print/storage.ts";
import { revisionsOf } from "../undo.ts";
import { controllerOf, type DescribeContext, type Describer, type Description, longTime } from "./description.ts";
import { describePodTemplate } from "./podTemplate.ts";

const podKind = resourceByName("pods")!;
const replicaSetKind = resourceByName("replicasets")!;

/** `2 Running / 1 Waiting / 0 Succeeded / 0 Failed`. Models getPodStatusForController (v1.34). */
export function podsStatus({ metadata }: KubernetesObject, { records }: DescribeContext): string {
  const counts: { [phase: string]: number } = {};
  for (const pod of objectsOf<Pod>(records, podKind, metadata.namespace)) {
    if (!pod.metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === metadata.uid)) continue;
    const phase = pod.status?.phase ?? "Pending";
    counts[phase] = (counts[phase] ?? 0) + 1;
  }
  const { Running = 0, Pending = 0, Succeeded = 0, Failed = 0 } = counts;
  return `${Running} Running / ${Pending} Waiting / ${Succeeded} Succeeded / ${Failed} Failed`;
}

function conditionTable(description: Description, conditions: readonly Condition[] = []): void {
  if (conditions.length === 0) return;
  description.line(0, "Conditions:").line(1, "Type", "Status", "Reason").line(1, "----", "------", "------");
  for (const { type, status, reason = "" } of conditions) description.line(1, `${type} `, status, reason);
}

const head = (description: Description, { metadata }: KubernetesObject): Description =>
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");

const marks = (description: Description, { metadata }: KubernetesObject): Description =>
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);

function createdText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) =>
      `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`,
  );
  return texts.join(", ") || "<none>";
}

/** The new ReplicaSet is the one whose template is the Deployment's: the one of its revision. */
function replicaSetsOf(deployment: Deployment, { records }: DescribeContext) {
  const sets = revisionsOf(deployment, objectsOf<ReplicaSet>(records, replicaSetKind, deployment.metadata.namespace));
  const revision = "deployment.kubernetes.io/revision";
  const isNew = ({ metadata }: ReplicaSet): boolean =>
    metadata.annotations?.[revision] === deployment.metadata.annotations?.[revision];
  return { old: sets.filter((set) => !isNew(set)).reverse(), current: sets.filter(isNew) };
}

/** Models describeDeployment of kubectl's pkg/describe/describe.go (v1.34). */
export const describeDeployment: Describer<Deployment> = (description, deployment, context) => {
  const { metadata, spec, status = {} } = deployment;
  head(description, deployment).field(0, "CreationTimestamp", longTime(metadata.creationTimestamp));
  marks(description, deployment).field(0, "Selector", selectorText(spec.selector));
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status;
  description.field(
    0,
    "Replicas",
    `${spec.replicas ?? 0} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
  );
  const { type = "", rollingUpdate } = spec.strategy ?? {};
  description.field(0, "StrategyType", type).field(0, "MinReadySeconds", spec.minReadySeconds ?? 0);
  if (rollingUpdate)
    description.field(
      0,
      "RollingUpdateStrategy",
      `${rollingUpdate.maxUnavailable ?? 0} max unavailable, ${rollingUpdate.maxSurge ?? 0} max surge`,
    );
  describePodTemplate(description, spec.template);
  conditionTable(description, status.conditions);
  const { old, current } = replicaSetsOf(deployment, context);
  if (old.length + current.length > 0)
    description.field(0, "OldReplicaSets", createdText(old)).field(0, "NewReplicaSet", createdText(current));
};

export const describeReplicaSet: Describer<ReplicaSet> = (description, set, context) => {
  describeReplicas(description, set, context, labelSelectorText(set.spec.selector));
};

export const describeReplicationController: Describer<ReplicationController> = (description, controller, context) => {
  describeReplicas(description, controller, context, labelsText(controller.spec.selector));
};

function describeReplicas(
  description: Description,
  set: ReplicaSet | ReplicationController,
  context: DescribeContext,
  selector: string,
): void {
  const { spec, status = {} } = set;
  head(description, set).field(0, "Selector", selector);
  marks(description, set);
  const controller = controllerOf(set);
  if (controller) description.field(0, "Controlled By", controller);
  description.field(0, "Replicas", `${status.replicas ?? 0} current / ${spec.replicas ?? 0} desired`);
  description.field(0, "Pods Status", podsStatus(set, context));
  describePodTemplate(description, spec.template);
  conditionTable(description, status.conditions);
}

export const describeStatefulSet: Describer<StatefulSet> = (description, set, context) => {
  const { metadata, spec, status = {} } = set;
  head(description, set).field(0, "CreationTimestamp", longTime(metadata.creationTimestamp));
  description.field(0, "Selector", selectorText(spec.selector));
  marks(description, set);
  description.field(0, "Replicas", `${spec.replicas ?? 0} desired | ${Number(status.replicas ?? 0)} total`);
  const { type = "", rollingUpdate } = spec.updateStrategy ?? {};
  description.field(0, "Update Strategy", type);
  if (rollingUpdate?.partition !== undefined) {
    description.field(1, "Partition", rollingUpdate.partition);
    if (rollingUpdate.maxUnavailable !== undefined)
      description.field(1, "MaxUnavailable", rollingUpdate.maxUnavailable);
  }
  description.field(0, "Pods Status", podsStatus(set, context));
  describePodTemplate(description, spec.template);
  const { volumeClaimTemplates = [] } = spec;
  if (volumeClaimTemplates.length === 0) description.field(0, "Volume Claims", "<none>");
  else description.line(0, "Volume Claims:");
  for (const claim of volumeClaimTemplates) {
    const capacity = claim.spec?.resources?.requests?.storage;
    description.field(1, "Name", claim.metadata.name ?? "").field(1, "StorageClass", storageClassOf(claim));
    description.labels("Labels", claim.metadata.labels, "  ").labels("Annotations", claim.metadata.annotations, "  ");
    description.field(1, "Capacity", capacity === undefined ? "<default>" : canonicalQuantity(capacity));
    description.field(1, "Access Modes", `[${(claim.spec?.accessModes ?? []).join(" ")}]`);
  }
};

export const describeDaemonSet: Describer<DaemonSet> = (description, set, context) => {
  const { spec, status = {} } = set;
  const count = (field: string): string => String(status[field] ?? 0);
  head(description, set).field(0, "Selector", selectorText(spec.selector));
  description.field(0, "Node-Selector", labelsText(spec.template.spec.nodeSelector));
  marks(description, set);
  description
    .line(0, `Desired Number of Nodes Scheduled: ${count("desiredNumberScheduled")}`)
    .line(0, `Current Number of Nodes Scheduled: ${count("currentNumberScheduled")}`)
    .line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${count("updatedNumberScheduled")}`)
    .line(0, `Number of Nodes Scheduled with Available Pods: ${count("numberAvailable")}`)
    .line(0, `Number of Nodes Misscheduled: ${count("numberMisscheduled")}`)
    .field(0, "Pods Status", podsStatus(set, context));
  describePodTemplate(description, spec.template);
};
