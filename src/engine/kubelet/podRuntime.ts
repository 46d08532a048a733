import type { Pod, ResourceRequirements } from "../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../kernel/clock.ts";
import { type Process, until } from "../kernel/simulator.ts";
import { containersOf, hexId, type RunningContainer } from "./containers.ts";
import type { KubeletEvent } from "./events.ts";
import type { Machine } from "./machine.ts";
import { PodRecorder } from "./podRecorder.ts";
import { type Behaviour, behaviourInRun } from "./runtimeModel.ts";
import { timing } from "./timing.ts";
import { bytesOf, type PodUsage } from "./usage.ts";

/** What hears of a container's beginning and end: the kubelet, as long as it runs. */
export interface ContainerWatcher {
  containerStarted(container: RunningContainer): void;
  containerStopped(container: RunningContainer): void;
  /** The runtime's state has changed: the next relist will see it. */
  runtimeChanged(): void;
}

interface KnownBehaviour extends Pick<RunningContainer, "spec" | "instances" | "adopted"> {
  readonly labels: Pod["metadata"]["labels"];
  readonly podSpec: Pod["spec"];
  readonly behaviour: Behaviour;
}

/** A process that SIGTERM ends, takes so long. */
const defaultShutdown: VirtualMillis = 250;

type Cri = Extract<KubeletEvent, { type: "CRI" }>;
type CriCall = Cri["call"];

/**
 * A Pod as the container runtime of its node has it: the sandbox and the containers. It outlives the kubelet's process,
 * which only calls it and looks at it; containers end as the runtime model says.
 */
export class PodRuntime {
  readonly containers: RunningContainer[];
  readonly recorder: PodRecorder;
  /** The pause container: whether it runs, and how many there have been. */
  readonly sandbox = { ready: false, attempts: 0 };
  /** Whether the Pod's volumes are mounted. */
  mounted = false;
  /** emptyDir → bytes, as last seen. */
  private readonly volumes = new Map<string, number>();
  private watcher: ContainerWatcher | null = null;
  /** What the model said of each container last, and of what: probes ask every few seconds. */
  private readonly behaviours = new Map<RunningContainer, KnownBehaviour>();
  private readonly exitWaiters = new Map<RunningContainer, (() => void)[]>();

  constructor(
    readonly machine: Machine,
    /** The newest that is known of the object: its labels say which behaviours are meant. */
    public pod: Pod,
  ) {
    this.containers = containersOf(pod);
    this.recorder = new PodRecorder(machine, pod, this.containers);
  }

  /** Who hears of changes from now on; a kubelet that has ended hears no more. */
  watch(watcher: ContainerWatcher): void {
    this.watcher = watcher;
  }

  behaviour(container: RunningContainer): Behaviour {
    const { spec, instances, adopted } = container;
    const { metadata, spec: podSpec } = this.pod;
    const known = this.behaviours.get(container);
    if (known?.spec === spec && known.instances === instances && known.adopted === adopted)
      if (known.labels === metadata.labels && known.podSpec === podSpec) return known.behaviour;
    const kind = adopted ? "adopted" : container.kind;
    const behaviour = behaviourInRun(this.machine.model.behaviour(this.pod, spec, kind), instances);
    this.behaviours.set(container, { spec, instances, adopted, labels: metadata.labels, podSpec, behaviour });
    return behaviour;
  }

  /** CRI CreateContainer: a new instance, which does not run yet. */
  *create(container: RunningContainer): Process {
    this.call(container, "CreateContainer", timing.create);
    yield { sleep: timing.create };
    if (container.ended) container.lastEnded = container.ended;
    container.ended = undefined;
    container.purged = false;
    container.adopted = false;
    container.state = "created";
    container.instances++;
    container.id = `containerd://${hexId(this.recorder.uid, container.spec.name, container.instances)}`;
    this.answer(container, "CreateContainer", {});
  }

