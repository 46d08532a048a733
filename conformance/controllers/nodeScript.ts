import type { Lease, Node } from "../../src/engine/api/core.ts";
import type { Condition } from "../../src/engine/api/meta.ts";
import { timestamp } from "../../src/engine/kernel/clock.ts";
import { type Process, rest } from "../../src/engine/kernel/simulator.ts";
import type { TimelineCluster } from "./cluster.ts";

export interface NodeStep {
  readonly create?: Node & { readonly allocatable?: { readonly [resource: string]: string } };
  readonly allocatable?: { readonly [resource: string]: string };
  readonly name?: string;
  readonly ready?: boolean;
  readonly dead?: boolean;
  readonly alive?: boolean;
}

const renewal = 2000;

function conditionsOf(cluster: TimelineCluster, ready: boolean): Condition[] {
  const now = timestamp(cluster.sim.now);
  const condition = (type: string, status: string, reason: string, message: string): Condition =>
    ({ type, status, lastHeartbeatTime: now, lastTransitionTime: now, reason, message }) as Condition;
  return [
    condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    ready
      ? condition("Ready", "True", "KubeletReady", "kubelet is posting ready status")
      : condition("Ready", "False", "KubeletNotReady", "container runtime network not ready"),
  ];
}

/** The script's kubelets as far as the node is concerned: heartbeats, and what they report. */
export class NodeScript {
  private readonly beating = new Map<string, () => void>();
  private readonly readiness = new Map<string, boolean>();

  constructor(private readonly cluster: TimelineCluster) {}

  play({ create, allocatable, name = "", ready, dead, alive }: NodeStep): void {
    if (create) this.create(create, allocatable ?? create.allocatable ?? {});
    if (ready !== undefined) {
      this.readiness.set(name, ready);
      this.report(name);
    }
    if (dead) {
      this.beating.get(name)?.();
      this.beating.delete(name);
    }
    if (alive) {
      this.report(name);
      this.beat(name);
    }
  }

  private create({ allocatable: _, ...node }: NonNullable<NodeStep["create"]>, allocatable: NodeStep["allocatable"]) {
    const name = node.metadata.name ?? "";
    const status = { capacity: allocatable, allocatable, conditions: conditionsOf(this.cluster, true) };
    this.cluster.run(this.client().create<Node>({ ...node, status } as Node));
    this.readiness.set(name, true);
    this.beat(name);
  }

  private client() {
    return this.cluster.client("kubelet");
  }

  private report(name: string): void {
    const conditions = conditionsOf(this.cluster, this.readiness.get(name) ?? true);
    const changed = (node: Node): Node => ({ ...node, status: { ...node.status, conditions } }) as Node;
    this.cluster.run(this.client().patch<Node>("nodes", undefined, name, changed, { subresource: "status" }));
  }

  private beat(name: string): void {
    this.beating.set(name, this.cluster.sim.spawn(this.renew(name)));
  }

  private *renew(name: string): Process {
    const client = this.client();
    const namespace = "kube-node-lease";
    for (;;) {
      const renewTime = timestamp(this.cluster.sim.now).replace("Z", ".000000Z");
      const lease: Lease = {
        apiVersion: "coordination.k8s.io/v1",
        kind: "Lease",
        metadata: { name, namespace },
        spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
      };
      const change = (stored: Lease): Lease => ({ ...stored, spec: { ...stored.spec, renewTime } });
      const renewed = yield* client.patch<Lease>("leases", namespace, name, change);
      if (!renewed.ok) yield* client.create(lease);
      yield* rest(renewal);
    }
  }
}
