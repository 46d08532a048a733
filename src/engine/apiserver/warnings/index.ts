import type { Deployment, Job, StatefulSet } from "../../api/apps.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { type Ingress, ingressClassAnnotation } from "../../api/networking.ts";
import type { Pod, PodTemplateSpec } from "../../api/pod.ts";
import { claimWarnings } from "./claim.ts";
import {
  endpointSliceWarnings,
  networkPolicyWarnings,
  nodeWarnings,
  runtimeClassWarnings,
  storageClassWarnings,
} from "./cluster.ts";
import { volumeWarnings } from "./persistentVolume.ts";
import { nameWarnings, podWarnings, templateWarnings } from "./pod.ts";
import { secretWarnings } from "./secret.ts";
import { serviceWarnings } from "./service.ts";

const mountableSecrets = "kubernetes.io/enforce-mountable-secrets";
const betaClass = "volume.beta.kubernetes.io/storage-class";

/** Models WarningsOnCreate of pkg/registry/networking/ingress (v1.34). */
function ingressWarnings({ metadata, spec }: Ingress): string[] {
  if (metadata.annotations?.[ingressClassAnnotation] === undefined || spec?.ingressClassName !== undefined) return [];
  return [`annotation "${ingressClassAnnotation}" is deprecated, please use 'spec.ingressClassName' instead`];
}

interface CronJob extends KubernetesObject {
  spec: { jobTemplate: { spec: { template: PodTemplateSpec } } };
}

interface Claim extends KubernetesObject {
  readonly spec?: object;
}

const inPods = "Pod names and hostnames";
const inJobs = "Job names, Pod names and hostnames";
const manyCompletions = 100_000;
const muchParallelism = 10_000;

/** Models pkg/api/job/warnings.go (v1.34). */
function jobSpecWarnings({ completionMode, completions, parallelism }: Job["spec"]): string[] {
  const isMany = Number(completions ?? 0) > manyCompletions && Number(parallelism ?? 0) > muchParallelism;
  if (completionMode !== "Indexed" || !isMany) return [];
  return [
    "In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail",
  ];
}

function statefulSetWarnings({ spec }: StatefulSet): string[] {
  return [
    ...templateWarnings("spec.template", spec.template),
    ...(spec.volumeClaimTemplates ?? []).flatMap((claim, index) =>
      claimWarnings(`spec.volumeClaimTemplates[${index}].Spec`, (claim as Claim).spec ?? {}),
    ),
    ...((spec.revisionHistoryLimit ?? 0) < 0
      ? ["spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"]
      : []),
  ];
}

type Warner = (object: KubernetesObject) => string[];
const entry = <T extends KubernetesObject>(warner: (object: T) => string[]): Warner => warner as Warner;

const template = ({ spec }: Deployment): string[] => templateWarnings("spec.template", spec.template);
const workload = entry((object: Deployment) => [...nameWarnings(object.metadata.name, inPods), ...template(object)]);

/** What is said of the specs that have Pod templates, whenever they change. */
const ofSpec: { readonly [kind: string]: Warner } = {
  Deployment: entry(template),
  ReplicaSet: entry(template),
  ReplicationController: entry((object: Deployment) => (object.spec.template ? template(object) : [])),
  DaemonSet: entry(template),
  StatefulSet: entry(statefulSetWarnings),
  Job: entry((job: Job) => [...jobSpecWarnings(job.spec), ...templateWarnings("spec.template", job.spec.template)]),
  CronJob: entry(({ spec }: CronJob) =>
    templateWarnings("spec.jobTemplate.spec.template", spec.jobTemplate.spec.template),
  ),
};

const onCreate: { readonly [kind: string]: Warner } = {
  Pod: entry((pod: Pod) => podWarnings(pod)),
  Deployment: workload,
  ReplicaSet: workload,
  ReplicationController: entry((object: Deployment) => [
    ...nameWarnings(object.metadata.name, inPods),
    ...(ofSpec.ReplicationController?.(object) ?? []),
  ]),
  StatefulSet: entry(statefulSetWarnings),
  DaemonSet: entry(template),
  Job: entry((job: Job) => [...nameWarnings(job.metadata.name, inPods), ...(ofSpec.Job?.(job) ?? [])]),
  CronJob: entry((object: CronJob) => [
    ...nameWarnings(object.metadata.name, inJobs),
    ...(ofSpec.CronJob?.(object) ?? []),
  ]),
  ServiceAccount: ({ metadata }) =>
    metadata.annotations?.[mountableSecrets] === "true"
      ? [
          `metadata.annotations[${mountableSecrets}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
        ]
      : [],
  Service: entry(serviceWarnings),
  Ingress: entry(ingressWarnings),
  Secret: entry(secretWarnings),
  Node: entry(nodeWarnings),
  StorageClass: entry(storageClassWarnings),
  RuntimeClass: entry(runtimeClassWarnings),
  EndpointSlice: entry(endpointSliceWarnings),
  NetworkPolicy: entry(networkPolicyWarnings),
  PersistentVolume: entry(volumeWarnings),
  PersistentVolumeClaim: entry(({ metadata, spec = {} }: Claim) => [
    ...(Object.hasOwn(metadata.annotations ?? {}, betaClass)
      ? [`metadata.annotations[${betaClass}]: deprecated since v1.8; use "storageClassName" attribute instead`]
      : []),
    ...claimWarnings("spec", spec),
  ]),
  Endpoints: () => ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"],
};

/** Kinds of which every update is told the same as a create. */
const always = new Set([
  ...["ServiceAccount", "Service", "PersistentVolume", "PersistentVolumeClaim", "Endpoints"],
  ...["Secret", "Node", "StorageClass", "RuntimeClass", "EndpointSlice", "NetworkPolicy"],
]);

/**
 * What the API server tells about a valid object that is written, in the place of `old` if there is one. Pods are only
 * looked at when they are made. Models WarningsOnCreate and WarningsOnUpdate of the strategies (v1.34).
 */
export function warningsFor(object: KubernetesObject, old?: KubernetesObject): string[] {
  const { kind } = object;
  if (!old || always.has(kind)) return Object.hasOwn(onCreate, kind) ? (onCreate[kind]?.(object) ?? []) : [];
  const isNew = object.metadata.generation !== old.metadata.generation;
  return isNew && Object.hasOwn(ofSpec, kind) ? (ofSpec[kind]?.(object) ?? []) : [];
}
