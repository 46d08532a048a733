import type { Quantity } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { nanoQuantity, unitsOf } from "../api/podResources.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { type Process, until } from "../kernel/simulator.ts";
import { fieldPathOf, hexId, type RunningContainer } from "./containers.ts";
import type { KubeletEvent } from "./events.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import type { PodRecorder } from "./podRecorder.ts";
import { type Behaviour, behaviourInRun } from "./runtimeModel.ts";
import { timing } from "./timing.ts";

/** What hears of a container's beginning and end. */
export interface ContainerWatcher {
  containerStarted(container: RunningContainer): void;
  containerStopped(container: RunningContainer): void;
  /** The runtime's state has changed: the next relist will see it. */
  runtimeChanged(): void;
}

/** A process that SIGTERM ends, takes so long. */
const defaultShutdown: VirtualMillis = 250;
const defaultHook: VirtualMillis = 200;

/** Creates, starts and stops the containers of one Pod through the CRI, and lets them end as the runtime model says. */
export class ContainerRuntime {
  private readonly exitWaiters = new Map<RunningContainer, (() => void)[]>();

  constructor(
    private readonly node: NodeRuntime,
    private readonly pod: () => Pod,
    private readonly recorder: PodRecorder,
    private readonly watcher: ContainerWatcher,
  ) {}

  behaviour(container: RunningContainer): Behaviour {
    return behaviourInRun(this.node.model.behaviour(this.pod(), container.spec, container.kind), container.instances);
  }

  event(container: RunningContainer, type: "Normal" | "Warning", reason: string, message: string): void {
    this.node.client.event(this.pod(), type, reason, message, {
      fieldPath: fieldPathOf(container),
      component: "kubelet",
      host: this.node.name,
    });
  }

  /** Creates and starts a new instance; false when the runtime refuses. */
  *run(container: RunningContainer): Process<boolean> {
    const { spec } = container;
    const { startError } = this.behaviour(container);
    this.call(container, "CreateContainer", timing.create);
    yield { sleep: timing.create };
    if (container.ended) container.lastEnded = container.ended;
    container.ended = undefined;
    container.state = "created";
    container.instances++;
    container.id = `containerd://${hexId(this.recorder.uid, spec.name, container.instances)}`;
    this.answer(container, "CreateContainer", {});
    this.event(container, "Normal", "Created", `Created container: ${spec.name}`);
    this.call(container, "StartContainer", timing.start);
    yield { sleep: timing.start };
    container.startedAt = this.node.context.now();
    if (startError !== undefined) {
      const message = `failed to start container "${container.id.slice(13)}": ${startError}`;
      this.end(container, 128, "StartError");
      container.startError = { reason: "RunContainerError", message };
      this.answer(container, "StartContainer", { ok: false, message });
      this.event(container, "Warning", "Failed", `Error: ${message}`);
      return false;
    }
    container.state = "running";
    container.startError = undefined;
    this.watcher.containerStarted(container);
    this.armExit(container);
    this.answer(container, "StartContainer", {});
    this.event(container, "Normal", "Started", `Started container ${spec.name}`);
    this.watcher.runtimeChanged();
    return true;
  }

  /** postStart; false when it failed. The Pod's worker waits for it. */
  *postStart(container: RunningContainer): Process<boolean> {
    const hook = container.spec.lifecycle?.postStart;
    if (!hook) return true;
    const { postStart, postStartFails } = this.behaviour(container);
    yield { sleep: postStart ?? (hook.sleep ? hook.sleep.seconds * 1000 : defaultHook) };
    if (!postStartFails) return true;
    this.event(container, "Warning", "FailedPostStartHook", "PostStartHook failed");
    yield* this.kill(container, "FailedPostStartHook", this.podGrace());
    container.startError = { reason: "PostStartHookError", message: "PostStartHook failed" };
    return false;
  }

  podGrace(): VirtualMillis {
    return (this.pod().spec.terminationGracePeriodSeconds ?? 30) * 1000;
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
    const { context } = this.node;
    const deadline = context.now() + grace;
    this.event(container, "Normal", "Killing", message);
    const hook = container.spec.lifecycle?.preStop;
    if (hook && grace > 0) {
      const { preStop, preStopFails } = this.behaviour(container);
      const takes = preStop ?? (hook.sleep ? hook.sleep.seconds * 1000 : defaultHook);
      yield { sleep: Math.min(takes, grace) };
      if (preStopFails || takes > grace) this.event(container, "Warning", "FailedPreStopHook", "PreStopHook failed");
    }
    if (turn) yield* turn(deadline);
    yield* this.stop(container, Math.max(deadline - context.now(), timing.minimumGrace));
  }

