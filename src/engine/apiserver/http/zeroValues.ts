import type { KubernetesObject } from "../../api/meta.ts";
import { isFields } from "../patch/mergePatch.ts";

type Fields = { readonly [name: string]: unknown };

const podConditions = (pod: Fields): Fields => {
  const { conditions } = pod;
  if (!Array.isArray(conditions)) return pod;
  return {
    ...pod,
    conditions: conditions.map((condition: object) => ({
      lastProbeTime: null,
      lastTransitionTime: null,
      ...condition,
    })),
  };
};

function withEphemeralResources(spec: Fields): Fields {
  const { ephemeralContainers } = spec;
  if (!Array.isArray(ephemeralContainers)) return spec;
  return { ...spec, ephemeralContainers: ephemeralContainers.map((one: object) => ({ resources: {}, ...one })) };
}

/** What the JSON of a kind always shows, even when it says nothing: fields that upstream does not mark `omitempty`. */
const always: { readonly [kind: string]: Fields } = {
  Deployment: { status: {} },
  ReplicaSet: { status: { replicas: 0 } },
  ReplicationController: { status: { replicas: 0 } },
  StatefulSet: { status: { replicas: 0, availableReplicas: 0 } },
  DaemonSet: {
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  },
  Job: { spec: { template: { metadata: {} } }, status: {} },
  CronJob: { spec: { jobTemplate: { metadata: {}, spec: { template: { metadata: {} } } } }, status: {} },
  Service: { status: { loadBalancer: {} } },
  Ingress: { status: { loadBalancer: {} } },
  PodDisruptionBudget: { status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 } },
  HorizontalPodAutoscaler: { status: { desiredReplicas: 0, currentMetrics: null } },
  ResourceQuota: { spec: {}, status: {} },
  LimitRange: { spec: { limits: null } },
  Namespace: { spec: {}, status: {} },
  Node: { spec: {}, status: {} },
  PersistentVolume: { spec: {}, status: {} },
  PersistentVolumeClaim: { spec: { resources: {} }, status: {} },
  PriorityClass: { value: 0 },
  Role: { rules: null },
  ClusterRole: { rules: null },
  EndpointSlice: { endpoints: null, ports: null },
};

function filled(value: unknown, zero: Fields): Fields {
  const present = isFields(value) ? value : {};
  const added = Object.entries(zero).map(([name, field]) => {
    const here = present[name];
    return [name, isFields(field) ? filled(here, field) : here === undefined ? field : here];
  });
  return { ...present, ...Object.fromEntries(added) };
}

/** The object as Go writes it: with the zero values that Go does not leave out. */
export function withZeroValues(object: KubernetesObject): KubernetesObject {
  if (object.kind === "Pod") {
    const { status, spec, ...pod } = object as KubernetesObject & { readonly status?: Fields; readonly spec?: Fields };
    return {
      ...pod,
      spec: withEphemeralResources(spec ?? {}),
      status: podConditions(status ?? {}),
    } as KubernetesObject;
  }
  const zero = always[object.kind];
  return zero ? (filled(object, zero) as unknown as KubernetesObject) : object;
}
