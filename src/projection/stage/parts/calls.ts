import type { Scene } from "../../model.ts";
import { lineLength, pointAt, round } from "../geometry.ts";
import type { StageLayout } from "../layout.ts";
import { checkAt, progress } from "../timing.ts";
import { edgeBetween } from "./edges.ts";
import { pillHeight, pillWidth, type TokenFrame } from "./tokens.ts";

/** What the kubelet says inside of its node: to the container runtime, and to the containers that it checks. */
export function callsAt(layout: StageLayout, scene: Scene, share: number, still: boolean): readonly TokenFrame[] {
  return [...runtimeCall(layout, scene, share), ...checks(layout, scene, share, still)];
}

/** The call that the kubelet makes of the container runtime: on its edge as long as it lasts. */
function runtimeCall(layout: StageLayout, scene: Scene, share: number): TokenFrame[] {
  const edge = scene.pod?.call ? edgeBetween(layout, "kubelet", "containerd") : undefined;
  if (!edge || !scene.pod?.call) return [];
  const label = scene.pod.call.replace(/ .*\//, " ");
  const { x, y } = pointAt(edge.points, 0.5);
  return [
    {
      id: `call:${label}`,
      x: round(Math.max(x, pillWidth(label) / 2 + 12)),
      y: round(y),
      label,
      kind: "call",
      ok: true,
      opacity: round(progress(share, 0, 0.08) * 10) / 10,
    },
  ];
}

/** The kubelet's check of a container on its way there, and the answer on its way back, where their line runs inside of the Pod. */
function checks(layout: StageLayout, { probe }: Scene, share: number, still: boolean): TokenFrame[] {
  const edge = probe ? edgeBetween(layout, "kubelet", `container/${probe.container}`) : undefined;
  if (!edge || !probe) return [];
  const { isAnswer, at } = checkAt(share, still);
  const label = isAnswer ? probe.answer : probe.call.length > 26 ? `${probe.call.slice(0, 25)}…` : probe.call;
  const points = edge.points.slice(-3);
  const whole = lineLength(points);
  const [first, last] = [pillWidth(label) / 2 + 8, pillHeight / 2 + 4];
  const from = Math.min(first, whole / 2);
  const to = Math.max(from, whole - last);
  const { x, y } = pointAt(points, (from + (to - from) * (isAnswer ? 1 - at : at)) / whole);
  return [
    {
      id: `check:${label}`,
      x: round(x),
      y: round(y),
      label,
      kind: isAnswer ? "response" : "request",
      ok: !isAnswer || probe.ok,
      opacity: still ? 1 : round(progress(share, 0, 0.05) * 10) / 10,
    },
  ];
}