  /** CRI StopContainer: SIGTERM now, SIGKILL after `timeout`. */
  private *stop(container: RunningContainer, timeout: VirtualMillis): Process {
    if (container.state !== "running") return;
    const { sigterm = defaultShutdown, sigtermExitCode = 0 } = this.behaviour(container);
    const obeys = sigterm !== "ignored" && sigterm <= timeout;
    const takes = obeys ? sigterm : timeout;
    this.call(container, "StopContainer", takes);
    const timer = this.node.context.after(takes, () => {
      if (obeys) this.exit(container, sigtermExitCode, sigtermExitCode === 0 ? "Completed" : "Error");
      else this.exit(container, 137, "Error");
    });
    yield* this.exited(container);
    timer();
    this.answer(container, "StopContainer", {});
  }

  /** Bytes that a running container uses, as far as the scenario tells, and what it requests. */
  memory(container: RunningContainer): { readonly name: string; readonly usage: number; readonly request: number } {
    const age = this.node.context.now() - (container.startedAt ?? 0);
    const { memory = [] } = container.state === "running" ? this.behaviour(container) : {};
    return {
      name: container.spec.name,
      usage: memory.filter(({ from }) => from <= age).at(-1)?.bytes ?? 0,
      request: memoryOf(container.spec.resources?.requests?.memory) ?? 0,
    };
  }

  /** Waits until a container has ended. */
  *exited(container: RunningContainer): Process {
    if (container.state !== "running") return;
    yield* until<void>((resume) => {
      const waiters = this.exitWaiters.get(container) ?? [];
      this.exitWaiters.set(container, [...waiters, () => resume(undefined)]);
    });
  }

  private armExit(container: RunningContainer): void {
    const { runs = [], memory = [] } = this.behaviour(container);
    for (const { from } of memory) this.node.usageChanges(from);
    const limit = memoryOf(container.spec.resources?.limits?.memory);
    const tooMuch = limit === null ? undefined : memory.find(({ bytes }) => bytes > limit);
    const told = runs[Math.min(container.instances, runs.length) - 1];
    const run =
      tooMuch && tooMuch.from < (told?.exitAfter ?? Number.POSITIVE_INFINITY)
        ? { exitAfter: tooMuch.from, exitCode: 137, reason: "OOMKilled" }
        : told;
    if (run?.exitAfter === undefined) return;
    const { exitAfter, exitCode = 0, reason = exitCode === 0 ? "Completed" : "Error" } = run;
    container.cancelExit = this.node.context.after(exitAfter, () => this.exit(container, exitCode, reason));
  }

  private exit(container: RunningContainer, exitCode: number, reason: string): void {
    if (container.state !== "running") return;
    this.end(container, exitCode, reason);
    this.recorder.write(this.node.containerd, {
      type: "ContainerExited",
      pod: this.recorder.pod,
      container: container.spec.name,
      exitCode,
      reason,
    });
    for (const resume of this.exitWaiters.get(container) ?? []) resume();
    this.exitWaiters.delete(container);
    this.watcher.runtimeChanged();
  }

  private end(container: RunningContainer, exitCode: number, reason: string): void {
    const now = this.node.context.now();
    container.cancelExit?.();
    container.cancelExit = undefined;
    container.state = "exited";
    const { startedAt = now, id = "" } = container;
    container.ended = { exitCode, reason, startedAt, finishedAt: now, id };
    this.watcher.containerStopped(container);
  }

  private call(container: RunningContainer, call: CriCall, duration: VirtualMillis): void {
    this.recorder.write(this.node.kubelet, { ...this.about(container), call, phase: "call", duration });
  }

  private answer(
    container: RunningContainer,
    call: CriCall,
    { ok = true, message }: { readonly ok?: boolean; readonly message?: string },
  ): void {
    const event = { ...this.about(container), call, phase: "return" as const, ok, ...(message && { message }) };
    this.recorder.write(this.node.containerd, event);
  }

  about({ spec, kind }: RunningContainer): Pick<Cri, "type" | "pod" | "container" | "containerKind" | "image"> {
    const { pod } = this.recorder;
    return { type: "CRI", pod, container: spec.name, containerKind: kind, image: spec.image ?? "" };
  }
}

function memoryOf(quantity: Quantity | undefined): number | null {
  return quantity === undefined ? null : Number(unitsOf(nanoQuantity(quantity)));
}

type Cri = Extract<KubeletEvent, { type: "CRI" }>;
type CriCall = Cri["call"];
