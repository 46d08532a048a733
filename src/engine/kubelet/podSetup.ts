import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import type { ContainerLifecycle } from "./containerLifecycle.ts";
import { hexId } from "./containers.ts";
import { hostIpOf, type NodeRuntime } from "./nodeRuntime.ts";
import type { PodActions } from "./podActions.ts";
import type { PodRuntime } from "./podRuntime.ts";
import { stopContainers } from "./podTermination.ts";
import { timing } from "./timing.ts";
import { mountProblem, mountTime, sourceOf } from "./volumes.ts";
import type { WorkSignal } from "./workSignal.ts";

/** What setting up a Pod needs of its worker. */
export interface PodBeingSetUp {
  readonly node: NodeRuntime;
  readonly pod: Pod;
  readonly runtime: PodRuntime;
  readonly lifecycle: ContainerLifecycle;
  readonly signal: WorkSignal;
  readonly stopping: boolean;
  event(type: "Normal" | "Warning", reason: string, message: string): void;
  /** Sleeps, but not beyond the moment when the Pod is to end. */
  pause(delay: VirtualMillis, background: boolean): Process;
}

/** After so many attempts a run does not wait for the next: what is missing has to come from outside. */
const patience = 8;

/** cgroup and volumes: what comes once, before the sandbox. */
export function* setUpPod(worker: PodBeingSetUp): Process {
  const { recorder } = worker.runtime;
  recorder.step("cgroup", "start");
  yield { sleep: timing.cgroup };
  recorder.step("cgroup", "done");
  yield* mountVolumes(worker);
  if (!worker.stopping) worker.runtime.mounted = true;
}

/**
 * Mounts all volumes; what can't be mounted is tried again with a delay that doubles, until the Pod is to end.
 * Models the reconciler of pkg/kubelet/volumemanager (v1.34), which works side by side; here one volume follows another.
 */
function* mountVolumes(worker: PodBeingSetUp): Process {
  const { node, pod } = worker;
  const { recorder } = worker.runtime;
  let left = pod.spec.volumes ?? [];
  recorder.plan(left.map((volume) => ({ name: volume.name, source: sourceOf(volume) })));
  recorder.step("volumes", "start");
  let delay: VirtualMillis = timing.mountRetry;
  for (let tries = 1; left.length > 0; tries++) {
    const failed: typeof left = [];
    for (const volume of left) {
      const problem = yield* mountProblem(node, pod, volume);
      if (problem === null) yield { sleep: mountTime(volume) };
      recorder.mounted(volume.name, sourceOf(volume), problem);
      if (problem === null) continue;
      failed.push(volume);
      worker.event("Warning", "FailedMount", problem);
    }
    if (worker.stopping) return;
    left = failed;
    if (left.length === 0) break;
    yield* worker.pause(delay, tries > patience);
    if (worker.stopping) return;
    delay = Math.min(delay * 2, timing.mountRetryMax);
  }
  recorder.step("volumes", "done");
}

/**
 * The first sandbox, or another one: then whatever still runs is stopped, and init containers are to run again. False when
 * there is none, or the Pod is to end.
 */
export function* renewSandbox(worker: PodBeingSetUp, { replaceSandbox }: PodActions): Process<boolean> {
  const { node, runtime, lifecycle } = worker;
  if (replaceSandbox) {
    worker.event("Normal", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
    yield* stopContainers(node, runtime, lifecycle, lifecycle.podGrace());
    if (worker.stopping) return false;
    yield* stopSandbox(worker);
    runtime.purgeInitContainers();
  }
  if (!(yield* createSandbox(worker))) return false;
  worker.signal.atRelist();
  return true;
}

/** CRI RunPodSandbox: the pause container, and an address from the node's range. False when there is none left. */
function* createSandbox(worker: PodBeingSetUp): Process<boolean> {
  const { node, pod, runtime } = worker;
  const { recorder, sandbox } = runtime;
  const { machine } = node;
  const { hostNetwork } = pod.spec;
  recorder.step("sandbox", "start");
  const about = { type: "CRI", call: "RunPodSandbox", pod: recorder.pod, containerKind: "pause" } as const;
  recorder.write(machine.kubelet, { ...about, phase: "call", duration: timing.sandbox });
  yield { sleep: timing.sandbox };
  const problem = hostNetwork ? null : machine.networkProblem();
  const ip = hostNetwork ? hostIpOf(node.node()) : problem === null ? machine.addresses.allocate() : null;
  if (ip === null) {
    const id = hexId("sandbox", recorder.uid, sandbox.attempts);
    const why = problem ?? 'plugin type="bridge" failed (add): no IP addresses available in range set';
    const message = `rpc error: code = Unknown desc = failed to setup network for sandbox "${id}": ${why}`;
    recorder.write(machine.containerd, { ...about, phase: "return", ok: false, message });
    recorder.step("sandbox", "fail", { reason: "FailedCreatePodSandBox", message });
    worker.event("Warning", "FailedCreatePodSandBox", `Failed to create pod sandbox: ${message}`);
    return false;
  }
  recorder.ip = ip;
  sandbox.ready = true;
  sandbox.attempts++;
  recorder.write(machine.containerd, { ...about, phase: "return", ok: true, ...(ip !== undefined && { ip }) });
  recorder.step("sandbox", "done");
  return true;
}

/** CRI StopPodSandbox: the network is taken down, the address is free again. */
export function* stopSandbox({ node, pod, runtime }: PodBeingSetUp): Process {
  const { recorder, sandbox } = runtime;
  const { machine } = node;
  const about = { type: "CRI", call: "StopPodSandbox", pod: recorder.pod, containerKind: "pause" } as const;
  recorder.write(machine.kubelet, { ...about, phase: "call", duration: timing.stopSandbox });
  yield { sleep: timing.stopSandbox };
  sandbox.ready = false;
  if (recorder.ip && !pod.spec.hostNetwork) machine.addresses.release(recorder.ip);
  recorder.write(machine.containerd, { ...about, phase: "return", ok: true });
}
