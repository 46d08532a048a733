import type { Scene } from "../../model.ts";
import type { Box } from "../geometry.ts";
import type { Face, Place, PlaceKind } from "../layout.ts";

export const place = (kind: PlaceKind, face: Face, box: Box, name: string = kind, id: string = kind): Place => ({
  id,
  kind,
  name,
  face,
  box,
});

export const nodePlace = (name: string, face: Face, box: Box): Place => place("node", face, box, name, `node/${name}`);

/** Boxes of equal size, `columns` a row, left to right, in an area's width. */
export function grid(
  count: number,
  columns: number,
  area: Box,
  gap: number,
  rowGap: number,
  height: number,
  maxWidth = Number.POSITIVE_INFINITY,
): Box[] {
  const w = Math.min(maxWidth, (area.w - gap * (columns - 1)) / columns);
  const left = area.x + (area.w - (w * columns + gap * (columns - 1))) / 2;
  return Array.from({ length: count }, (_, i) => ({
    x: left + (i % columns) * (w + gap),
    y: area.y + Math.floor(i / columns) * (height + rowGap),
    w,
    h: height,
  }));
}

/** Nodes that matter now: what a narrow row shows when there are more nodes than room. */
export function nodesToShow(
  scene: Scene,
  room: number,
): { readonly names: readonly string[]; readonly hidden: number } {
  const names = scene.nodes.map((node) => node.name);
  if (names.length <= room) return { names, hidden: 0 };
  const matters = scene.nodes
    .filter(
      (node) =>
        node.state === "picked" ||
        node.state === "now" ||
        scene.now.includes(`node/${node.name}`) ||
        scene.pod?.node === node.name,
    )
    .map((node) => node.name);
  const chosen = new Set(matters.slice(0, room - 1));
  for (const name of names) {
    if (chosen.size >= room - 1) break;
    chosen.add(name);
  }
  return { names: names.filter((name) => chosen.has(name)), hidden: names.length - chosen.size };
}
