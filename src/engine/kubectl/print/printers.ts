import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import * as configuration from "./configuration.ts";
import { eventPrinter } from "./event.ts";
import { horizontalPodAutoscalerPrinter } from "./horizontalPodAutoscaler.ts";
import { cronJobPrinter, jobPrinter } from "./job.ts";
import { nodePrinter } from "./node.ts";
import { podPrinter } from "./pod.ts";
import * as service from "./service.ts";
import * as storage from "./storage.ts";
import type { Printer } from "./table.ts";
import * as workload from "./workload.ts";

/** Kinds that the API server has no columns for. Models rest.NewDefaultTableConvertor of apiserver (v1.34). */
const anyPrinter: Printer = {
  columns: ["Name", "Created At"],
  cells: ({ metadata }) => [metadata.name ?? "", metadata.creationTimestamp ?? "<unknown>"],
};

const erased = <T extends KubernetesObject>(printer: Printer<T>): Printer => printer as unknown as Printer;

const printers: { readonly [kind: string]: Printer } = {
  Pod: erased(podPrinter),
  Node: erased(nodePrinter),
  Namespace: erased(configuration.namespacePrinter),
  Deployment: erased(workload.deploymentPrinter),
  ReplicaSet: erased(workload.replicaSetPrinter),
  ReplicationController: erased(workload.replicationControllerPrinter),
  StatefulSet: erased(workload.statefulSetPrinter),
  DaemonSet: erased(workload.daemonSetPrinter),
  ControllerRevision: erased(configuration.controllerRevisionPrinter),
  PodTemplate: erased(configuration.podTemplatePrinter),
  Job: erased(jobPrinter),
  CronJob: erased(cronJobPrinter),
  Service: erased(service.servicePrinter),
  EndpointSlice: erased(service.endpointSlicePrinter),
  Ingress: erased(service.ingressPrinter),
  IngressClass: erased(service.ingressClassPrinter),
  NetworkPolicy: erased(configuration.networkPolicyPrinter),
  HorizontalPodAutoscaler: erased(horizontalPodAutoscalerPrinter),
  PodDisruptionBudget: erased(configuration.podDisruptionBudgetPrinter),
  PriorityClass: erased(configuration.priorityClassPrinter),
  ConfigMap: erased(configuration.configMapPrinter),
  Secret: erased(configuration.secretPrinter),
  ServiceAccount: erased(configuration.serviceAccountPrinter),
  ResourceQuota: erased(configuration.resourceQuotaPrinter),
  Lease: erased(configuration.leasePrinter),
  RuntimeClass: erased(configuration.runtimeClassPrinter),
  Event: erased(eventPrinter),
  PersistentVolume: erased(storage.persistentVolumePrinter),
  PersistentVolumeClaim: erased(storage.persistentVolumeClaimPrinter),
  StorageClass: erased(storage.storageClassPrinter),
  CSINode: erased(storage.csiNodePrinter),
  CSIDriver: erased(storage.csiDriverPrinter),
  CSIStorageCapacity: erased(storage.csiStorageCapacityPrinter),
  VolumeAttachment: erased(storage.volumeAttachmentPrinter),
  MutatingWebhookConfiguration: erased(configuration.webhookPrinter),
  ValidatingWebhookConfiguration: erased(configuration.webhookPrinter),
  ValidatingAdmissionPolicy: erased(configuration.validatingAdmissionPolicyPrinter),
  ValidatingAdmissionPolicyBinding: erased(configuration.validatingAdmissionPolicyBindingPrinter),
  RoleBinding: erased(configuration.roleBindingPrinter),
  ClusterRoleBinding: erased(configuration.roleBindingPrinter),
};

/** How the objects of a kind are printed as a table. */
export function printerOf({ kind }: KindInfo): Printer {
  return printers[kind] ?? anyPrinter;
}
