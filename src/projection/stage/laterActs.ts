import { laneAt } from "./lane.ts";
import type { LaterActs } from "./layout.ts";
import { kubeletLayout } from "./layouts/kubelet.ts";
import { runningLayout } from "./layouts/running.ts";
import { linesOfRunning } from "./lines.ts";
import { callsAt } from "./parts/calls.ts";
import { revealPod } from "./reveal/pod.ts";
import { revealRunning } from "./reveal/running.ts";

export const laterActs: LaterActs = {
  kubelet: kubeletLayout,
  running: runningLayout,
  linesOfRunning,
  callsAt,
  laneAt,
  revealPod,
  revealRunning,
};
