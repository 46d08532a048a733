import type { Pod, PodStatus } from "../api/pod.ts";
import { BackOff } from "../client/backOff.ts";
import { type VirtualMillis, virtualTime } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import { type Rejection, rejectionOf } from "./admission.ts";
import { ContainerLifecycle } from "./containerLifecycle.ts";
import { startContainer } from "./containerStart.ts";
import { containersOf } from "./containers.ts";
import { hostIpOf, type NodeRuntime } from "./nodeRuntime.ts";
import { podActions } from "./podActions.ts";
import { PodProgress } from "./podProgress.ts";
import { PodResizer } from "./podResizer.ts";
import { PodRuntime } from "./podRuntime.ts";
import { renewSandbox, setUpPod, stopSandbox } from "./podSetup.ts";
import { adoptSpec, killUnwanted, lookUpPullSecrets } from "./podSync.ts";
import { adoptContainers, type Takeover } from "./podTakeover.ts";
import { stopContainers } from "./podTermination.ts";
import { probedPod } from "./probedPod.ts";
import { Prober } from "./prober.ts";
import { type PodFacts, podStatus } from "./status/podStatus.ts";
import { StatusPublisher } from "./statusPublisher.ts";
import { timing } from "./timing.ts";
import { WorkSignal } from "./workSignal.ts";

type SyncResult = "ok" | "failed" | "finished";

/** After so many failed syncs in a row nothing new is going to happen by itself: a run does not wait for the next. */
const patience = 8;

/**
 * One Pod on its node, from admission to its end: a sequence that is woken by changes of the Pod, of the runtime, of
 * probe results, and by the clock. Each sync first publishes what the last one left, then acts.
 * Models pkg/kubelet/pod_workers.go and syncPod in pkg/kubelet/kubelet.go (v1.34).
 */
export class PodWorker {
  readonly crashBackOff = new BackOff();
  readonly pullBackOff = new BackOff();
  readonly pullErrors = new Map<string, string>();
  readonly runtime: PodRuntime;
  readonly lifecycle: ContainerLifecycle;
  readonly signal: WorkSignal;
  readonly resizer: PodResizer;
  stopping = false;
  /** Let in, and not ended: its requests count. */
  admitted = false;
  private readonly publisher: StatusPublisher;
  private readonly progress: PodProgress;
  /** From the first sync that has the volumes on. */
  private prober: Prober | null = null;
  private startTime: VirtualMillis = 0;
  private isTerminal = false;
  private finished = false;
  /** The API server has let go of the object. */
  private gone = false;
  private failure: PodFacts["failure"];
  private graceOverride: number | undefined;
  private failures = 0;
  private readonly cleanUpListeners: (() => void)[] = [];

  constructor(
    readonly node: NodeRuntime,
    public pod: Pod,
  ) {
    const { machine } = node;
    const uid = pod.metadata.uid ?? "";
    this.runtime = machine.pods.get(uid) ?? new PodRuntime(machine, pod);
    machine.pods.set(uid, this.runtime);
    this.lifecycle = new ContainerLifecycle(node, this.runtime);
    this.publisher = new StatusPublisher(node, pod);
    this.progress = new PodProgress(this.runtime.recorder, this.runtime.containers);
    this.signal = new WorkSignal(node);
    this.resizer = new PodResizer(node, this.runtime);
    this.runtime.watch({
      containerStarted: (container) => this.prober?.containerStarted(container),
      containerStopped: (container) => this.prober?.containerStopped(container),
      runtimeChanged: () => this.signal.atRelist(),
    });
  }