  /** CRI StartContainer; the runtime's refusal, or null. */
  *start(container: RunningContainer): Process<string | null> {
    const { startError } = this.behaviour(container);
    this.call(container, "StartContainer", timing.start);
    yield { sleep: timing.start };
    if (startError !== undefined) {
      const message = `failed to start container "${(container.id ?? "").slice(13)}": ${startError}`;
      // containerd tells a process that never was as started when time began.
      container.startedAt = virtualTime("1970-01-01T00:00:00Z") ?? 0;
      this.end(container, 128, "StartError", message);
      container.startError = { reason: "RunContainerError", message };
      this.answer(container, "StartContainer", { ok: false, message });
      this.watcher?.runtimeChanged();
      return message;
    }
    container.startedAt = this.machine.context.now();
    container.state = "running";
    container.startError = undefined;
    this.watcher?.containerStarted(container);
    this.armExit(container);
    this.answer(container, "StartContainer", {});
    this.watcher?.runtimeChanged();
    return null;
  }

  /** CRI StopContainer: SIGTERM now, SIGKILL after `timeout`. */
  *stop(container: RunningContainer, timeout: VirtualMillis): Process {
    if (container.state !== "running") return;
    const { sigterm = defaultShutdown, sigtermExitCode = 0 } = this.behaviour(container);
    const obeys = sigterm !== "ignored" && sigterm <= timeout;
    const takes = obeys ? sigterm : timeout;
    this.call(container, "StopContainer", takes);
    const timer = this.machine.context.after(takes, () => {
      if (obeys) this.exit(container, sigtermExitCode, sigtermExitCode === 0 ? "Completed" : "Error");
      else this.exit(container, 137, "Error");
    });
    yield* this.exited(container);
    timer();
    this.answer(container, "StopContainer", {});
  }

  /** CRI UpdateContainerResources: the running process is held to other amounts from now on. */
  *updateResources(container: RunningContainer, resources: ResourceRequirements | undefined): Process {
    this.call(container, "UpdateContainerResources", timing.update);
    yield { sleep: timing.update };
    const { resources: _, ...spec } = container.spec;
    Object.assign(container, { spec: { ...spec, ...(resources && { resources }) } });
    this.answer(container, "UpdateContainerResources", {});
    if (container.state !== "running") return;
    // Another limit is another moment at which memory passes it.
    container.cancelExit?.();
    this.armExit(container);
  }

  /** Waits until a container has ended. */
  *exited(container: RunningContainer): Process {
    if (container.state !== "running") return;
    yield* until<void>((resume) => {
      const waiters = this.exitWaiters.get(container) ?? [];
      this.exitWaiters.set(container, [...waiters, () => resume(undefined)]);
    });
  }

  /** How long a container's process has been running; what ran before the scenario counts from its beginning. */
  ageOf({ startedAt = 0 }: RunningContainer): VirtualMillis {
    return this.machine.context.now() - Math.max(0, startedAt);
  }

  /** What the running containers use, and the emptyDirs hold, as far as the scenario tells. */
  usage(): PodUsage {
    const running = this.containers.filter(({ state }) => state === "running");
    return {
      containers: running.map((container) => {
        const { memory = [], disk = [], pids = [] } = this.behaviour(container);
        const age = this.ageOf(container);
        const layer = disk.filter(({ volume }) => volume === undefined);
        return {
          name: container.spec.name,
          requests: container.spec.resources?.requests,
          limits: container.spec.resources?.limits,
          memory: latest(memory, age)?.bytes ?? 0,
          disk: latest(layer, age)?.bytes ?? 0,
          pids: latest(pids, age)?.count ?? 1,
        };
      }),
      volumes: this.seeVolumes(),
    };
  }

  /** What was written into an emptyDir stays, whoever of the Pod's containers has ended since. */
  private seeVolumes(): PodUsage["volumes"] {
    const running = this.containers.filter(({ state }) => state === "running");
    return (this.pod.spec.volumes ?? [])
      .filter(({ emptyDir }) => emptyDir)
      .map(({ name, emptyDir }) => {
        const told = running.flatMap((container) => {
          const { disk = [] } = this.behaviour(container);
          return (
            latest(
              disk.filter(({ volume }) => volume === name),
              this.ageOf(container),
            )?.bytes ?? []
          );
        });
        const bytes = told.length > 0 ? told.reduce((sum, each) => sum + each, 0) : (this.volumes.get(name) ?? 0);
        this.volumes.set(name, bytes);
        return { name, bytes, inMemory: emptyDir?.medium === "Memory" };
      });
  }

