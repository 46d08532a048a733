import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { applyDefaults } from "../apiserver/defaulting/index.ts";
import { SchedulerCache } from "../scheduler/cache/schedulerCache.ts";
import { createPodInfo, podKey } from "../scheduler/framework/podInfo.ts";
import { systemDefaultConstraints } from "../scheduler/plugins/podtopologyspread/constraints.ts";
import { type SpreadDomains, spreadDomains } from "../scheduler/plugins/podtopologyspread/domains.ts";

/**
 * How a Pod's topology spread constraints count the cluster, domain by domain; the strict ones first. A Pod without
 * constraints has those of the scheduler's default profile.
 *
 * `objects`: the cluster at the moment, as stored; the Pod itself may be among them and does not count.
 */
export function explainSpread(pod: Pod, objects: readonly KubernetesObject[]): readonly SpreadDomains[] {
  const cache = new SchedulerCache();
  for (const object of objects) {
    const isTheOne = object.kind === "Pod" && podKey(object as Pod) === podKey(pod);
    if (!isTheOne) cache.apply(applyDefaults(object));
  }
  const info = createPodInfo(applyDefaults(pod));
  return (["DoNotSchedule", "ScheduleAnyway"] as const).flatMap((kind) =>
    spreadDomains(info, kind, systemDefaultConstraints, cache),
  );
}
