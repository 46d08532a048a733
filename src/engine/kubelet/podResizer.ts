import { canonicalText } from "../api/canonicalText.ts";
import type { Condition, Quantity, ResourceList } from "../api/meta.ts";
import type { Container, Pod, ResourceRequirements } from "../api/pod.ts";
import { milliOf, nanoQuantity, podRequests, unitsOf } from "../api/podResources.ts";
import type { Process } from "../kernel/simulator.ts";
import { rejectionOf } from "./admission.ts";
import type { RunningContainer } from "./containers.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import type { PodRuntime } from "./podRuntime.ts";
import { bytesOf } from "./usage.ts";

type Amounts = ResourceRequirements | undefined;

const same = (a: Amounts, b: Amounts): boolean => a === b || canonicalText(a ?? {}) === canonicalText(b ?? {});

/** Containers whose resources may be changed while they run. */
function resizable({ spec }: Pod): Container[] {
  return [...spec.containers, ...(spec.initContainers ?? []).filter((each) => each.restartPolicy === "Always")];
}

/**
 * Changes the resources of running containers in place: what is wanted (the spec) is first allocated, if the node has
 * room, and then given to the containers.
 * Models pkg/kubelet/allocation and doPodResizeAction in pkg/kubelet/kuberuntime (v1.34); left out: cgroups, swap,
 * Guaranteed Pods beside a static CPU manager.
 */
export class PodResizer {
  /** Container → what the node has set aside for it. */
  private readonly allocated = new Map<string, Amounts>();
  private pending: { readonly reason: "Deferred" | "Infeasible"; readonly message: string } | null = null;
  /** What has been allocated is on its way to the containers. */
  private isInProgress = false;
  private error: string | null = null;

  constructor(
    private readonly node: NodeRuntime,
    private readonly runtime: PodRuntime,
  ) {
    for (const { kind, spec } of runtime.containers)
      if (kind === "app" || kind === "sidecar") this.allocated.set(spec.name, spec.resources);
  }

  get isDeferred(): boolean {
    return this.pending?.reason === "Deferred";
  }

  /** The runtime would not do it: it is tried again. */
  get hasFailed(): boolean {
    return this.error !== null;
  }

  /** The Pod with what it holds instead of what it wants. */
  allocatedPod(pod: Pod): Pod {
    if (resizable(pod).every(({ name, resources }) => same(resources, this.allocated.get(name)))) return pod;
    const withAllocation = (container: Container): Container => {
      if (!this.allocated.has(container.name)) return container;
      const { resources: _, ...rest } = container;
      const resources = this.allocated.get(container.name);
      return { ...rest, ...(resources && { resources }) };
    };
    const { initContainers, containers } = pod.spec;
    return {
      ...pod,
      spec: {
        ...pod.spec,
        containers: containers.map(withAllocation),
        ...(initContainers && { initContainers: initContainers.map(withAllocation) }),
      },
    };
  }

  /** What the next instance of a container is started with. */
  allocation(name: string): Amounts {
    return this.allocated.get(name);
  }

  /** Looks whether what the Pod wants can be allocated. True when something has changed. Models handlePodResourcesResize. */
  consider(pod: Pod, others: readonly Pod[]): boolean {
    const before = canonicalText(this.conditions());
    if (this.allocatedPod(pod) === pod) {
      this.pending = null;
    } else {
      this.pending = this.refusal(pod, others);
      if (!this.pending) {
        for (const { name, resources } of resizable(pod)) this.allocated.set(name, resources);
        this.error = null;
      }
    }
    this.isInProgress = this.waiting().length > 0;
    return canonicalText(this.conditions()) !== before;
  }

