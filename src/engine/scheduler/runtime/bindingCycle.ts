import type { CycleState } from "../framework/cycleState.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { type Rejection, success } from "../framework/status.ts";
import type { Profile } from "./profile.ts";

/**
 * The extension points after the choice of a node, as scheduleOne runs them: Reserve and Permit in the scheduling cycle,
 * PreBind, Bind and PostBind in the binding cycle. Each gives the first refusal, or null. Whoever gets a refusal calls
 * `unreserve` and forgets the assumption.
 *
 * Models the Run…Plugins functions of pkg/scheduler/framework/runtime (v1.34).
 */
export function reserve(profile: Profile, state: CycleState, pod: PodInfo, node: NodeInfo): Rejection | null {
  return firstRefusal(profile.reserve, (plugin) => plugin.reserve(state, pod, node));
}

/** Gives back what was reserved, in reverse order. */
export function unreserve(profile: Profile, state: CycleState, pod: PodInfo, node: NodeInfo): void {
  for (const plugin of profile.reserve.toReversed()) plugin.unreserve(state, pod, node);
}

/** A refusal, or the plugins that want the Pod to wait. */
export function permit(
  profile: Profile,
  state: CycleState,
  pod: PodInfo,
  node: NodeInfo,
): { readonly rejection: Rejection | null; readonly waitingFor: readonly string[] } {
  const waitingFor: string[] = [];
  const rejection = firstRefusal(profile.permit, (plugin) => {
    const status = plugin.permit(state, pod, node);
    if (status.code !== "Wait") return status;
    waitingFor.push(plugin.name);
    return success;
  });
  return { rejection, waitingFor };
}

export function preBind(profile: Profile, state: CycleState, pod: PodInfo, node: NodeInfo): Rejection | null {
  return firstRefusal(profile.preBind, (plugin) => plugin.preBind(state, pod, node));
}

/** The first Bind plugin that does not Skip decides; its name, or its refusal. */
export function bind(
  profile: Profile,
  state: CycleState,
  pod: PodInfo,
  node: NodeInfo,
): { readonly rejection: Rejection | null; readonly plugin: string | null } {
  for (const plugin of profile.bind) {
    const status = plugin.bind(state, pod, node);
    if (status.code === "Skip") continue;
    const { name } = plugin;
    return status === success
      ? { rejection: null, plugin: name }
      : { rejection: { plugin: name, status }, plugin: name };
  }
  return { rejection: null, plugin: null };
}

export function postBind(profile: Profile, state: CycleState, pod: PodInfo, node: NodeInfo): void {
  for (const plugin of profile.postBind) plugin.postBind(state, pod, node);
}

function firstRefusal<T extends { readonly name: string }>(
  plugins: readonly T[],
  ask: (plugin: T) => Rejection["status"],
): Rejection | null {
  for (const plugin of plugins) {
    const status = ask(plugin);
    if (status !== success && status.code !== "Skip") return { plugin: plugin.name, status };
  }
  return null;
}
