import type { Lease, Node } from "../api/core.ts";
import type { Condition } from "../api/meta.ts";
import type { Client } from "../client/client.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";

const namespace = "kube-node-lease";
const leaseDurationSeconds = 40;

/** Renews the node's Lease, or makes it. Models pkg/kubelet/nodelease (v1.34). */
export function* heartbeat(client: Client, nodeName: string, time: VirtualMillis): Process {
  const spec = { holderIdentity: nodeName, leaseDurationSeconds, renewTime: timestamp(time) };
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

/** A kubelet that is back says that its node is ready. Models setNodeStatus of pkg/kubelet/kubelet_node_status.go (v1.34). */
export function* postReady(client: Client, nodeName: string, now: VirtualMillis): Process {
  const time = timestamp(now);
  const ready: Condition = {
    type: "Ready",
    status: "True",
    reason: "KubeletReady",
    message: "kubelet is posting ready status",
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  };
  const posted = yield* client.patch<Node>(
    "nodes",
    undefined,
    nodeName,
    (stored) => {
      const others = (stored.status?.conditions ?? []).filter(({ type }) => type !== "Ready");
      return { ...stored, status: { ...stored.status, conditions: [...others, ready] } };
    },
    { subresource: "status" },
  );
  if (posted.ok)
    client.event(posted.object, "Normal", "NodeReady", `Node ${nodeName} status is now: NodeReady`, {
      component: "kubelet",
      host: nodeName,
    });
}
