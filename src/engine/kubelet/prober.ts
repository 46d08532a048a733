import type { Pod, Probe } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { ProbeType, RunningContainer } from "./containers.ts";
import type { KubeletEvent } from "./events.ts";
import { type CheckResult, checkProbe, handlerOf } from "./probeCheck.ts";
import type { Behaviour } from "./runtimeModel.ts";

/** What a prober needs of the Pod that it probes. */
export interface ProbedPod {
  readonly pod: Pod;
  readonly ip: string;
  readonly deleting: boolean;
  readonly random: Random;
  readonly kubeletStartedAt: VirtualMillis;
  now(): VirtualMillis;
  /** How long a running container's process has been running. */
  ageOf(container: RunningContainer): VirtualMillis;
  after(delay: VirtualMillis, callback: () => void): () => void;
  background(delay: VirtualMillis, callback: () => void): () => void;
  behaviour(container: RunningContainer): Behaviour;
  record(event: KubeletEvent): void;
  /** Emits a warning about a check. */
  warn(container: RunningContainer, reason: string, message: string): void;
  /** Something was decided that the next sync has to see. */
  wake(): void;
}

interface Worker {
  readonly container: RunningContainer;
  readonly type: ProbeType;
  readonly probe: Probe;
  /** Where the ticks start. */
  base: VirtualMillis;
  lastResult: boolean | null;
  resultRun: number;
  /** A verdict has been given: silent until the next instance. */
  onHold: boolean;
  /** The kubelet has come anew to a running container and not checked it yet. */
  unchecked: boolean;
  cancel: (() => void) | null;
}

/** Readiness that fails so often keeps a run going no longer. */
const patience = 12;

const titles = { startup: "Startup", readiness: "Readiness", liveness: "Liveness" } as const;

/**
 * The probes of one Pod, a worker for each, on its own clock: ticks count from the Pod's first sync, not from the
 * container's start. Models pkg/kubelet/prober (v1.34). Ticks at which there is nothing to probe are left out.
 *
 * `known`: the containers that run have been probed all along. Otherwise a kubelet that has just started knows nothing of
 * them: each worker waits for a random part of its period first, and until its check a container that has a readiness
 * probe counts as not ready, one that has a startup probe as not started.
 */
export class Prober {
  private readonly workers: Worker[] = [];

  constructor(
    private readonly host: ProbedPod,
    containers: readonly RunningContainer[],
    known = false,
  ) {
    for (const container of containers) {
      if (container.kind !== "app" && container.kind !== "sidecar") continue;
      const { startupProbe, readinessProbe, livenessProbe } = container.spec;
      this.add(container, "startup", startupProbe);
      this.add(container, "readiness", readinessProbe);
      this.add(container, "liveness", livenessProbe);
    }
    for (const worker of this.workers) {
      const { container, type } = worker;
      if (container.state !== "running") continue;
      worker.unchecked = !known;
      if (known) {
        worker.lastResult = type === "readiness" ? container.ready : true;
        worker.base -= Math.floor(this.host.random.next() * periodOf(worker.probe));
      }
    }
    for (const worker of this.workers) this.arm(worker);
  }

  private add(container: RunningContainer, type: ProbeType, probe: Probe | undefined): void {
    if (!probe) return;
    const { now, kubeletStartedAt, random } = this.host;
    const period = periodOf(probe);
    // Many workers that start together with their kubelet are spread over a period.
    const jitter = period > now() - kubeletStartedAt ? Math.floor(random.next() * period) : 0;
    this.workers.push({
      container,
      type,
      probe,
      base: now() + jitter,
      lastResult: null,
      resultRun: 0,
      onHold: false,
      unchecked: false,
      cancel: null,
    });
  }

  get isEmpty(): boolean {
    return this.workers.length === 0;
  }

  /** A new instance of a container runs: results start from their initial values. */
  containerStarted(container: RunningContainer): void {
    container.started = !container.spec.startupProbe;
    container.ready = container.started && !container.spec.readinessProbe;
    container.unhealthy = undefined;
    for (const worker of this.of(container)) {
      worker.onHold = false;
      worker.unchecked = false;
      this.arm(worker);
    }
  }

  containerStopped(container: RunningContainer): void {
    container.started = false;
    container.ready = false;
    container.unhealthy = undefined;
    for (const worker of this.of(container)) this.disarm(worker);
  }

  /** Whenever a status is computed, readiness that has not succeeded is checked at once, and its clock starts anew. */
  statusComputed(): void {
    for (const worker of this.workers) {
      const { type, container, unchecked } = worker;
      if (unchecked) {
        if (type === "startup") container.started = false;
        if (type !== "liveness") container.ready = false;
        continue;
      }
      if (type !== "readiness" || container.ready || !container.started || !this.isDue(worker)) continue;
      this.disarm(worker);
      worker.base = this.host.now();
      worker.cancel = this.host.after(1, () => this.tick(worker));
    }
  }

  /** When the Pod is being deleted, only readiness goes on. */
  podDeleting(): void {
    for (const worker of this.workers) if (worker.type !== "readiness") this.disarm(worker);
  }

  stop(): void {
    for (const worker of this.workers) this.disarm(worker);
    this.workers.length = 0;
  }

