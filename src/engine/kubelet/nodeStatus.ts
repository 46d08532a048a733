import type { Lease, Node } from "../api/core.ts";
import type { Condition } from "../api/meta.ts";
import type { Client } from "../client/client.ts";
import { microTimestamp, timestamp, type VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";

const namespace = "kube-node-lease";
const leaseDurationSeconds = 40;

/** Renews the node's Lease, or makes it. Models pkg/kubelet/nodelease (v1.34). */
export function* heartbeat(client: Client, nodeName: string, time: VirtualMillis): Process {
  const spec = { holderIdentity: nodeName, leaseDurationSeconds, renewTime: microTimestamp(time) };
  const renewed = yield* client.patch<Lease>("leases", namespace, nodeName, (stored) => ({
    ...stored,
    spec: { ...stored.spec, ...spec },
  }));
  if (!renewed.ok)
    yield* client.create<Lease>({
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      metadata: { name: nodeName, namespace },
      spec,
    });
}

export type Pressure = "MemoryPressure" | "DiskPressure" | "PIDPressure";

interface Words {
  readonly reason: string;
  readonly message: string;
  /** The reason of the Event that tells of the change. */
  readonly event: string;
}

/** What the kubelet says of its node, in the order in which it writes the conditions. */
const words: { readonly [type in Pressure]: { readonly True: Words; readonly False: Words } } = {
  MemoryPressure: {
    True: {
      reason: "KubeletHasInsufficientMemory",
      message: "kubelet has insufficient memory available",
      event: "NodeHasInsufficientMemory",
    },
    False: {
      reason: "KubeletHasSufficientMemory",
      message: "kubelet has sufficient memory available",
      event: "NodeHasSufficientMemory",
    },
  },
  DiskPressure: {
    True: { reason: "KubeletHasDiskPressure", message: "kubelet has disk pressure", event: "NodeHasDiskPressure" },
    False: {
      reason: "KubeletHasNoDiskPressure",
      message: "kubelet has no disk pressure",
      event: "NodeHasNoDiskPressure",
    },
  },
  PIDPressure: {
    True: {
      reason: "KubeletHasInsufficientPID",
      message: "kubelet has insufficient PID available",
      event: "NodeHasInsufficientPID",
    },
    False: {
      reason: "KubeletHasSufficientPID",
      message: "kubelet has sufficient PID available",
      event: "NodeHasSufficientPID",
    },
  },
};

const pressures = Object.keys(words) as Pressure[];

/** A node under the given pressures, and ready. Models setNodeStatusFuncs of pkg/kubelet/kubelet_node_status.go (v1.34). */
export function nodeConditions(under: ReadonlySet<Pressure>, time: string): Condition[] {
  const condition = (type: string, status: "True" | "False", { reason, message }: Omit<Words, "event">): Condition => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  return [
    ...pressures.map((type) => {
      const status = under.has(type) ? "True" : "False";
      return condition(type, status, words[type][status]);
    }),
    condition("Ready", "True", { reason: "KubeletReady", message: "kubelet is posting ready status" }),
  ];
}

function nodeEvent(client: Client, node: Node, reason: string, message?: string): void {
  const name = node.metadata.name ?? "";
  client.event(node, "Normal", reason, message ?? `Node ${name} status is now: ${reason}`, {
    component: "kubelet",
    host: name,
  });
}

/**
 * Writes the node's conditions where they differ from what is stored, with an Event for each that has changed.
 * `bootId`: the machine has booted anew.
 */
export function* postNodeStatus(
  client: Client,
  nodeName: string,
  under: ReadonlySet<Pressure>,
  now: VirtualMillis,
  bootId: string | null = null,
): Process {
  const wanted = nodeConditions(under, timestamp(now));
  let changed: Condition[] = [];
  const posted = yield* client.patch<Node>(
    "nodes",
    undefined,
    nodeName,
    (stored) => {
      const before = stored.status?.conditions ?? [];
      changed = wanted.filter(
        ({ type, status }) => before.find((condition) => condition.type === type)?.status !== status,
      );
      const conditions = [
        ...before.map((condition) => changed.find(({ type }) => type === condition.type) ?? condition),
        ...changed.filter(({ type }) => !before.some((condition) => condition.type === type)),
      ];
      const { nodeInfo } = stored.status ?? {};
      const booted = bootId !== null && { nodeInfo: { ...nodeInfo, bootID: bootId } };
      if (changed.length === 0 && !booted) return stored;
      return { ...stored, status: { ...stored.status, conditions, ...booted } };
    },
    { subresource: "status" },
  );
  if (!posted.ok) return;
  for (const { type, status } of changed) {
    const reason = type === "Ready" ? "NodeReady" : words[type as Pressure][status as "True" | "False"].event;
    nodeEvent(client, posted.object, reason);
  }
}

/** What a kubelet that starts says of itself. Models BirthCry and the registration in pkg/kubelet (v1.34). */
export function announceStart(client: Client, node: Node, bootId: string | null): void {
  nodeEvent(client, node, "Starting", "Starting kubelet.");
  for (const type of pressures) nodeEvent(client, node, words[type].False.event);
  nodeEvent(client, node, "NodeAllocatableEnforced", "Updated Node Allocatable limit across pods");
  if (bootId === null) return;
  const name = node.metadata.name ?? "";
  client.event(node, "Warning", "Rebooted", `Node ${name} has been rebooted, boot id: ${bootId}`, {
    component: "kubelet",
    host: name,
  });
}
