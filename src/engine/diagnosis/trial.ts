import type { Node } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { applyDefaults } from "../apiserver/defaulting/index.ts";
import { SchedulerCache } from "../scheduler/cache/schedulerCache.ts";
import { defaultSchedulerName, type SchedulerConfiguration } from "../scheduler/config/schedulerConfiguration.ts";
import { CycleState } from "../scheduler/framework/cycleState.ts";
import type { Operands } from "../scheduler/framework/operands.ts";
import { createPodInfo, podKey } from "../scheduler/framework/podInfo.ts";
import { type Rejection, success, unresolvable } from "../scheduler/framework/status.ts";
import { firstByName } from "../scheduler/runtime/choosers.ts";
import { createProfiles, type Profile } from "../scheduler/runtime/profile.ts";
import { schedulePod } from "../scheduler/runtime/schedulePod.ts";
import { editObject } from "./editObject.ts";
import type { Change, ObjectEdit } from "./model.ts";

/** One node's answer: the first refusal (null: it fits), and the numbers behind it. */
interface Answer {
  readonly rejection: Rejection | null;
  readonly operands: Operands | null;
}

/** A copy of the cluster in which changes are tried with the same scheduler, and taken back. */
export class Trial {
  readonly profile: Profile;
  readonly pod: Pod;
  private readonly cache = new SchedulerCache();

  private constructor(pod: Pod, objects: readonly KubernetesObject[], configuration: SchedulerConfiguration) {
    for (const object of objects) {
      const isTheOne = object.kind === "Pod" && podKey(object as Pod) === podKey(pod);
      if (!isTheOne) this.cache.apply(applyDefaults(object));
    }
    const { nominatedNodeName: _, ...status } = pod.status ?? {};
    this.pod = applyDefaults({ ...pod, status });
    const profiles = createProfiles(configuration, this.cache, firstByName);
    this.profile = profiles.get(this.pod.spec.schedulerName || defaultSchedulerName)!;
  }

  /** null when no profile has the Pod's schedulerName: then no scheduler looks at it. */
  static of(pod: Pod, objects: readonly KubernetesObject[], configuration: SchedulerConfiguration): Trial | null {
    const trial = new Trial(pod, objects, configuration);
    return trial.profile ? trial : null;
  }

  node(name: string): Node {
    return this.cache.node(name)!.node;
  }

  /** The Pod with the changes made to it. */
  changedPod(changes: readonly Change[]): Pod {
    return editsOf(changes, "Pod").reduce((pod, { path, value }) => editObject(pod, path, value), this.pod);
  }

  /** Asks one node as the scheduler would: the PreFilter plugins, then the Filter plugins up to the first refusal. */
  ask(changes: readonly Change[], nodeName: string): Answer {
    return this.with(changes, () => {
      const pod = createPodInfo(this.changedPod(changes));
      const state = new CycleState();
      for (const plugin of this.profile.preFilter) {
        const { status, nodeNames } = plugin.preFilter(state, pod);
        if (status.code === "Skip") state.skipFilter.add(plugin.name);
        else if (status !== success) return { rejection: { plugin: plugin.name, status }, operands: null };
        else if (nodeNames && !nodeNames.has(nodeName)) {
          const refusal = unresolvable(`node(s) didn't satisfy plugin ${plugin.name}`);
          return { rejection: { plugin: plugin.name, status: refusal }, operands: null };
        }
      }
      const node = this.cache.node(nodeName)!;
      const rejection = this.profile.filterWithNominatedPods(state, pod, node);
      const plugin = rejection && this.profile.plugin(rejection.plugin);
      return { rejection, operands: plugin?.explain?.(state, pod, node, "Filter") ?? null };
    });
  }

  /** Runs the scheduler over the changed copy; null when the Pod still fits nowhere. */
  schedule(changes: readonly Change[]): { readonly chosen: string; readonly fits: readonly string[] } | null {
    return this.with(changes, () => {
      const pod = createPodInfo(this.changedPod(changes));
      if (this.profile.runPreEnqueue(pod)) return null;
      const fits: string[] = [];
      const { node } = schedulePod(this.profile, pod, {
        percentage: 100,
        postFilter: false,
        observer: {
          filter: ({ name }, rejection) => {
            if (rejection === null) fits.push(name);
          },
        },
      });
      return node === null ? null : { chosen: node, fits };
    });
  }

  /** What a Filter plugin compared on a node, whether or not it was reached. */
  explain(plugin: string, nodeName: string): Operands | null {
    const pod = createPodInfo(this.pod);
    const state = new CycleState();
    for (const one of this.profile.preFilter) one.preFilter(state, pod);
    return this.profile.plugin(plugin)?.explain?.(state, pod, this.cache.node(nodeName)!, "Filter") ?? null;
  }

  private with<T>(changes: readonly Change[], act: () => T): T {
    const before = new Map<string, Node>();
    for (const { name, path, value } of editsOf(changes, "Node")) {
      const node = this.node(name);
      if (!before.has(name)) before.set(name, node);
      this.cache.apply(editObject(node, path, value));
    }
    try {
      return act();
    } finally {
      for (const node of before.values()) this.cache.apply(node);
    }
  }
}

/** The edits of nodes, or those of the Pod. */
function editsOf(changes: readonly Change[], kind: "Pod" | "Node"): readonly ObjectEdit[] {
  return changes.flatMap(({ edits }) => edits.filter((edit) => (edit.kind === "Node") === (kind === "Node")));
}
