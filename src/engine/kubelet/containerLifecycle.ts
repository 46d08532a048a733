import type { VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import { fieldPathOf, type RunningContainer } from "./containers.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import type { PodRuntime } from "./podRuntime.ts";
import { timing } from "./timing.ts";

const defaultHook: VirtualMillis = 200;

/**
 * What the kubelet does with one container of a Pod: creates and starts it, runs its hooks, kills it, and tells of it in
 * Events. Models startContainer and killContainer in pkg/kubelet/kuberuntime/kuberuntime_container.go (v1.34).
 */
export class ContainerLifecycle {
  constructor(
    private readonly node: NodeRuntime,
    private readonly runtime: PodRuntime,
  ) {}

  event(container: RunningContainer, type: "Normal" | "Warning", reason: string, message: string): void {
    this.node.client.event(this.runtime.pod, type, reason, message, {
      fieldPath: fieldPathOf(container),
      component: "kubelet",
      host: this.node.name,
    });
  }

  /** Creates and starts a new instance; false when the runtime refuses. */
  *run(container: RunningContainer): Process<boolean> {
    const { name } = container.spec;
    yield* this.runtime.create(container);
    this.event(container, "Normal", "Created", `Created container: ${name}`);
    const refusal = yield* this.runtime.start(container);
    if (refusal !== null) {
      this.event(container, "Warning", "Failed", `Error: ${refusal}`);
      return false;
    }
    this.event(container, "Normal", "Started", `Started container ${name}`);
    return true;
  }

  /** postStart; false when it failed. The Pod's worker waits for it. */
  *postStart(container: RunningContainer): Process<boolean> {
    const hook = container.spec.lifecycle?.postStart;
    if (!hook) return true;
    const { postStart, postStartFails } = this.runtime.behaviour(container);
    this.record(container, "postStart", "start");
    yield { sleep: postStart ?? (hook.sleep ? hook.sleep.seconds * 1000 : defaultHook) };
    this.record(container, "postStart", postStartFails ? "fail" : "done");
    if (!postStartFails) return true;
    this.event(container, "Warning", "FailedPostStartHook", "PostStartHook failed");
    yield* this.kill(container, "FailedPostStartHook", this.podGrace());
    container.startError = { reason: "PostStartHookError", message: "PostStartHook failed" };
    return false;
  }

  private record({ spec }: RunningContainer, hook: "postStart" | "preStop", phase: "start" | "done" | "fail"): void {
    const { recorder, machine } = this.runtime;
    recorder.write(machine.kubelet, { type: "Hook", pod: recorder.pod, container: spec.name, hook, phase });
  }

  podGrace(): VirtualMillis {
    return (this.runtime.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  }

  /**
   * Kills a running container: preStop, SIGTERM, and SIGKILL when the grace period is over. `turn` is waited for
   * between the hook and SIGTERM; it uses up the grace period too.
   */
  *kill(
    container: RunningContainer,
    message: string,
    grace: VirtualMillis,
    turn?: (deadline: VirtualMillis) => Process,
  ): Process {
    if (container.state !== "running") return;
    const { now } = this.node.context;
    const deadline = now() + grace;
    this.event(container, "Normal", "Killing", message);
    const hook = container.spec.lifecycle?.preStop;
    const failed = (): void => {
      this.record(container, "preStop", "fail");
      this.event(container, "Warning", "FailedPreStopHook", "PreStopHook failed");
    };
    let abandoned = false;
    if (hook && grace > 0) {
      const { preStop, preStopFails } = this.runtime.behaviour(container);
      const takes = preStop ?? (hook.sleep ? hook.sleep.seconds * 1000 : defaultHook);
      this.record(container, "preStop", "start");
      yield { sleep: Math.min(takes, grace) };
      abandoned = takes > grace;
      if (preStopFails && !abandoned) failed();
      else if (!abandoned) this.record(container, "preStop", "done");
    }
    if (turn) yield* turn(deadline);
    yield* this.runtime.stop(container, Math.max(deadline - now(), timing.minimumGrace));
    // A hook that is no longer waited for fails when its container is gone.
    if (abandoned) failed();
  }
}
