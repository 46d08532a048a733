import type { Scene } from "../../model.ts";
import { type Box, type Point, round } from "../geometry.ts";
import type { StageLayout } from "../layout.ts";
import type { NodeFrame } from "../reveal/nodes.ts";
import { easeTravel, progress } from "../timing.ts";
import type { Viewport } from "../viewport.ts";
import { pillWidth } from "./tokens.ts";

/** What stands on the scan bus or on the edge of a card. */
export interface MarkFrame extends Point {
  readonly id: string;
  readonly kind: "refused" | "passed" | "plugin" | "crown" | "share";
  readonly label: string;
  readonly opacity: number;
}

export function marksAt(
  layout: StageLayout,
  scene: Scene,
  previous: Scene | null,
  nodes: readonly NodeFrame[],
  boxes: ReadonlyMap<string, Box>,
  share: number,
  viewport: Viewport,
): MarkFrame[] {
  const marks: MarkFrame[] = [];
  const onBus = layout.edges.some((edge) => edge.id.startsWith("scan-"));
  const scored = scene.nodes.some((node) => node.columns.length > 0 || node.state === "picked");
  let now: Point | null = null;
  for (const node of nodes) {
    const { name } = node;
    const box = boxes.get(`node/${name}`);
    if (!box) continue;
    const x = round(box.x + box.w / 2);
    if (node.crown > 0)
      marks.push({
        id: `crown-${name}`,
        kind: "crown",
        label: "",
        x,
        y: round(box.y - 16 + 6 * (1 - node.crown)),
        opacity: round(node.crown * 10) / 10,
      });
    if (!onBus || layout.bus === null || scored) continue;
    if (node.current && share < 0.6) now = { x, y: layout.bus };
    if (node.current && share < 0.6) continue;
    if (node.state === "refused" || node.state === "passed") {
      marks.push({ id: `mark-${name}`, kind: node.state, label: "", x, y: layout.bus, opacity: 1 });
    }
  }
  if (now && scene.scheduler.plugin && onBus) {
    const half = pillWidth(scene.scheduler.plugin) / 2 + 20;
    const from = previous?.nodes.find(
      (node) => node.state === "now" || node.state === "passed" || node.state === "refused",
    );
    const fromBox = from && boxes.get(`node/${from.name}`);
    const start = fromBox ? fromBox.x + fromBox.w / 2 : now.x;
    const x = start + (now.x - start) * easeTravel(progress(share, 0, 0.2));
    marks.push({
      id: "plugin",
      kind: "plugin",
      label: scene.scheduler.plugin,
      x: round(Math.max(half, Math.min(viewport.width - half, x))),
      y: now.y,
      opacity: 1,
    });
  }
  return marks;
}
