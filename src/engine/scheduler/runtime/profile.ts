import {
  defaultSchedulerName,
  type ExtensionPoint,
  expandPoint,
  mergedMultiPoint,
  type PluginReference,
  type SchedulerConfiguration,
  type SchedulerProfile,
} from "../config/schedulerConfiguration.ts";
import type { CycleState } from "../framework/cycleState.ts";
import type {
  AnyPlugin,
  BindPlugin,
  Chooser,
  FilterPlugin,
  Handle,
  PermitPlugin,
  PostBindPlugin,
  PostFilterPlugin,
  PreBindPlugin,
  PreEnqueuePlugin,
  PreFilterPlugin,
  PreScorePlugin,
  QueueSortPlugin,
  ReservePlugin,
  ScorePlugin,
} from "../framework/interface.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import type { Snapshot } from "../framework/snapshot.ts";
import { type Rejection, success } from "../framework/status.ts";
import { type PluginFactory, registry } from "../registry.ts";
import type { SchedulingObserver } from "./observer.ts";

/**
 * A profile: its plugins at each extension point, bound to a cluster. Models frameworkImpl of
 * pkg/scheduler/framework/runtime (v1.34).
 */
export class Profile implements Handle {
  readonly schedulerName: string;
  readonly percentageOfNodesToScore: number;
  readonly snapshot: Snapshot;
  readonly chooser: Chooser;
  observer: SchedulingObserver | undefined;

  readonly preEnqueue: readonly PreEnqueuePlugin[];
  readonly queueSort: QueueSortPlugin;
  readonly preFilter: readonly PreFilterPlugin[];
  readonly filter: readonly FilterPlugin[];
  readonly postFilter: readonly PostFilterPlugin[];
  readonly preScore: readonly PreScorePlugin[];
  readonly score: readonly { readonly plugin: ScorePlugin; readonly weight: number }[];
  readonly reserve: readonly ReservePlugin[];
  readonly permit: readonly PermitPlugin[];
  readonly preBind: readonly PreBindPlugin[];
  readonly bind: readonly BindPlugin[];
  readonly postBind: readonly PostBindPlugin[];
  private readonly plugins = new Map<string, AnyPlugin>();

  /** `plugins`: out-of-tree ones, by name. A profile that names an unknown plugin is an input error: see `unknownPlugins`. */
  constructor(
    profile: SchedulerProfile,
    configuration: SchedulerConfiguration,
    snapshot: Snapshot,
    chooser: Chooser,
    plugins: { readonly [name: string]: PluginFactory } = registry,
  ) {
    this.schedulerName = profile.schedulerName || defaultSchedulerName;
    this.percentageOfNodesToScore = profile.percentageOfNodesToScore ?? configuration.percentageOfNodesToScore ?? 0;
    this.snapshot = snapshot;
    this.chooser = chooser;

    const multiPoint = mergedMultiPoint(profile.plugins?.multiPoint);
    const args = new Map((profile.pluginConfig ?? []).map((entry) => [entry.name, entry.args ?? {}]));
    for (const name of pluginNames(profile, multiPoint)) {
      const factory = plugins[name];
      if (factory) this.plugins.set(name, factory(args.get(name) ?? {}, this));
    }
    const at = <T>(point: ExtensionPoint, method: string): T[] =>
      expandPoint(multiPoint, profile.plugins?.[point], (name) => method in (this.plugins.get(name) ?? {}))
        .map((name) => this.plugins.get(name))
        .filter((plugin) => plugin !== undefined && method in plugin) as T[];
    const weights = new Map<string, number>();
    for (const reference of [...multiPoint, ...(profile.plugins?.score?.enabled ?? [])]) {
      weights.set(reference.name, reference.weight || 1);
    }
    this.preEnqueue = at("preEnqueue", "preEnqueue");
    this.queueSort = at<QueueSortPlugin>("queueSort", "compare")[0]!;
    this.preFilter = at("preFilter", "preFilter");
    this.filter = at("filter", "filter");
    this.postFilter = at("postFilter", "postFilter");
    this.preScore = at("preScore", "preScore");
    this.score = at<ScorePlugin>("score", "score").map((plugin) => ({
      plugin,
      weight: weights.get(plugin.name) ?? 1,
    }));
    this.reserve = at("reserve", "reserve");
    this.permit = at("permit", "permit");
    this.preBind = at("preBind", "preBind");
    this.bind = at("bind", "bind");
    this.postBind = at("postBind", "postBind");
  }