  /** The Pod's life: from its admission when it has just been bound to this node, else from where it stands. */
  *run(takeover: Takeover | null): Process {
    const rejection = takeover ? yield* this.takeOver(takeover) : yield* this.admit();
    if (rejection) {
      if (!takeover) {
        this.reject(rejection);
        this.finished = true;
        return;
      }
      this.event("Warning", rejection.reason, rejection.message);
      this.fail({ reason: rejection.reason, message: `Pod was rejected: ${rejection.message}` });
    }
    while (!this.stopping) {
      this.signal.clear();
      const result = yield* this.sync();
      if (result === "finished") break;
      this.failures = result === "failed" ? this.failures + 1 : 0;
      const relisted = this.node.context.now() + this.node.untilRelist();
      if (!this.stopping)
        yield* this.signal.wait(result === "failed" ? () => this.resyncDelay() : null, this.failures > patience);
      // A sync works on a state of the runtime that is newer than the sync before it.
      if (!this.stopping) yield* this.signal.pause(relisted - this.node.context.now(), false);
    }
    yield* this.terminate();
  }

  /** Takes up a Pod that runs already. Only a kubelet that starts looks again whether the node still suits it. */
  private *takeOver(takeover: Takeover): Process<Rejection | null> {
    const { status } = this.pod;
    this.startTime = virtualTime(status?.startTime ?? "") ?? this.node.context.now();
    this.admitted = true;
    if (takeover === "adopted") adoptContainers(this.runtime, this.pod);
    if (takeover === "adopted" || takeover === "cutOff") this.startProbes(true);
    if (takeover === "adopted") this.publisher.assume(this.status());
    else if (status) this.publisher.compare(status, this.status());
    if (takeover !== "rebooted") this.progress.skip();
    this.armDeadline();
    if (takeover === "adopted" || takeover === "cutOff") return null;
    this.signal.atRelist();
    yield { sleep: timing.admit };
    const rejection = this.rejection();
    if (!rejection) this.reconsiderResize();
    return rejection;
  }

  /** The API server's object has changed. */
  update(pod: Pod): void {
    const before = this.pod;
    this.pod = pod;
    this.runtime.pod = pod;
    if (pod.metadata.deletionTimestamp && !this.stopping) this.stop();
    if (this.finished && pod.metadata.deletionTimestamp && !before.metadata.deletionTimestamp)
      this.node.context.spawn(this.remove());
    const { containers } = this.runtime;
    const known = new Set(containers.map(({ spec }) => spec.name));
    const added = containersOf(pod).filter(({ spec }) => !known.has(spec.name));
    containers.push(...added);
    const gates = (pod.spec.readinessGates ?? []).some(
      ({ conditionType }) => conditionOf(before, conditionType) !== conditionOf(pod, conditionType),
    );
    if (before.metadata.generation !== pod.metadata.generation) this.reconsiderResize();
    if (added.length > 0 || gates || before.metadata.generation !== pod.metadata.generation) this.signal.raise();
  }

  /** Of a static Pod: the object that shows it in the API server, if there is one. */
  showAs(mirror: Pod | undefined): void {
    this.publisher.showAs(mirror?.metadata.uid);
  }

  /** What the Pod holds, which may be other than what it wants. */
  get allocated(): Pod {
    return this.resizer.allocatedPod(this.pod);
  }

  /** Looks again whether the resources that the Pod wants can be had; `onlyDeferred`: since another has made room. */
  reconsiderResize(onlyDeferred = false): void {
    if (!this.admitted || this.stopping || (onlyDeferred && !this.resizer.isDeferred)) return;
    const wasDeferred = this.resizer.isDeferred;
    if (!this.resizer.consider(this.pod, this.node.admittedPods(this.pod))) return;
    this.signal.raise();
    if (!wasDeferred && this.resizer.isDeferred) this.node.resizeDeferred();
  }

  /** The object is gone from the API server: what still runs is stopped, and nothing more is published. */
  deleted(): void {
    this.gone = true;
    if (this.finished) this.forget();
    else if (!this.stopping) this.stop();
  }

  onStopping(callback: () => void): () => void {
    return this.signal.onStopping(callback);
  }

  pause(delay: VirtualMillis, background: boolean): Process {
    return this.signal.pause(delay, background);
  }

