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

/** A claim that comes with a volume has metadata, whatever it says. */
function withClaimMetadata(volume: Fields): Fields {
  const claim = isFields(volume.ephemeral) ? volume.ephemeral.volumeClaimTemplate : undefined;
  if (!isFields(claim)) return volume;
  return { ...volume, ephemeral: { volumeClaimTemplate: { metadata: {}, ...claim } } };
}

function withPodZeros(spec: Fields): Fields {
  const { ephemeralContainers, volumes } = spec;
  return {
    ...spec,
    ...(Array.isArray(volumes) && { volumes: volumes.map(withClaimMetadata) }),
    ...(Array.isArray(ephemeralContainers) && {
      ephemeralContainers: ephemeralContainers.map((one: object) => ({ resources: {}, ...one })),
    }),
  };
}

const nodeInfo = {
  machineID: "",
  systemUUID: "",
  bootID: "",
  kernelVersion: "",
  osImage: "",
  containerRuntimeVersion: "",
  kubeletVersion: "",
  kubeProxyVersion: "",
  operatingSystem: "",
  architecture: "",
};

/**
 * What the JSON of a kind always shows, even when it says nothing: fields that upstream does not mark `omitempty`, and
 * structs, which Go never takes for empty. Of a list, what each of its items shows.
 */
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
  Node: { spec: {}, status: { daemonEndpoints: { kubeletEndpoint: { Port: 0 } }, nodeInfo } },
  PersistentVolume: { spec: {}, status: {} },
  PersistentVolumeClaim: { spec: { resources: {} }, status: {} },
  VolumeAttachment: { spec: { source: {} }, status: { attached: false } },
  CSINode: { spec: { drivers: null } },
  CSIDriver: { spec: {} },
  PriorityClass: { value: 0 },
  Role: { rules: null },
  ClusterRole: { rules: null },
  EndpointSlice: { endpoints: [{ conditions: {} }], ports: null },
  NetworkPolicy: { spec: { podSelector: {} } },
  IngressClass: { spec: {} },
  Lease: { spec: {} },
  Event: {
    involvedObject: {},
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    eventTime: null,
    reportingComponent: "",
    reportingInstance: "",
  },
  ValidatingAdmissionPolicy: { spec: {}, status: {} },
  ValidatingAdmissionPolicyBinding: { spec: {} },
};

/** What kinds show that are served in two versions, where it is another thing. */
const inOtherVersion: { readonly [apiVersion: string]: { readonly [kind: string]: Fields } } = {
  "autoscaling/v1": { HorizontalPodAutoscaler: { status: { currentReplicas: 0, desiredReplicas: 0 } } },
  "events.k8s.io/v1": {
    Event: {
      eventTime: null,
      regarding: {},
      deprecatedSource: {},
      deprecatedFirstTimestamp: null,
      deprecatedLastTimestamp: null,
    },
  },
};

function filled(value: unknown, zero: Fields): Fields {
  const present = isFields(value) ? value : {};
  const added = Object.entries(zero).map(([name, field]) => {
    const here = present[name];
    if (Array.isArray(field)) return [name, Array.isArray(here) ? here.map((item) => filled(item, field[0])) : null];
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
      spec: withPodZeros(spec ?? {}),
      status: podConditions(status ?? {}),
    } as KubernetesObject;
  }
  const zero = inOtherVersion[object.apiVersion]?.[object.kind] ?? always[object.kind];
  return zero ? (filled(object, zero) as unknown as KubernetesObject) : object;
}
