import type { LaterActs } from "./layout.ts";
import { clusterLayout } from "./layouts/cluster.ts";
import { kubeletLayout } from "./layouts/kubelet.ts";
import { revealPod } from "./reveal/pod.ts";

export const laterActs: LaterActs = { kubelet: kubeletLayout, cluster: clusterLayout, revealPod };
