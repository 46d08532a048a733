import type { Namespace, Node, PriorityClass } from "./api/core.ts";
import { kindOf } from "./api/kinds.ts";
import type { KubernetesObject } from "./api/meta.ts";
import type { IngressClass } from "./api/networking.ts";
import type { Container, ContainerStatus, Pod, PodStatus } from "./api/pod.ts";
import { qosClassOf } from "./api/qos.ts";
import { applyDefaults } from "./apiserver/defaulting/index.ts";
import { timestamp } from "./kernel/clock.ts";
import { nodeInfoOf } from "./kubelet/nodeInfo.ts";
import { nodeConditions } from "./kubelet/nodeStatus.ts";

/**
 * The cluster as it stands before kubectl is called: what every cluster has, and the Nodes and running Pods of the
 * scenario with the status that their kubelets would have written. What the scenario says itself is kept.
 */

const systemNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

const systemPriorityClasses: readonly PriorityClass[] = [
  ["system-cluster-critical", 2_000_000_000] as const,
  ["system-node-critical", 2_000_001_000] as const,
].map(([name, value]) => ({
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name },
  value,
  preemptionPolicy: "PreemptLowerPriority",
}));

const started = timestamp(0);

function isTrue(type: string): { type: string; status: string; lastProbeTime: null; lastTransitionTime: string } {
  return { type, status: "True", lastProbeTime: null, lastTransitionTime: started };
}

/** A namespace with what the controllers put into every namespace. */
function namespaceObjects(name: string): KubernetesObject[] {
  const namespace: Namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
    spec: { finalizers: ["kubernetes"] },
    status: { phase: "Active" },
  };
  const rootCa = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "kube-root-ca.crt", namespace: name },
    data: { "ca.crt": "" },
  };
  return [
    namespace,
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } },
    rootCa,
  ];
}

/** `index` counts the Nodes from 1: it tells their addresses apart. */
function readyNode(node: Node, index: number): Node {
  const podCIDR = node.spec?.podCIDR ?? `10.244.${index % 256}.0/24`;
  const { status = {} } = node;
  const capacity = status.capacity ?? status.allocatable;
  return {
    ...node,
    spec: { podCIDR, podCIDRs: [podCIDR], ...node.spec },
    status: {
      ...(capacity && { capacity, allocatable: status.allocatable ?? capacity }),
      conditions: nodeConditions(new Set(), started),
      addresses: [
        { type: "InternalIP", address: `172.18.${Math.floor((index + 1) / 256)}.${(index + 1) % 256}` },
        { type: "Hostname", address: node.metadata.name ?? "" },
      ],
      nodeInfo: nodeInfoOf(node),
      ...status,
    },
  };
}

function runningStatus({ name, image = "" }: Container): ContainerStatus {
  const state = { running: { startedAt: started } };
  return { name, state, ready: true, restartCount: 0, image, imageID: image, started: true };
}

function finishedStatus({ name, image = "" }: Container): ContainerStatus {
  const state = { terminated: { exitCode: 0, reason: "Completed", startedAt: started, finishedAt: started } };
  return { name, state, ready: true, restartCount: 0, image, imageID: image, started: false };
}

/** What the kubelet of a Pod that is running and ready has published. */
function runningPodStatus({ spec }: Pod, podIP: string, hostIP: string): PodStatus {
  const init = (spec.initContainers ?? []).map((container) =>
    container.restartPolicy === "Always" ? runningStatus(container) : finishedStatus(container),
  );
  return {
    phase: "Running",
    conditions: ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"].map(isTrue),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: started,
    ...(init.length > 0 && { initContainerStatuses: init }),
    containerStatuses: spec.containers.map(runningStatus),
  };
}

function priorityOf({ spec }: Pod, classes: readonly PriorityClass[]): number {
  if (spec.priority !== undefined) return spec.priority;
  const found = classes.find(({ metadata, globalDefault }) =>
    spec.priorityClassName ? metadata.name === spec.priorityClassName : globalDefault,
  );
  return found?.value ?? 0;
}

/**
 * The class that an installed ingress-nginx brings along, for a scenario that has Ingresses and says of no class itself.
 * It is not the default: as installed, the program takes Ingresses without a class too.
 */
export function ingressNginxClass(objects: readonly KubernetesObject[]): KubernetesObject[] {
  if (objects.some(({ kind }) => kind === "IngressClass")) return [];
  const labels = { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/instance": "ingress-nginx" };
  const ingressClass: IngressClass = {
    apiVersion: "networking.k8s.io/v1",
    kind: "IngressClass",
    metadata: { name: "nginx", labels },
    spec: { controller: "k8s.io/ingress-nginx" },
  };
  return [ingressClass];
}

/**
 * Everything that is in etcd before the first entry of the trace, in a fixed order. `applied` is only looked into for
 * the PriorityClasses that running Pods refer to.
 */
export function bootObjects(
  cluster: readonly KubernetesObject[],
  applied: readonly KubernetesObject[],
): KubernetesObject[] {
  const placed = cluster.map((object) => {
    const kind = kindOf(object.apiVersion, object.kind);
    const namespace = kind?.namespaced ? { namespace: object.metadata.namespace ?? "default" } : {};
    return applyDefaults({ ...object, metadata: { generation: 1, ...object.metadata, ...namespace } });
  });
  const nodes = placed.filter(({ kind }) => kind === "Node").map((node, i) => readyNode(node, i + 1));
  const byName = new Map(nodes.map((node) => [node.metadata.name, node]));
  const classes = [
    ...systemPriorityClasses,
    ...[...cluster, ...applied].filter((object): object is PriorityClass => object.kind === "PriorityClass"),
  ];
  const addresses = new Map<string, number>();
  const rest = placed
    .filter(({ kind }) => kind !== "Node")
    .map((object) => {
      if (object.kind !== "Pod") return object;
      const pod = object as Pod;
      const priority = priorityOf(pod, classes);
      const spec = { serviceAccountName: "default", ...pod.spec, priority };
      const known = { qosClass: qosClassOf(pod), ...pod.status };
      const node = byName.get(spec.nodeName ?? "");
      if (pod.status?.phase !== "Running" || pod.status.containerStatuses || !node) {
        return { ...pod, spec, status: known } as Pod;
      }
      // The same addresses that the node's pool hands out first.
      const used = (addresses.get(node.metadata.name ?? "") ?? 1) + 1;
      addresses.set(node.metadata.name ?? "", used);
      const podIP = `${(node.spec?.podCIDR ?? "").replace(/\.\d+\/\d+$/, "")}.${used}`;
      const hostIP = node.status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "";
      return { ...pod, spec, status: { ...runningPodStatus(pod, podIP, hostIP), ...known } } as Pod;
    });
  const used = [...new Set(placed.map(({ metadata }) => metadata.namespace).filter((name) => name !== undefined))];
  const declared = new Set(placed.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name));
  const namespaces = [...new Set([...systemNamespaces, ...used.sort()])].filter((name) => !declared.has(name));
  return [...namespaces.flatMap(namespaceObjects), ...systemPriorityClasses, ...nodes, ...rest];
}
