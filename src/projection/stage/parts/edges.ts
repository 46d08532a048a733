import type { Scene } from "../../model.ts";
import { pathOf, round } from "../geometry.ts";
import type { Edge, StageLayout } from "../layout.ts";
import type { NodeFrame } from "../reveal/nodes.ts";
import { indexIn, namesOf } from "./nodeIndex.ts";

export interface EdgeFrame {
  readonly id: string;
  readonly path: string;
  readonly state: "past" | "now" | "next" | "idle" | "quiet" | "quietNext";
  readonly opacity: number;
  /** Where it says how much passes, pixels. */
  readonly width?: number;
}

export function edgeBetween(layout: StageLayout, a: string, b: string): Edge | undefined {
  return layout.edges.find((edge) => (edge.from === a && edge.to === b) || (edge.from === b && edge.to === a));
}

export function edgesAt(
  layout: StageLayout,
  scene: Scene,
  nodes: readonly NodeFrame[],
  share: number,
  shift: number,
): EdgeFrame[] {
  const busy = new Set<string>();
  for (const move of scene.moves) {
    const edge = edgeBetween(layout, move.from, move.to);
    if (edge && share >= move.start) busy.add(edge.id);
  }
  const frames: EdgeFrame[] = [];
  const settled = new Set(["kubectl", "apiServer", "etcd", "scheduler", "kubelet", "containerd", "pod"]);
  for (const edge of layout.edges) {
    let state: EdgeFrame["state"] = "idle";
    if (edge.id.startsWith("scan-")) {
      const node = nodes[indexIn(namesOf(scene), edge.to.slice("node/".length))];
      if (!node || node.state === "resting") continue;
      const scored = scene.nodes.some((other) => other.columns.length > 0 || other.state === "picked");
      if (scored && node.state === "refused") continue;
      state = node.current ? "now" : node.state === "toCome" ? "next" : "past";
    } else if (edge.quiet) {
      const container = scene.pod?.containers.find((one) => `container/${one.name}` === edge.to);
      state = container && container.state !== "absent" ? "quiet" : "quietNext";
    } else if (
      busy.has(edge.id) ||
      (edge.id === "kubelet-containerd" && scene.pod?.call) ||
      edge.to.startsWith("container/")
    ) {
      state = "now";
    } else if (edge.to.startsWith("node/") && layout.mode === "talk") {
      const said = scene.nodes.find((node) => `node/${node.name}` === edge.to);
      if (said?.state !== "picked") continue;
      state = "next";
    } else if (scene.act >= 4 && settled.has(edge.from) && (settled.has(edge.to) || layout.mode === "kubelet")) {
      state = "past";
    }
    frames.push({ id: edge.id, path: pathOf(edge.points), state, opacity: shift === 1 ? 1 : round(shift * 10) / 10 });
  }
  // What happens now is drawn last, over the trunks that it shares.
  const rank = { quietNext: 0, quiet: 0, next: 1, idle: 1, past: 2, now: 3 } as const;
  return frames.sort((a, b) => rank[a.state] - rank[b.state]);
}
