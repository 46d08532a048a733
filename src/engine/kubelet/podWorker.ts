import type { ContainerStatus, Pod, PodStatus } from "../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../kernel/clock.ts";
import { type Process, until } from "../kernel/simulator.ts";
import { type Rejection, rejectionOf } from "./admission.ts";
import { BackOff } from "./backOff.ts";
import { ContainerRuntime } from "./containerRuntime.ts";
import { startContainer } from "./containerStart.ts";
import { containersOf, type RunningContainer } from "./containers.ts";
import { hostIpOf, type NodeRuntime } from "./nodeRuntime.ts";
import { podActions } from "./podActions.ts";
import { PodRecorder } from "./podRecorder.ts";
import { createSandbox, mountVolumes } from "./podSetup.ts";
import { stopContainers } from "./podTermination.ts";
import { Prober } from "./prober.ts";
import { type PodFacts, podStatus } from "./status/podStatus.ts";
import { StatusPublisher } from "./statusPublisher.ts";
import { timing } from "./timing.ts";

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
  readonly recorder: PodRecorder;
  readonly runtime: ContainerRuntime;
  stopping = false;
  /** Let in, and not ended: its requests count. */
  admitted = false;
  private readonly containers: RunningContainer[];
  private readonly publisher: StatusPublisher;
  private prober: Prober;
  private sandboxReady = false;
  private startTime: VirtualMillis = 0;
  private mounted = false;
  private prepared = false;
  private announced = { init: false, app: false, running: false, ready: false };
  private isTerminal = false;
  private finished = false;
  /** The API server has let go of the object. */
  private gone = false;
  private failure: PodFacts["failure"];
  private graceOverride: number | undefined;
  private failures = 0;
  private dirty = false;
  private relistDue = false;
  private resume: (() => void) | null = null;
  private readonly stopListeners = new Set<() => void>();

  constructor(
    readonly node: NodeRuntime,
    public pod: Pod,
  ) {
    this.containers = containersOf(pod);
    this.recorder = new PodRecorder(node, pod, this.containers);
    this.publisher = new StatusPublisher(node, pod);
    this.prober = new Prober(this.probed(), []);
    this.runtime = new ContainerRuntime(node, () => this.pod, this.recorder, {
      containerStarted: (container) => this.prober.containerStarted(container),
      containerStopped: (container) => this.prober.containerStopped(container),
      runtimeChanged: () => this.awaitRelist(),
    });
  }

  /** The Pod's life, for a Pod that has just been bound to this node. */
  *run(): Process {
    const rejection = yield* this.admit();
    if (rejection) {
      this.reject(rejection);
      this.finished = true;
      return;
    }
    while (!this.stopping) {
      this.dirty = false;
      const result = yield* this.sync();
      if (result === "finished") break;
      this.failures = result === "failed" ? this.failures + 1 : 0;
      const relisted = this.node.context.now() + this.node.untilRelist();
      yield* this.waitForWork(result);
      // A sync works on a state of the runtime that is newer than the sync before it.
      if (!this.stopping) yield* this.pause(relisted - this.node.context.now(), false);
    }
    yield* this.terminate();
  }

  /** The Pod's life again, after the machine was down: from the sandbox on, and each container counts one more restart. */
  *runAgain(): Process {
    for (const container of this.containers) {
      const { restartCount, state } = this.publishedOf(container) ?? {};
      const ran = state?.running ?? state?.terminated;
      if (container.kind === "ephemeral") container.instances = 1;
      else if (container.kind !== "init" && ran) container.instances = (restartCount ?? 0) + 1;
      else continue;
      const startedAt = virtualTime(ran?.startedAt ?? "") ?? 0;
      // What containerd says of containers whose end it did not see.
      const end = { exitCode: 255, reason: "Unknown", startedAt, finishedAt: this.node.context.now() };
      container.lastEnded = { ...end, id: this.publishedOf(container)?.containerID ?? "" };
    }
    yield* this.run();
  }

  private publishedOf({ spec }: RunningContainer): ContainerStatus | undefined {
    const { initContainerStatuses = [], containerStatuses = [] } = this.pod.status ?? {};
    return [...initContainerStatuses, ...containerStatuses].find(({ name }) => name === spec.name);
  }

  /**
   * Takes over a Pod that was running before the kubelet started: it is left alone until it is deleted. With `publish`
   * its status is told first.
   */
  *adopt(publish = false): Process {
    const { status } = this.pod;
    this.startTime = virtualTime(status?.startTime ?? "") ?? 0;
    this.admitted = true;
    this.sandboxReady = true;
    this.prepared = true;
    this.recorder.ip = status?.podIP;
    if (status?.podIP) this.node.addresses.reserve(status.podIP);
    for (const container of this.containers) {
      const { restartCount = 0, ready = true, containerID, state } = this.publishedOf(container) ?? {};
      container.instances = restartCount + 1;
      container.id = containerID ?? `containerd://adopted/${this.recorder.uid}/${container.spec.name}`;
      container.startedAt = virtualTime(state?.running?.startedAt ?? "") ?? this.node.context.now();
      const ended = { exitCode: 0, reason: "Completed", startedAt: 0, finishedAt: 0, id: container.id };
      if (container.kind === "init") Object.assign(container, { state: "exited", ended });
      else Object.assign(container, { state: "running", started: true, ready });
    }
    if (publish) this.publisher.publish(this.status());
    if (!this.stopping) yield* until<void>((resume) => this.onStopping(() => resume(undefined)));
    yield* this.terminate();
  }

  /** The API server's object has changed. */
  update(pod: Pod): void {
    const before = this.pod;
    this.pod = pod;
    if (pod.metadata.deletionTimestamp && !this.stopping) this.stop();
    if (this.finished && pod.metadata.deletionTimestamp && !before.metadata.deletionTimestamp)
      this.node.context.spawn(this.remove());
    const known = new Set(this.containers.map(({ spec }) => spec.name));
    const added = containersOf(pod).filter(({ spec }) => !known.has(spec.name));
    this.containers.push(...added);
    const gates = (pod.spec.readinessGates ?? []).some(
      ({ conditionType }) => conditionOf(before, conditionType) !== conditionOf(pod, conditionType),
    );
    if (added.length > 0 || gates || before.metadata.generation !== pod.metadata.generation) this.wake();
  }

  /** The object is gone from the API server: what still runs is stopped, and nothing more is published. */
  deleted(): void {
    this.gone = true;
    if (this.finished) this.recorder.forget();
    else if (!this.stopping) this.stop();
  }

  onStopping(callback: () => void): () => void {
    this.stopListeners.add(callback);
    return () => this.stopListeners.delete(callback);
  }

  /** Memory of its running containers. */
  memory(): ReturnType<ContainerRuntime["memory"]>[] {
    return this.containers.filter(({ state }) => state === "running").map((each) => this.runtime.memory(each));
  }

  /** Ends the Pod for the node's sake; budgets and grace periods don't count. */
  evict(message: string): void {
    this.event("Warning", "Evicted", message);
    this.graceOverride = 1;
    this.fail({ reason: "Evicted", message, disrupted: true });
  }

  /** Ends the Pod with a verdict on it as a whole. */
  private fail(failure: PodFacts["failure"]): void {
    this.failure ??= failure;
    if (!this.stopping) this.stop();
  }

  private stop(): void {
    this.stopping = true;
    for (const callback of [...this.stopListeners]) callback();
    this.wake();
  }

  private wake(): void {
    this.dirty = true;
    this.resume?.();
  }

  /** The runtime's changes are noticed at the next relist, not before. */
  private awaitRelist(): void {
    if (this.relistDue) return;
    this.relistDue = true;
    this.node.context.after(this.node.untilRelist(), () => {
      this.relistDue = false;
      this.wake();
    });
  }

  private *waitForWork(result: SyncResult): Process {
    if (this.dirty || this.stopping) return;
    const { context } = this.node;
    yield* until<void>((resume) => {
      let cancel = (): void => undefined;
      const go = (): void => {
        cancel();
        this.resume = null;
        resume(undefined);
      };
      this.resume = go;
      if (result !== "failed") return;
      const delay = Math.round(timing.resyncAfterError * (1 + 0.5 * this.node.random.next()));
      const timer = this.failures > patience ? context.background : context.after;
      cancel = timer(delay, go);
    });
  }

  private *admit(): Process<Rejection | null> {
    this.recorder.step("admit", "start");
    yield { sleep: timing.admit };
    const node = this.node.node();
    const rejection = node ? rejectionOf(this.pod, node, this.node.admittedPods(this.pod)) : null;
    if (rejection) return rejection;
    this.admitted = true;
    this.startTime = this.node.context.now();
    this.recorder.step("admit", "done");
    const { activeDeadlineSeconds } = this.pod.spec;
    if (activeDeadlineSeconds !== undefined) this.armDeadline(activeDeadlineSeconds);
    return null;
  }

  private armDeadline(seconds: number): void {
    const cancel = this.node.context.after(seconds * 1000, () => {
      if (this.stopping || this.finished) return;
      const message = "Pod was active on the node longer than the specified deadline";
      this.event("Normal", "DeadlineExceeded", message);
      this.fail({ reason: "DeadlineExceeded", message });
    });
    this.onStopping(cancel);
  }

  private reject({ reason, message }: Rejection): void {
    this.recorder.step("admit", "fail", { reason, message });
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
    return podStatus(this.pod, {
      containers: this.containers,
      ...(hostIp !== undefined && { hostIp }),
      ...(this.recorder.ip !== undefined && { podIp: this.recorder.ip }),
      sandboxReady: this.sandboxReady,
      startTime: this.startTime,
      isTerminal: this.isTerminal,
      ...(this.failure && { failure: this.failure }),
    });
  }

  private *sync(): Process<SyncResult> {
    this.prober.triggerReadiness();
    const status = this.status();
    this.publisher.publish(status);
    if (status.phase === "Succeeded" || status.phase === "Failed") return "finished";
    this.announceProgress();
    if (!this.prepared) {
      yield* this.prepare();
      if (!this.prepared) return "failed";
    }
    const { kill, start, finish } = podActions(this.pod, this.containers);
    if (finish) return "finished";
    // The runtime's state as this sync saw it: what is killed below counts as running still.
    const ends = new Map(this.containers.map((each) => [each, each.state === "exited" ? each.ended : each.lastEnded]));
    for (const { container, message } of kill) {
      const probe = container.unhealthy === "startup" ? container.spec.startupProbe : container.spec.livenessProbe;
      const seconds = container.unhealthy ? probe?.terminationGracePeriodSeconds : undefined;
      yield* this.runtime.kill(container, message, seconds ? seconds * 1000 : this.runtime.podGrace());
      if (this.stopping) return "ok";
    }
    let ok = true;
    for (const container of start) {
      this.adoptSpec(container);
      this.announceStart(container);
      if (!(yield* startContainer(this, container, ends.get(container)))) ok = false;
      if (this.stopping) return "ok";
      if (!ok && container.kind === "init") break;
    }
    this.announceProgress();
    return ok ? "ok" : "failed";
  }

  /** The image of a live Pod may be changed: the next instance has it. */
  private adoptSpec(container: RunningContainer): void {
    const { initContainers = [], containers } = this.pod.spec;
    const wanted = [...initContainers, ...containers].find(({ name }) => name === container.spec.name);
    if (wanted) Object.assign(container, { spec: wanted });
  }

  private announceStart({ kind }: RunningContainer): void {
    if ((kind === "init" || kind === "sidecar") && !this.announced.init) {
      this.announced.init = true;
      this.recorder.step("initContainers", "start");
    }
    if (kind === "app" && !this.announced.app) {
      if (this.announced.init) this.recorder.step("initContainers", "done");
      this.announced.app = true;
      this.recorder.step("appContainers", "start");
    }
  }

  private announceProgress(): void {
    const { announced, recorder } = this;
    const apps = this.containers.filter(({ kind }) => kind === "app");
    if (!announced.running && apps.every(({ state }) => state === "running")) {
      announced.running = true;
      recorder.step("appContainers", "done");
      if (!this.prober.isEmpty) recorder.step("probes", "start");
    }
    if (announced.running && !announced.ready && apps.every(({ ready }) => ready)) {
      announced.ready = true;
      recorder.step("probes", "done");
    }
  }

  /** cgroup, volumes and sandbox: what comes once, before the first container. */
  private *prepare(): Process {
    if (!this.mounted) {
      this.recorder.step("cgroup", "start");
      yield { sleep: timing.cgroup };
      this.recorder.step("cgroup", "done");
      yield* mountVolumes(this);
      if (this.stopping) return;
      this.mounted = true;
      this.prober = new Prober(this.probed(), this.containers);
    }
    this.sandboxReady = yield* createSandbox(this);
    if (!this.sandboxReady) return;
    this.prepared = true;
    this.awaitRelist();
  }

  /** Sleeps, but not beyond the moment when the Pod is to end. */
  *pause(delay: VirtualMillis, background: boolean): Process {
    if (delay <= 0) return;
    const { context } = this.node;
    yield* until<void>((resume) => {
      const forget = this.onStopping(() => {
        cancel();
        resume(undefined);
      });
      const cancel = (background ? context.background : context.after)(delay, () => {
        forget();
        resume(undefined);
      });
    });
  }

  /** SyncTerminatingPod and SyncTerminatedPod: everything is stopped, then cleaned up, then the object may go. */
  private *terminate(): Process {
    const { metadata } = this.pod;
    this.stopping = true;
    this.recorder.step("terminating", "start");
    this.prober.podDeleting();
    if (!this.failure) this.publisher.publish(this.status());
    const seconds =
      this.graceOverride ?? metadata.deletionGracePeriodSeconds ?? this.pod.spec.terminationGracePeriodSeconds ?? 30;
    yield* stopContainers(this.node, this.runtime, this.containers, Math.max(1, seconds) * 1000);
    this.prober.stop();
    if (this.sandboxReady) {
      const about = { type: "CRI", call: "StopPodSandbox", pod: this.recorder.pod, containerKind: "pause" } as const;
      this.recorder.write(this.node.kubelet, { ...about, phase: "call", duration: timing.stopSandbox });
      yield { sleep: timing.stopSandbox };
      this.sandboxReady = false;
      if (this.recorder.ip && !this.pod.spec.hostNetwork) this.node.addresses.release(this.recorder.ip);
      this.recorder.write(this.node.containerd, { ...about, phase: "return", ok: true });
    }
    this.isTerminal = true;
    this.admitted = false;
    this.recorder.step("terminating", "done");
    this.publisher.publish(this.status());
    this.recorder.step("terminated", "start");
    yield { sleep: timing.unmount };
    this.recorder.unmounted();
    this.finished = true;
    if (this.gone) {
      this.recorder.forget();
      return;
    }
    if (this.pod.metadata.deletionTimestamp) {
      yield* this.remove();
      return;
    }
    this.recorder.step("terminated", "done");
    yield* this.publisher.settle();
  }

  /** The last step of a deletion: with the grace period at 0 the API server lets go of the object. */
  private *remove(): Process {
    const { namespace, name = "", uid } = this.pod.metadata;
    this.recorder.forget();
    yield* this.publisher.settle();
    yield* this.node.client.delete("pods", namespace, name, { gracePeriodSeconds: 0, ...(uid && { uid }) });
  }

  private probed(): ConstructorParameters<typeof Prober>[0] {
    const worker = this;
    const { context } = this.node;
    return {
      get pod() {
        return worker.pod;
      },
      get ip() {
        return worker.recorder.ip ?? "";
      },
      get deleting() {
        return worker.stopping;
      },
      now: context.now,
      after: context.after,
      background: context.background,
      behaviour: (container) => this.runtime.behaviour(container),
      record: (event) => this.recorder.write(this.node.kubelet, event),
      unhealthy: (container, message) => this.runtime.event(container, "Warning", "Unhealthy", message),
      wake: () => {
        // Readiness and startup go into the status at once, ahead of the sync that they cause.
        if (this.prepared) this.publisher.publish(this.status());
        this.wake();
      },
    };
  }
}

function conditionOf({ status }: Pod, wanted: string): string | undefined {
  return status?.conditions?.find(({ type }) => type === wanted)?.status;
}
