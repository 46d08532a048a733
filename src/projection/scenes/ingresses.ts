import type { IngressTraffic, Records } from "../../engine/index.ts";
import type { IngressScene } from "../model.ts";
import { percentsOf } from "../percents.ts";
import { byName } from "../records.ts";

const prefix = "ingress/";

const trafficAt = (records: Records): IngressTraffic[] =>
  [...records]
    .filter(([key]) => key.startsWith(prefix))
    .sort(([a], [b]) => byName(a, b))
    .map(([, value]) => value as IngressTraffic);

/** The main Ingresses with what is behind them, as ingress-nginx counts it. */
export function ingressScenes(records: Records): IngressScene[] {
  return trafficAt(records).map(({ name, namespace, class: served, hosts, backends, window }) => {
    const recent = backends.reduce((sum, backend) => sum + backend.recent, 0);
    const percents = percentsOf(backends.map((backend) => backend.recent));
    return {
      key: `/registry/ingress/${namespace}/${name}`,
      name,
      namespace,
      class: served,
      hosts,
      backends: backends.map((backend, at) => ({
        service: `${namespace}/${backend.service}`,
        role: backend.role,
        by: backend.by,
        recent: backend.recent,
        failed: backend.failed,
        share: recent === 0 ? null : backend.recent / recent,
        percent: percents?.[at] ?? null,
      })),
      window,
      recent,
    };
  });
}

/** Requests in the window by Pod, through whichever Ingress. */
export function requestsByPod(records: Records): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { pods } of trafficAt(records))
    for (const [pod, count] of Object.entries(pods)) counts.set(pod, (counts.get(pod) ?? 0) + count);
  return counts;
}