  /** The first PreEnqueue plugin that holds the Pod back; null when it may enter the queue. */
  runPreEnqueue(pod: PodInfo): Rejection | null {
    for (const plugin of this.preEnqueue) {
      const status = plugin.preEnqueue(pod);
      if (status !== success) return { plugin: plugin.name, status };
    }
    return null;
  }

  /** The Filter plugins that take part for this Pod. */
  activeFilters(state: CycleState): readonly FilterPlugin[] {
    return this.filter.filter(({ name }) => !state.skipFilter.has(name));
  }

  /** The first Filter plugin that refuses the node; null when all pass. */
  runFilters(
    state: CycleState,
    pod: PodInfo,
    node: NodeInfo,
    filters: readonly FilterPlugin[] = this.activeFilters(state),
  ): Rejection | null {
    for (let i = 0; i < filters.length; i++) {
      const plugin = filters[i]!;
      const status = plugin.filter(state, pod, node);
      if (status !== success) return { plugin: plugin.name, status };
    }
    return null;
  }

  /**
   * Filters a node as if the Pods nominated to it, of this Pod's priority or above, were there; then as it is: they
   * might never arrive, and affinity to them must not count.
   */
  filterWithNominatedPods(
    state: CycleState,
    pod: PodInfo,
    node: NodeInfo,
    filters: readonly FilterPlugin[] = this.activeFilters(state),
  ): Rejection | null {
    if (this.snapshot.hasNominatedPods) {
      const nominated = this.snapshot.nominatedPods(node.name);
      const present = nominated.filter((other) => other.priority >= pod.priority && other.uid !== pod.uid);
      if (present.length > 0) {
        const dryState = state.clone();
        const dryNode = node.clone();
        for (const other of present) {
          dryNode.addPod(other);
          this.addPod(dryState, pod, other, dryNode);
        }
        const rejection = this.runFilters(dryState, pod, dryNode, filters);
        if (rejection) return rejection;
      }
    }
    return this.runFilters(state, pod, node, filters);
  }

  addPod(state: CycleState, pod: PodInfo, added: PodInfo, node: NodeInfo): void {
    for (const plugin of this.preFilter) {
      if (!state.skipFilter.has(plugin.name)) plugin.addPod?.(state, pod, added, node);
    }
  }

  removePod(state: CycleState, pod: PodInfo, removed: PodInfo, node: NodeInfo): void {
    for (const plugin of this.preFilter) {
      if (!state.skipFilter.has(plugin.name)) plugin.removePod?.(state, pod, removed, node);
    }
  }

  plugin(name: string): AnyPlugin | undefined {
    return this.plugins.get(name);
  }
}

/** Names in a profile that no plugin has: for whoever reads a configuration document. */
export function unknownPlugins(profile: SchedulerProfile): readonly string[] {
  return pluginNames(profile, mergedMultiPoint(profile.plugins?.multiPoint)).filter((name) => !registry[name]);
}

function pluginNames(profile: SchedulerProfile, multiPoint: readonly PluginReference[]): readonly string[] {
  const names = new Set(multiPoint.map(({ name }) => name));
  for (const [point, set] of Object.entries(profile.plugins ?? {})) {
    if (point !== "multiPoint") for (const { name } of set?.enabled ?? []) names.add(name);
  }
  return [...names];
}

/** All profiles of a configuration by scheduler name; the default profile when it has none. */
export function createProfiles(
  configuration: SchedulerConfiguration,
  snapshot: Snapshot,
  chooser: Chooser,
): ReadonlyMap<string, Profile> {
  const profiles = configuration.profiles?.length ? configuration.profiles : [{}];
  return new Map(
    profiles.map((profile) => {
      const built = new Profile(profile, configuration, snapshot, chooser);
      return [built.schedulerName, built];
    }),
  );
}
