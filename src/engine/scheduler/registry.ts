import type { AnyPlugin, Handle } from "./framework/interface.ts";
import { defaultBinder } from "./plugins/defaultbinder/defaultBinder.ts";
import { defaultPreemption } from "./plugins/defaultpreemption/defaultPreemption.ts";
import { dynamicResources } from "./plugins/dynamicresources/dynamicResources.ts";
import { imageLocality } from "./plugins/imagelocality/imageLocality.ts";
import { type InterPodAffinityArgs, interPodAffinity } from "./plugins/interpodaffinity/interPodAffinity.ts";
import { type NodeAffinityArgs, nodeAffinity } from "./plugins/nodeaffinity/nodeAffinity.ts";
import { nodeName } from "./plugins/nodename/nodeName.ts";
import { nodePorts } from "./plugins/nodeports/nodePorts.ts";
import type { BalancedAllocationArgs, NodeResourcesFitArgs } from "./plugins/noderesources/args.ts";
import { balancedAllocation } from "./plugins/noderesources/balancedAllocation.ts";
import { nodeResourcesFit } from "./plugins/noderesources/fit.ts";
import { nodeUnschedulable } from "./plugins/nodeunschedulable/nodeUnschedulable.ts";
import { nodeVolumeLimits } from "./plugins/nodevolumelimits/nodeVolumeLimits.ts";
import type { PodTopologySpreadArgs } from "./plugins/podtopologyspread/constraints.ts";
import { podTopologySpread } from "./plugins/podtopologyspread/podTopologySpread.ts";
import { prioritySort } from "./plugins/queuesort/prioritySort.ts";
import { schedulingGates } from "./plugins/schedulinggates/schedulingGates.ts";
import { taintToleration } from "./plugins/tainttoleration/taintToleration.ts";
import { volumeBinding } from "./plugins/volumebinding/volumeBinding.ts";
import { volumeRestrictions } from "./plugins/volumerestrictions/volumeRestrictions.ts";
import { volumeZone } from "./plugins/volumezone/volumeZone.ts";
import type { DefaultPreemptionArgs } from "./preemption/preempt.ts";

/** Arguments of a plugin as a KubeSchedulerConfiguration carries them: the plugin knows their type. */
export type PluginArgs = object;
export type PluginFactory = (args: PluginArgs, handle: Handle) => AnyPlugin;

/** Every in-tree plugin by name. Models pkg/scheduler/framework/plugins/registry.go (v1.34). */
export const registry: { readonly [name: string]: PluginFactory } = {
  SchedulingGates: () => schedulingGates,
  PrioritySort: () => prioritySort,
  NodeUnschedulable: () => nodeUnschedulable,
  NodeName: () => nodeName,
  TaintToleration: () => taintToleration,
  NodeAffinity: (args) => nodeAffinity(args as NodeAffinityArgs),
  NodePorts: () => nodePorts,
  NodeResourcesFit: (args) => nodeResourcesFit(args as NodeResourcesFitArgs),
  VolumeRestrictions: (_args, handle) => volumeRestrictions(handle),
  NodeVolumeLimits: (_args, handle) => nodeVolumeLimits(handle),
  VolumeBinding: (_args, handle) => volumeBinding(handle),
  VolumeZone: (_args, handle) => volumeZone(handle),
  PodTopologySpread: (args, handle) => podTopologySpread(args as PodTopologySpreadArgs, handle),
  InterPodAffinity: (args, handle) => interPodAffinity(args as InterPodAffinityArgs, handle),
  DynamicResources: () => dynamicResources,
  DefaultPreemption: (args, handle) => defaultPreemption(args as DefaultPreemptionArgs, handle),
  NodeResourcesBalancedAllocation: (args) => balancedAllocation(args as BalancedAllocationArgs),
  ImageLocality: (_args, handle) => imageLocality(handle),
  DefaultBinder: () => defaultBinder,
};
