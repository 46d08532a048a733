import type { PersistentVolume, PersistentVolumeClaim } from "../../api/storage.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { CycleState } from "../framework/cycleState.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { messageOf } from "../framework/status.ts";
import { volumeBindingsOf, withClaim, withNode } from "../plugins/volumebinding/volumeBinding.ts";
import { bind, postBind, preBind, unreserve } from "../runtime/bindingCycle.ts";
import type { Profile } from "../runtime/profile.ts";
import { handleFailure } from "./failure.ts";
import type { AttemptTrace, SchedulerParts } from "./schedulerContext.ts";
import { volumeBindPoll, volumeBindTimeout } from "./timing.ts";

const bindCompleted = "pv.kubernetes.io/bind-completed";

/** A Pod on its way from the decision to the binding. */
export interface Placement {
  readonly profile: Profile;
  readonly pod: PodInfo;
  readonly node: NodeInfo;
  readonly state: CycleState;
  readonly trace: AttemptTrace;
}

/**
 * Takes everything back that the attempt claimed, and puts the Pod back to a queue.
 *
 * Models handleBindingCycleError of pkg/scheduler/schedule_one.go (v1.34).
 */
export function abandon(
  parts: SchedulerParts,
  { profile, pod, node, state, trace }: Placement,
  message: string,
  refusedBy: readonly string[] = [],
): void {
  unreserve(profile, state, pod, node);
  trace.phase("Unreserve", "pass", { plugins: profile.reserve.map(({ name }) => name), message });
  parts.cache.forget(pod.key);
  parts.queue.clusterEvent({ kind: "Pod", action: "Delete", label: "AssignedPodDelete", before: placed(pod, node) });
  const isError = refusedBy.length === 0;
  handleFailure(parts, pod, { message, refusedBy, isError, nominatedNode: isError ? null : "" });
}

function placed({ pod }: PodInfo, { name }: NodeInfo) {
  return { ...pod, spec: { ...pod.spec, nodeName: name } };
}

/**
 * From the assumption to the bound Pod, beside the scheduling of other Pods.
 *
 * Models bindingCycle of pkg/scheduler/schedule_one.go (v1.34).
 */
export function* runBindingCycle(parts: SchedulerParts, placement: Placement): Process {
  const { profile, pod, node, state, trace } = placement;
  const volumesRefused = yield* bindVolumes(parts, placement);
  if (volumesRefused !== null) {
    trace.phase("PreBind", "refuse", { plugins: ["VolumeBinding"], message: volumesRefused });
    abandon(parts, placement, `running PreBind plugin "VolumeBinding": ${volumesRefused}`);
    return;
  }
  const preBindRefusal = preBind(profile, state, pod, node);
  if (preBindRefusal) {
    const message = messageOf(preBindRefusal.status);
    trace.phase("PreBind", "refuse", { plugins: [preBindRefusal.plugin], message });
    abandon(parts, placement, `running PreBind plugin "${preBindRefusal.plugin}": ${message}`);
    return;
  }
  const { plugin, rejection } = bind(profile, state, pod, node);
  if (rejection || plugin === null) {
    const message = rejection ? messageOf(rejection.status) : "no bind plugin bound the Pod";
    trace.phase("Bind", "refuse", { plugins: plugin ? [plugin] : [], message });
    abandon(parts, placement, `binding rejected: running Bind plugin "${plugin ?? ""}": ${message}`);
    return;
  }
  trace.phase("Bind", "pass", { plugins: [plugin] });
  const bound = yield* parts.client.bind(pod.namespace, pod.name, node.name);
  if (!bound.ok) {
    const { message } = bound.status;
    trace.phase("Bind", "refuse", { plugins: [plugin], message });
    abandon(parts, placement, `binding rejected: running Bind plugin "${plugin}": ${message}`);
    return;
  }
  parts.client.event(pod.pod, "Normal", "Scheduled", `Successfully assigned ${pod.key} to ${node.name}`, {
    component: "default-scheduler",
    action: "Binding",
  });
  postBind(profile, state, pod, node);
  trace.phase("PostBind", profile.postBind.length > 0 ? "pass" : "skip", {
    plugins: profile.postBind.map(({ name }) => name),
  });
  parts.queue.done(pod.key);
}

/**
 * Writes which volume each claim gets, or on which node it is to be provisioned, and waits until all are bound; the
 * refusal's text when that does not work out.
 *
 * Models BindPodVolumes of pkg/scheduler/framework/plugins/volumebinding (v1.34).
 */
function* bindVolumes({ client, cache, context }: SchedulerParts, placement: Placement): Process<string | null> {
  const { state, node, trace } = placement;
  const volumes = volumeBindingsOf(state, node.name);
  if (!volumes) {
    trace.phase("PreBind", "skip", { plugins: [] });
    return null;
  }
  trace.phase("PreBind", "pass", { plugins: ["VolumeBinding"] });
  for (const { claim, volume } of volumes.static) {
    const written = yield* client.update<PersistentVolume>(withClaim(volume, claim));
    if (!written.ok) return written.status.message;
  }
  for (const claim of volumes.provision) {
    const written = yield* client.update<PersistentVolumeClaim>(withNode(claim, node.name));
    if (!written.ok) return written.status.message;
  }
  const claims = [...volumes.static.map(({ claim }) => claim), ...volumes.provision];
  const keys = claims.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const deadline = context.now() + volumeBindTimeout;
  while (context.now() < deadline) {
    const current = keys.map((key) => cache.volumes.claim(key));
    const missing = current.indexOf(undefined);
    if (missing >= 0) return `binding volumes: persistentvolumeclaim "${claims[missing]!.metadata.name}" not found`;
    if (current.every((claim) => claim?.spec?.volumeName && claim.metadata.annotations?.[bindCompleted])) return null;
    yield { sleep: volumeBindPoll };
  }
  return "binding volumes: context deadline exceeded";
}
