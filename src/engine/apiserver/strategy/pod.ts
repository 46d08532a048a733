import type { Pod } from "../../api/pod.ts";

export function preparePodForCreate(pod: Pod): Pod {
  return { ...pod, status: { phase: "Pending", qosClass: "Burstable" } };
}
