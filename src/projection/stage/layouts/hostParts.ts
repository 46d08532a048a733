import type { HostScene } from "../../model.ts";
import type { Box } from "../geometry.ts";
import type { Face, Place } from "../layout.ts";
import { grid, place } from "./slots.ts";

export const hostPlace = (name: string, face: Face, box: Box): Place => place("host", face, box, name, `node/${name}`);

/** Heights inside a node's card; the faces use the same ones. */
export const hostParts = (wide: boolean) =>
  wide
    ? {
        wide,
        head: 36,
        bar: 26,
        taintLine: 18,
        others: 26,
        pad: 12,
        gap: 16,
        mini: { w: 116, h: 50 },
        idle: 40,
        stretch: 72,
      }
    : {
        wide,
        head: 28,
        bar: 19,
        taintLine: 16,
        others: 22,
        pad: 8,
        gap: 10,
        mini: { w: 84, h: 42 },
        idle: 30,
        stretch: 48,
      };

export type Parts = ReturnType<typeof hostParts>;

/** A taint as long as the node controller's, in characters. Where it has to be broken, that is at its joints. */
const longTaint = 54;

/** Height kept for a taint on a card of this width. */
export function taintHeight(w: number, wide: boolean): number {
  const { pad, taintLine } = hostParts(wide);
  // Lines end at joints, so they are not full.
  const perLine = (0.85 * (w - 2 * pad - 20)) / (wide ? 6.8 : 6.1);
  return taintLine * Math.ceil(longTaint / perLine) + 2;
}

/** A node's face by how many bars have a line of their own. */
export const hostFaces = ["hostRows", "host", "hostBars"] as const;

/** What is above a node's Pods: its name, bars, and room for its taints. */
export const headHeight = (
  { taintRows }: Pick<HostScene, "taintRows">,
  w: number,
  bars: 0 | 1 | 2,
  parts: Parts,
): number => parts.head + bars * parts.bar + taintRows * taintHeight(w, parts.wide);

/** Nodes without Pods of the run, as chips; what does not fit is counted. */
export function idleNodes(hosts: readonly HostScene[], room: Box, wide: boolean, parts: Parts) {
  const least = wide ? 110 : 78;
  const perRow = Math.max(1, Math.floor((room.w + 8) / (least + 8)));
  const rows = Math.min(2, Math.ceil(hosts.length / perRow));
  const fit = perRow * rows;
  const shown = hosts.length <= fit ? hosts : hosts.slice(0, fit - 1);
  const height = rows === 0 ? 0 : rows * (parts.idle + 8) - 8;
  const at = (y: number): Place[] => {
    const count = Math.min(fit, hosts.length);
    const boxes = grid(count, perRow, { ...room, y }, 8, 8, parts.idle);
    const places = shown.map(({ name }, i) => hostPlace(name, "idle", boxes[i]));
    if (shown.length < hosts.length)
      places.push(place("more", "chip", boxes[count - 1], String(hosts.length - shown.length), "more/nodes"));
    return places;
  };
  return { height, at };
}
