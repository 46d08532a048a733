import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { applyDefaults } from "../apiserver/defaulting/index.ts";
import { SchedulerCache } from "../scheduler/cache/schedulerCache.ts";
import { defaultSchedulerName, type SchedulerConfiguration } from "../scheduler/config/schedulerConfiguration.ts";
import { createPodInfo, podKey } from "../scheduler/framework/podInfo.ts";
import { defaultConstraintsOf } from "../scheduler/plugins/podtopologyspread/constraints.ts";
import { type SpreadDomains, spreadDomains } from "../scheduler/plugins/podtopologyspread/domains.ts";

/**
 * How a Pod's topology spread constraints count the cluster, domain by domain; the strict ones first. A Pod without
 * constraints has those of its scheduler's profile.
 *
 * `objects`: the cluster at the moment, as stored; the Pod itself may be among them and does not count. `configuration`: a
 * KubeSchedulerConfiguration, or {} for the default.
 */
export function explainSpread(
  pod: Pod,
  objects: readonly KubernetesObject[],
  configuration: SchedulerConfiguration = {},
): readonly SpreadDomains[] {
  const cache = new SchedulerCache();
  for (const object of objects) {
    const isTheOne = object.kind === "Pod" && podKey(object as Pod) === podKey(pod);
    if (!isTheOne) cache.apply(applyDefaults(object));
  }
  const info = createPodInfo(applyDefaults(pod));
  const defaults = defaultConstraintsOf(spreadArgs(pod, configuration));
  return (["DoNotSchedule", "ScheduleAnyway"] as const).flatMap((kind) => spreadDomains(info, kind, defaults, cache));
}

/** What the Pod's profile says to PodTopologySpread. */
function spreadArgs({ spec }: Pod, { profiles = [] }: SchedulerConfiguration): object {
  const name = spec.schedulerName ?? defaultSchedulerName;
  const profile = profiles.find(({ schedulerName = defaultSchedulerName }) => schedulerName === name);
  return profile?.pluginConfig?.find((entry) => entry.name === "PodTopologySpread")?.args ?? {};
}
