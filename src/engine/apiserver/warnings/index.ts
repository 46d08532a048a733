import type { Deployment } from "../../api/apps.ts";
import type { Service } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { type Ingress, ingressClassAnnotation } from "../../api/networking.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { expressionWarnings } from "./expressions.ts";
import { podWarnings, templateWarnings } from "./pod.ts";

/** Models pkg/api/service/warnings.go (v1.34). */
function serviceWarnings({ spec }: Service): string[] {
  if (spec?.clusterIP !== "None") return [];
  return [
    ...(spec.loadBalancerIP ? ["spec.loadBalancerIP is ignored for headless services"] : []),
    ...(Array.isArray(spec.externalIPs) ? ["spec.externalIPs is ignored for headless services"] : []),
    ...(spec.sessionAffinity ? ["spec.SessionAffinity is ignored for headless services"] : []),
  ];
}

/** Models WarningsOnCreate of pkg/registry/networking/ingress (v1.34). */
function ingressWarnings({ metadata, spec }: Ingress): string[] {
  if (metadata.annotations?.[ingressClassAnnotation] === undefined || spec?.ingressClassName !== undefined) return [];
  return [`annotation "${ingressClassAnnotation}" is deprecated, please use 'spec.ingressClassName' instead`];
}

interface CronJob extends KubernetesObject {
  spec: { jobTemplate: { spec: { template: PodTemplateSpec } } };
}

type Warner = (object: KubernetesObject) => string[];
const entry = <T extends KubernetesObject>(warner: (object: T) => string[]): Warner => warner as Warner;
const workload = entry(({ spec }: Deployment) => templateWarnings("spec.template", spec.template));

const byKind: { readonly [kind: string]: Warner } = {
  Pod: entry(podWarnings),
  Deployment: workload,
  ReplicaSet: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  Job: workload,
  CronJob: entry(({ spec }: CronJob) =>
    templateWarnings("spec.jobTemplate.spec.template", spec.jobTemplate.spec.template),
  ),
  Service: entry(serviceWarnings),
  Ingress: entry(ingressWarnings),
  ValidatingAdmissionPolicy: expressionWarnings,
  ValidatingWebhookConfiguration: expressionWarnings,
  MutatingWebhookConfiguration: expressionWarnings,
  Endpoints: () => ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"],
};

/** What the API server tells about a valid object that is written. Models the strategies' WarningsOnCreate (v1.34). */
export function warningsFor(object: KubernetesObject): string[] {
  return Object.hasOwn(byKind, object.kind) ? (byKind[object.kind]?.(object) ?? []) : [];
}
