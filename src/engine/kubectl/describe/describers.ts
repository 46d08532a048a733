import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { describeAnything } from "./anything.ts";
import * as configuration from "./configuration.ts";
import { type DescribeContext, type Describer, Description } from "./description.ts";
import { describeEvents } from "./events.ts";
import { describeHorizontalPodAutoscaler } from "./horizontalPodAutoscaler.ts";
import { describeCronJob, describeJob } from "./job.ts";
import { describeNode } from "./node.ts";
import { describePod } from "./pod.ts";
import * as service from "./service.ts";
import * as storage from "./storage.ts";
import * as workload from "./workload.ts";

const erased = <T extends KubernetesObject>(describer: Describer<T>): Describer => describer as unknown as Describer;

const describers: { readonly [kind: string]: Describer } = {
  Pod: erased(describePod),
  Node: erased(describeNode),
  Namespace: erased(configuration.describeNamespace),
  Deployment: erased(workload.describeDeployment),
  ReplicaSet: erased(workload.describeReplicaSet),
  ReplicationController: erased(workload.describeReplicationController),
  StatefulSet: erased(workload.describeStatefulSet),
  DaemonSet: erased(workload.describeDaemonSet),
  Job: erased(describeJob),
  CronJob: erased(describeCronJob),
  Service: erased(service.describeService),
  EndpointSlice: erased(service.describeEndpointSlice),
  Ingress: erased(service.describeIngress),
  IngressClass: erased(service.describeIngressClass),
  HorizontalPodAutoscaler: erased(describeHorizontalPodAutoscaler),
  PodDisruptionBudget: erased(configuration.describePodDisruptionBudget),
  PriorityClass: erased(configuration.describePriorityClass),
  ConfigMap: erased(configuration.describeConfigMap),
  Secret: erased(configuration.describeSecret),
  ServiceAccount: erased(configuration.describeServiceAccount),
  ResourceQuota: erased(configuration.describeResourceQuota),
  LimitRange: erased(configuration.describeLimitRange),
  PersistentVolume: erased(storage.describePersistentVolume),
  PersistentVolumeClaim: erased(storage.describePersistentVolumeClaim),
  StorageClass: erased(storage.describeStorageClass),
  CSINode: erased(storage.describeCSINode),
};

/** Kinds whose describers look for no events. */
const withoutEvents = new Set(["Namespace", "Secret", "ResourceQuota", "LimitRange"]);

/** What `kubectl describe` prints of an object. */
export function descriptionOf(
  object: KubernetesObject,
  kind: KindInfo,
  { records, now }: Pick<DescribeContext, "records" | "now">,
  showEvents: boolean,
): readonly string[] {
  const context: DescribeContext = { records, now, kind };
  const description = new Description();
  (describers[kind.kind] ?? describeAnything)(description, object, context);
  if (showEvents && !withoutEvents.has(kind.kind)) describeEvents(description, object, context);
  return description.lines();
}