  private of(container: RunningContainer): Worker[] {
    return this.workers.filter((worker) => worker.container === container);
  }

  private disarm(worker: Worker): void {
    worker.cancel?.();
    worker.cancel = null;
  }

  /** Whether the container is old enough; its start is known in whole seconds. */
  private isDue({ container, probe }: Worker, now = this.host.now()): boolean {
    if (container.startedAt === undefined) return false;
    const age = Math.floor((now - Math.floor(container.startedAt / 1000) * 1000) / 1000);
    return age >= (probe.initialDelaySeconds ?? 0);
  }

  /** Sets the timer of the next check; `late`: a tick has been missed. */
  private arm(worker: Worker, late = false): void {
    this.disarm(worker);
    const { container, type, probe, base } = worker;
    if (worker.onHold || container.state !== "running") return;
    if (type !== "readiness" && this.host.deleting) return;
    if ((type === "startup") === this.hasStarted(container)) return;
    const period = periodOf(probe);
    const now = this.host.now();
    let tick = late ? now : base + (Math.floor((now - base) / period) + 1) * period;
    while (!this.isDue(worker, tick)) tick += period;
    const timer = this.keepsRunGoing(worker) ? this.host.after : this.host.background;
    worker.cancel = timer(tick - now, () => this.tick(worker));
  }

  private hasStarted(container: RunningContainer): boolean {
    return container.started && !this.of(container).some(({ type, unchecked }) => type === "startup" && unchecked);
  }

  /** Whether something is going to be decided before long; probes that only confirm tick in the background. */
  private keepsRunGoing({ type, container, lastResult, resultRun, unchecked }: Worker): boolean {
    if (type === "startup" || (type === "readiness" && unchecked)) return true;
    if (type === "readiness" && !container.ready) return resultRun < patience;
    return lastResult === false;
  }

  private tick(worker: Worker): void {
    worker.cancel = null;
    if (worker.container.state === "running" && !worker.onHold) this.check(worker);
    else this.arm(worker);
  }

  /** One check; while it lasts the worker does nothing else. A tick that it misses comes right after it. */
  private check(worker: Worker): void {
    const { container, type, probe } = worker;
    const { host } = this;
    const began = host.now();
    const checked = { probe, container: container.spec, podIp: host.ip };
    const result = checkProbe(type, checked, host.behaviour(container), host.ageOf(container));
    const end = (): void => {
      worker.cancel = null;
      this.conclude(worker, result);
      this.arm(worker, this.ticksUntil(worker, began) < this.ticksUntil(worker, host.now()));
    };
    if (result.takes === 0) end();
    else worker.cancel = (this.keepsRunGoing(worker) ? host.after : host.background)(result.takes, end);
  }

  private ticksUntil({ base, probe }: Worker, time: VirtualMillis): number {
    return Math.floor((time - base) / periodOf(probe));
  }

  private conclude(worker: Worker, { outcome, message }: CheckResult): void {
    const { container, type, probe } = worker;
    const { host } = this;
    const title = titles[type];
    if (outcome === "error") {
      host.warn(container, "Unhealthy", `${title} probe errored and resulted in unknown state: ${message}`);
      return;
    }
    worker.unchecked = false;
    const success = outcome !== "failure";
    worker.resultRun = worker.lastResult === success ? worker.resultRun + 1 : 1;
    worker.lastResult = success;
    const consecutive = worker.resultRun;
    const threshold = success ? probe.successThreshold || 1 : probe.failureThreshold || 3;
    const reached = consecutive >= threshold;
    const decisive = reached && this.changes(worker, success);
    const results = container.probes[type] ?? [];
    const probes = { ...container.probes };
    probes[type] = [...results.slice(-11), { time: host.now(), success }];
    container.probes = probes;
    if (decisive) this.decide(worker, success);
    host.record({
      type: "Probe",
      pod: `${host.pod.metadata.namespace}/${host.pod.metadata.name}`,
      container: container.spec.name,
      probe: type,
      handler: handlerOf(probe),
      success,
      ...(message !== undefined && { message }),
      consecutive,
      threshold,
      decisive,
    });
    if (!success) host.warn(container, "Unhealthy", `${title} probe failed: ${message ?? ""}`);
    if (outcome === "warning") host.warn(container, "ProbeWarning", `${title} probe warning: ${message}`);
    if (decisive) host.wake();
    if (reached && (type === "startup" || (type === "liveness" && !success))) {
      worker.onHold = true;
      worker.resultRun = 0;
    }
  }

  /** Whether a published result is another than the one that stands. */
  private changes({ type, container }: Worker, success: boolean): boolean {
    if (type === "readiness") return container.ready !== success;
    return type === "startup" || !success;
  }

  private decide({ type, container }: Worker, success: boolean): void {
    if (type === "readiness") {
      container.ready = success;
    } else if (!success) {
      container.unhealthy = type;
    } else if (type === "startup") {
      container.started = true;
      container.ready = !container.spec.readinessProbe;
      for (const other of this.of(container)) if (other.type !== "startup") this.arm(other);
    }
  }
}

function periodOf({ periodSeconds }: Probe): VirtualMillis {
  return (periodSeconds || 10) * 1000;
}