  /** With the sandbox go the containers that ran before the app's: they start again, the first as its next instance. */
  purgeInitContainers(): void {
    for (const [index, container] of this.containers.entries()) {
      if (container.kind !== "init" && container.kind !== "sidecar") continue;
      container.purged = true;
      if (container.kind === "init" && index > 0) container.instances = 0;
    }
  }

  /** The pause container is gone, and with it the network namespace; the other containers don't notice. */
  loseSandbox(): void {
    this.sandbox.ready = false;
    this.watcher?.runtimeChanged();
  }

  /** The machine's power is cut: nothing runs any more, and how it ended nobody has seen. */
  powerOff(): void {
    this.sandbox.ready = false;
    this.mounted = false;
    this.watcher = null;
    this.exitWaiters.clear();
    for (const container of this.containers)
      if (container.state === "running" || container.state === "created") this.end(container, 255, "Unknown");
  }

  /** Sets the timer of a running container's own end. */
  armExit(container: RunningContainer): void {
    const age = this.ageOf(container);
    const { runs = [], memory = [], disk = [], pids = [] } = this.behaviour(container);
    for (const { from } of [...memory, ...disk, ...pids]) if (from >= age) this.machine.usageChanges(from - age);
    const limit = bytesOf(container.spec.resources?.limits?.memory);
    const tooMuch = limit === null ? undefined : memory.find(({ bytes }) => bytes > limit);
    const told = runs[Math.min(container.instances, runs.length) - 1];
    const run =
      tooMuch && tooMuch.from < (told?.exitAfter ?? Number.POSITIVE_INFINITY)
        ? { exitAfter: tooMuch.from, exitCode: 137, reason: "OOMKilled" }
        : told;
    if (run?.exitAfter === undefined) return;
    const { exitAfter, exitCode = 0, reason = exitCode === 0 ? "Completed" : "Error" } = run;
    const message = run === told ? told.message : undefined;
    const delay = Math.max(0, exitAfter - age);
    container.cancelExit = this.machine.context.after(delay, () => this.exit(container, exitCode, reason, message));
  }

  private exit(container: RunningContainer, exitCode: number, reason: string, message?: string): void {
    if (container.state !== "running") return;
    this.end(container, exitCode, reason, message);
    this.recorder.write(this.machine.containerd, {
      type: "ContainerExited",
      pod: this.recorder.pod,
      container: container.spec.name,
      exitCode,
      reason,
    });
    for (const resume of this.exitWaiters.get(container) ?? []) resume();
    this.exitWaiters.delete(container);
    this.watcher?.runtimeChanged();
  }

  private end(container: RunningContainer, exitCode: number, reason: string, message?: string): void {
    const now = this.machine.context.now();
    this.seeVolumes();
    container.cancelExit?.();
    container.cancelExit = undefined;
    container.state = "exited";
    const { startedAt = now, id = "" } = container;
    container.ended = { exitCode, reason, ...(message !== undefined && { message }), startedAt, finishedAt: now, id };
    this.watcher?.containerStopped(container);
  }

  private call(container: RunningContainer, call: CriCall, duration: VirtualMillis): void {
    this.recorder.write(this.machine.kubelet, { ...this.about(container), call, phase: "call", duration });
  }

  private answer(
    container: RunningContainer,
    call: CriCall,
    { ok = true, message }: { readonly ok?: boolean; readonly message?: string },
  ): void {
    const event = { ...this.about(container), call, phase: "return" as const, ok, ...(message && { message }) };
    this.recorder.write(this.machine.containerd, event);
  }

  about({ spec, kind }: RunningContainer): Pick<Cri, "type" | "pod" | "container" | "containerKind" | "image"> {
    const { pod } = this.recorder;
    return { type: "CRI", pod, container: spec.name, containerKind: kind, image: spec.image ?? "" };
  }
}

/** The last that has begun. */
function latest<T extends { readonly from: VirtualMillis }>(told: readonly T[], age: VirtualMillis): T | undefined {
  return told.filter(({ from }) => from <= age).at(-1);
}