  /** Ends the Pod for the node's sake; budgets and grace periods don't count. */
  evict(
    message: string,
    { graceSeconds, disrupted }: { readonly graceSeconds: number; readonly disrupted: boolean },
  ): void {
    this.event("Warning", "Evicted", message);
    this.graceOverride = graceSeconds;
    this.fail({ reason: "Evicted", message, ...(disrupted && { disrupted: message }) });
  }

  /** Ends the Pod at once to make room for a critical one. */
  preempt(): void {
    this.event("Warning", "Preempting", "Preempted in order to admit critical pod");
    this.graceOverride = 0;
    const message = "Pod was preempted by Kubelet to accommodate a critical pod.";
    this.fail({ reason: "Preempting", message: "Preempted in order to admit critical pod", disrupted: message });
  }

  /** Calls back when nothing of the Pod is left on the node. */
  onCleanedUp(callback: () => void): void {
    if (this.finished) callback();
    else this.cleanUpListeners.push(callback);
  }

  /** Ends the Pod with a verdict on it as a whole. */
  private fail(failure: PodFacts["failure"]): void {
    this.failure ??= failure;
    if (!this.stopping) this.stop();
  }

  private stop(): void {
    this.stopping = true;
    this.signal.stop();
  }

  private resyncDelay(): VirtualMillis {
    return Math.round(timing.resyncAfterError * (1 + 0.5 * this.node.random.next()));
  }

  private *admit(): Process<Rejection | null> {
    const { recorder } = this.runtime;
    recorder.step("admit", "start");
    yield { sleep: timing.admit };
    const refused = this.rejection();
    const rejection = refused && (yield* this.node.makeRoomFor(this.pod, refused));
    if (rejection) return rejection;
    this.admitted = true;
    this.startTime = this.node.context.now();
    recorder.step("admit", "done");
    this.armDeadline();
    return null;
  }

  private rejection(): Rejection | null {
    const node = this.node.node();
    return node ? rejectionOf(this.pod, node, this.node.admittedPods(this.pod)) : null;
  }

  /** activeDeadlineSeconds count from the Pod's start, whoever has started it. */
  private armDeadline(): void {
    const { activeDeadlineSeconds } = this.pod.spec;
    if (activeDeadlineSeconds === undefined) return;
    const left = this.startTime + activeDeadlineSeconds * 1000 - this.node.context.now();
    const cancel = this.node.context.after(left, () => {
      if (this.stopping || this.finished) return;
      const message = "Pod was active on the node longer than the specified deadline";
      this.event("Normal", "DeadlineExceeded", message);
      this.fail({ reason: "DeadlineExceeded", message });
    });
    this.onStopping(cancel);
  }

  private reject({ reason, message }: Rejection): void {
    this.runtime.recorder.step("admit", "fail", { reason, message });
    this.event("Warning", reason, message);
    this.startTime = this.node.context.now();
    this.failure = { reason, message: `Pod was rejected: ${message}` };
    this.publisher.publish({
      phase: "Failed",
      reason,
      message: `Pod was rejected: ${message}`,
      startTime: this.status().startTime,
    });
  }

  event(type: "Normal" | "Warning", reason: string, message: string): void {
    this.node.client.event(this.pod, type, reason, message, { component: "kubelet", host: this.node.name });
  }

  private status(): PodStatus {
    const hostIp = hostIpOf(this.node.node());
    const { containers, recorder, sandbox } = this.runtime;
    return podStatus(this.pod, {
      containers,
      ...(hostIp !== undefined && { hostIp }),
      ...(recorder.ip !== undefined && { podIp: recorder.ip }),
      sandboxReady: sandbox.ready,
      resize: this.resizer.conditions(),
      startTime: this.startTime,
      isTerminal: this.isTerminal,
      isOver: this.finished,
      ...(this.failure && { failure: this.failure }),
    });
  }