  private refusal(pod: Pod, others: readonly Pod[]): PodResizer["pending"] {
    const node = this.node.node();
    const wanted = podRequests({ ...pod, status: {} });
    const { cpu, memory } = node?.status?.allocatable ?? {};
    const tooMuch = (amount: bigint | undefined, capacity: Quantity | undefined): boolean =>
      amount !== undefined && capacity !== undefined && amount > nanoQuantity(capacity);
    if (tooMuch(wanted.get("memory"), memory)) {
      const [requested, capacity] = [unitsOf(wanted.get("memory") ?? 0n), unitsOf(nanoQuantity(memory ?? "0"))];
      return infeasible(`memory, requested: ${requested}, capacity: ${capacity}`);
    }
    if (tooMuch(wanted.get("cpu"), cpu)) {
      const [requested, capacity] = [milliOf(wanted.get("cpu") ?? 0n), milliOf(nanoQuantity(cpu ?? "0"))];
      return infeasible(`cpu, requested: ${requested}, capacity: ${capacity}`);
    }
    const rejection = node ? rejectionOf({ ...pod, status: {} }, node, others) : null;
    return rejection && { reason: "Deferred", message: rejection.message };
  }

  /** Running containers that don't have what is allocated. */
  private waiting(): RunningContainer[] {
    return this.runtime.containers.filter(
      ({ kind, state, spec }) =>
        (kind === "app" || kind === "sidecar") &&
        state === "running" &&
        !same(spec.resources, this.allocated.get(spec.name)),
    );
  }

  /** Whether a container has to start anew to get what is allocated; its resize policy says so. */
  needsRestart(container: RunningContainer): boolean {
    if (!this.waiting().includes(container)) return false;
    const { resources, resizePolicy = [], name } = container.spec;
    const wanted = this.allocated.get(name);
    const differs = (side: "requests" | "limits", resource: string): boolean =>
      String(resources?.[side]?.[resource] ?? "") !== String(wanted?.[side]?.[resource] ?? "");
    return resizePolicy.some(
      ({ resourceName, restartPolicy }) =>
        restartPolicy === "RestartContainer" &&
        (differs("limits", resourceName) || (resourceName === "cpu" && differs("requests", resourceName))),
    );
  }

  /** Gives running containers what is allocated for them. True when one has got it. */
  *actuate(): Process<boolean> {
    let changed = false;
    this.error = null;
    for (const container of this.waiting()) {
      const { name } = container.spec;
      const resources = this.allocated.get(name);
      const usage = this.runtime.usage().containers.find((each) => each.name === name)?.memory ?? 0;
      const limit = bytesOf(resources?.limits?.memory);
      if (limit !== null && limit < usage) {
        this.error = `attempting to set container "${name}" memory limit (${limit}) below current usage (${usage})`;
        continue;
      }
      yield* this.runtime.updateResources(container, resources);
      changed = true;
    }
    return changed;
  }

  /** Everything that was allocated has been given: what the Event says, once. */
  completed(): string | null {
    if (!this.isInProgress || this.waiting().length > 0) return null;
    this.isInProgress = false;
    const told = (kinds: readonly RunningContainer["kind"][]): object[] =>
      this.runtime.containers
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ spec: { name, resources } }) => ({ name, resources: inOrder(resources) }));
    const [initContainers, containers] = [told(["sidecar"]), told(["app"])];
    const summary = { ...(initContainers.length > 0 && { initContainers }), containers };
    return `Pod resize completed: ${JSON.stringify(summary)}`;
  }

  conditions(): Pick<Condition, "type" | "status" | "reason" | "message">[] {
    return [
      ...(this.pending ? [{ type: "PodResizePending", status: "True" as const, ...this.pending }] : []),
      ...(this.isInProgress
        ? [
            {
              type: "PodResizeInProgress",
              status: "True" as const,
              ...(this.error !== null && { reason: "Error", message: this.error }),
            },
          ]
        : []),
    ];
  }
}

function infeasible(what: string): { readonly reason: "Infeasible"; readonly message: string } {
  return { reason: "Infeasible", message: `Node didn't have enough capacity: ${what}` };
}

/** As Go marshals it: limits first, resources by name. */
function inOrder(resources: Amounts): ResourceRequirements {
  const sorted = (list: ResourceList | undefined): ResourceList =>
    Object.fromEntries(Object.entries(list ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...(resources?.limits && { limits: sorted(resources.limits) }),
    ...(resources?.requests && { requests: sorted(resources.requests) }),
  };
}
