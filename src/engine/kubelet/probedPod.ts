import type { Pod } from "../api/pod.ts";
import type { ContainerLifecycle } from "./containerLifecycle.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import type { PodRuntime } from "./podRuntime.ts";
import type { ProbedPod } from "./prober.ts";

/** What probing needs of a Pod's worker. */
export interface PodWithProbes {
  readonly node: NodeRuntime;
  readonly pod: Pod;
  readonly runtime: PodRuntime;
  readonly lifecycle: ContainerLifecycle;
  readonly stopping: boolean;
  /** A probe has decided something. */
  probeDecided(): void;
}

/** A worker's Pod as its prober sees it, always as it is now. */
export function probedPod(worker: PodWithProbes): ProbedPod {
  const { context, machine, random, startedAt } = worker.node;
  const { runtime, lifecycle } = worker;
  return {
    get pod() {
      return worker.pod;
    },
    get ip() {
      return runtime.recorder.ip ?? "";
    },
    get deleting() {
      return worker.stopping;
    },
    random,
    kubeletStartedAt: startedAt,
    now: context.now,
    after: context.after,
    background: context.background,
    ageOf: (container) => runtime.ageOf(container),
    behaviour: (container) => runtime.behaviour(container),
    record: (event) => runtime.recorder.write(machine.kubelet, event),
    warn: (container, reason, message) => lifecycle.event(container, "Warning", reason, message),
    wake: () => worker.probeDecided(),
  };
}
