import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import { hexId } from "./containers.ts";
import { hostIpOf, type NodeRuntime } from "./nodeRuntime.ts";
import type { PodRuntime } from "./podRuntime.ts";
import { timing } from "./timing.ts";
import { mountProblem, mountTime, sourceOf } from "./volumes.ts";

/** What setting up a Pod needs of its worker. */
export interface PodBeingSetUp {
  readonly node: NodeRuntime;
  readonly pod: Pod;
  readonly runtime: PodRuntime;
  readonly stopping: boolean;
  event(type: "Normal" | "Warning", reason: string, message: string): void;
  /** Sleeps, but not beyond the moment when the Pod is to end. */
  pause(delay: VirtualMillis, background: boolean): Process;
}

/** After so many attempts a run does not wait for the next: what is missing has to come from outside. */
const patience = 8;

/**
 * Mounts all volumes; what can't be mounted is tried again with a delay that doubles, until the Pod is to end.
 * Models the reconciler of pkg/kubelet/volumemanager (v1.34), which works side by side; here one volume follows another.
 */
export function* mountVolumes(worker: PodBeingSetUp): Process {
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

/** CRI RunPodSandbox: the pause container, and an address from the node's range. False when there is none left. */
export function* createSandbox(worker: PodBeingSetUp): Process<boolean> {
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
