import { defaultPlugins } from "../defaultPlugins.ts";

/** A plugin in a PluginSet; weight 0 or none means 1 for a scoring plugin. */
export interface PluginReference {
  readonly name: string;
  readonly weight?: number;
}

export interface PluginSet {
  readonly enabled?: readonly PluginReference[];
  readonly disabled?: readonly PluginReference[];
}

/** The extension points that a profile can configure one by one. */
export type ExtensionPoint =
  | "preEnqueue"
  | "queueSort"
  | "preFilter"
  | "filter"
  | "postFilter"
  | "preScore"
  | "score"
  | "reserve"
  | "permit"
  | "preBind"
  | "bind"
  | "postBind";

export interface SchedulerProfile {
  readonly schedulerName?: string;
  readonly percentageOfNodesToScore?: number;
  readonly plugins?: { readonly [point in ExtensionPoint | "multiPoint"]?: PluginSet };
  readonly pluginConfig?: readonly { readonly name: string; readonly args?: object }[];
}

/** KubeSchedulerConfiguration (kubescheduler.config.k8s.io/v1): the part that changes decisions. */
export interface SchedulerConfiguration {
  readonly percentageOfNodesToScore?: number;
  readonly podInitialBackoffSeconds?: number;
  readonly podMaxBackoffSeconds?: number;
  readonly profiles?: readonly SchedulerProfile[];
}

export const defaultSchedulerName = "default-scheduler";

/** The default plugins with a profile's changes: what it replaces keeps its place, what it adds comes last. */
export function mergedMultiPoint(custom: PluginSet | undefined): readonly PluginReference[] {
  const disabled = new Set((custom?.disabled ?? []).map(({ name }) => name));
  const replacing = new Map((custom?.enabled ?? []).map((plugin) => [plugin.name, plugin]));
  const result: PluginReference[] = [];
  if (!disabled.has("*")) {
    for (const plugin of defaultPlugins) {
      if (disabled.has(plugin.name)) continue;
      result.push(replacing.get(plugin.name) ?? plugin);
      replacing.delete(plugin.name);
    }
  }
  result.push(...replacing.values());
  return result;
}

/**
 * The order of plugins at one extension point: first those that the point names and that come by default too, in the
 * point's order; then the other defaults; then what only the point names.
 *
 * Models expandMultiPointPlugins of pkg/scheduler/framework/runtime (v1.34).
 */
export function expandPoint(
  multiPoint: readonly PluginReference[],
  point: PluginSet | undefined,
  implementsPoint: (name: string) => boolean,
): readonly string[] {
  const enabled = (point?.enabled ?? []).map(({ name }) => name);
  const disabled = new Set((point?.disabled ?? []).map(({ name }) => name));
  if (disabled.has("*")) return enabled;
  const defaults = multiPoint.map(({ name }) => name).filter((name) => implementsPoint(name) && !disabled.has(name));
  const overriding = enabled.filter((name) => defaults.includes(name));
  return [
    ...overriding,
    ...defaults.filter((name) => !enabled.includes(name)),
    ...enabled.filter((name) => !overriding.includes(name)),
  ];
}