  private *sync(): Process<SyncResult> {
    const { runtime, resizer } = this;
    this.prober?.statusComputed();
    const resized = resizer.completed();
    if (resized !== null) this.event("Normal", "ResizeCompleted", resized);
    const status = this.status();
    this.publisher.publish(status);
    if (status.phase === "Succeeded" || status.phase === "Failed") return "finished";
    this.progress.look(this.isProbed);
    if (!runtime.mounted) yield* setUpPod(this);
    if (!runtime.mounted || this.stopping) return "failed";
    yield* lookUpPullSecrets(this);
    if (!this.prober) this.startProbes(false);
    const actions = podActions(this.pod, runtime.containers, runtime.sandbox, (each) => resizer.needsRestart(each));
    if (actions.finish) return "finished";
    // The runtime's state as this sync saw it: what is killed below counts as running still.
    const ends = new Map(
      runtime.containers.map((each) => [each, each.state === "exited" ? each.ended : each.lastEnded]),
    );
    if (actions.createSandbox && !(yield* renewSandbox(this, actions))) return this.stopping ? "ok" : "failed";
    yield* killUnwanted(this, actions);
    if (this.stopping) return "ok";
    let ok = true;
    for (const container of actions.start) {
      adoptSpec(this, container);
      this.progress.starts(container);
      if (!(yield* startContainer(this, container, ends.get(container)))) ok = false;
      if (this.stopping) return "ok";
      if (!ok && container.kind === "init") break;
    }
    if (yield* resizer.actuate()) this.signal.atRelist();
    if (this.stopping) return "ok";
    this.progress.look(this.isProbed);
    return ok && !resizer.hasFailed ? "ok" : "failed";
  }

  /** SyncTerminatingPod and SyncTerminatedPod: everything is stopped, then cleaned up, then the object may go. */
  private *terminate(): Process {
    const { metadata, spec } = this.pod;
    const { runtime } = this;
    const { recorder, sandbox } = runtime;
    this.stopping = true;
    recorder.step("terminating", "start", this.failure);
    this.prober?.podDeleting();
    if (!this.failure) this.publisher.publish(this.status());
    const seconds =
      this.graceOverride ?? metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
    yield* stopContainers(this.node, runtime, this.lifecycle, Math.max(1, seconds) * 1000);
    this.prober?.stop();
    if (sandbox.ready) yield* stopSandbox(this);
    this.isTerminal = true;
    this.admitted = false;
    this.node.roomMade();
    recorder.step("terminating", "done");
    this.publisher.publish(this.status());
    recorder.step("terminated", "start");
    yield { sleep: timing.unmount };
    recorder.unmounted();
    runtime.mounted = false;
    this.finished = true;
    if (!this.gone) this.publisher.publish(this.status());
    for (const callback of this.cleanUpListeners.splice(0)) callback();
    if (this.gone) {
      this.forget();
      return;
    }
    if (this.pod.metadata.deletionTimestamp) {
      yield* this.remove();
      return;
    }
    recorder.step("terminated", "done");
    yield* this.publisher.settle();
  }

  /** The last step of a deletion: with the grace period at 0 the API server lets go of the object. */
  private *remove(): Process {
    const { namespace, name = "", uid } = this.pod.metadata;
    this.forget();
    yield* this.publisher.settle();
    yield* this.node.client.delete("pods", namespace, name, { gracePeriodSeconds: 0, ...(uid && { uid }) });
  }

  private forget(): void {
    this.node.machine.pods.delete(this.runtime.recorder.uid);
    this.runtime.recorder.forget();
  }

  /** Readiness and startup go into the status at once, ahead of the sync that they cause. */
  probeDecided(): void {
    if (this.runtime.sandbox.attempts > 0) this.publisher.publish(this.status());
    this.signal.raise();
  }

  private get isProbed(): boolean {
    return this.prober !== null && !this.prober.isEmpty;
  }

  /** `known`: probes have gone on without this kubelet knowing, their results stand. */
  private startProbes(known: boolean): void {
    this.prober = new Prober(probedPod(this), this.runtime.containers, known);
  }
}

function conditionOf({ status }: Pod, wanted: string): string | undefined {
  return status?.conditions?.find(({ type }) => type === wanted)?.status;
}
