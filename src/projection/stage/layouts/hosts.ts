import type { HostScene, ResidentScene, RunningScene } from "../../model.ts";
import type { Box } from "../geometry.ts";
import type { Face, Place } from "../layout.ts";
import { headHeight, hostFaces, hostParts, hostPlace, idleNodes, type Parts } from "./hostParts.ts";
import { openedHosts } from "./opened.ts";
import { grid, place } from "./slots.ts";

/** How Pods show themselves on a node, the larger first: with all that kubectl prints, as a row, as squares. */
interface PodFace {
  readonly face: Extract<Face, "card" | "line" | "row" | "squares">;
  readonly height: number;
  readonly gap: number;
  /** Bars with a line of their own: cpu, or cpu and memory; without one, cpu stands beside the node's name. */
  readonly bars: 0 | 1 | 2;
  /** Pods side by side. */
  readonly abreast: 1 | 2;
}

/** A row of half the card still has a Pod's name, cut in its middle. */
const leastForTwo = { wide: 340, narrow: 280 };

const podFaces = (wide: boolean, width: number): PodFace[] => [
  ...(width < (wide ? 300 : 230) ? withBars({ face: "card", height: wide ? 96 : 74, gap: wide ? 8 : 5 }) : []),
  ...withBars(
    width >= (wide ? 500 : 400)
      ? { face: "line", height: wide ? 46 : 38, gap: wide ? 8 : 5 }
      : { face: "card", height: wide ? 74 : 55, gap: wide ? 8 : 5 },
  ),
  rowFace(wide),
  ...(width >= leastForTwo[wide ? "wide" : "narrow"] ? [{ ...rowFace(wide), abreast: 2 as const }] : []),
  { face: "squares", height: 24, gap: 0, bars: 1, abreast: 1 },
];

const withBars = (face: Omit<PodFace, "bars" | "abreast">): PodFace[] => [
  { ...face, bars: 2, abreast: 1 },
  { ...face, bars: 1, abreast: 1 },
];

const rowFace = (wide: boolean): PodFace => ({
  face: "row",
  height: wide ? 30 : 24,
  gap: wide ? 4 : 2,
  bars: 0,
  abreast: 1,
});

/** Width of a Pod's square with the gap beside it. */
export const squarePitch = 20;

/** Nodes with the Pods of the run on them, in the room that there is; the same boxes for all of act 7. */
export function hostsIn(
  running: RunningScene,
  area: Box,
  wide: boolean,
  hasLines: boolean,
): { readonly places: readonly Place[] } {
  const parts = hostParts(wide);
  const tray = trayOf(running, area, wide, parts);

  const room = { ...area, h: area.h - (tray.height > 0 ? tray.height + parts.gap : 0) };
  const { places, isSteady } = drawnHosts(running, room, wide, hasLines, parts);
  const drawn = isSteady ? lowered(places, room) : places;
  const bottom = Math.max(room.y, ...drawn.map(({ box }) => box.y + box.h));
  const top = bottom + (drawn.length > 0 ? parts.gap : 0);
  return { places: [...drawn, ...tray.at(top, area.y + area.h)] };
}

/** Places that need little of the room stand a little below its top. */
function lowered(places: readonly Place[], room: Box): readonly Place[] {
  const bottom = Math.max(...places.map(({ box }) => box.y + box.h));
  const by = Math.max(0, Math.min(80, (room.y + room.h - bottom) / 4));
  return places.map((each) => ({ ...each, box: { ...each.box, y: each.box.y + by } }));
}

interface Hosts {
  readonly places: readonly Place[];
  /** The same height at each beat. */
  readonly isSteady: boolean;
}

function drawnHosts(running: RunningScene, room: Box, wide: boolean, hasLines: boolean, parts: Parts): Hosts {
  const { hosts } = running;
  if (hosts.length === 0) return { places: [], isSteady: false };
  if (hosts.length > 40) return { places: [place("density", "open", room)], isSteady: false };
  const opened = openedHosts(running, room, wide, hasLines, parts);
  if (opened) return { places: opened, isSteady: true };
  const columns = hasLines ? 1 : columnsIn(room, hosts.length, wide, parts);
  const faces = podFaces(wide, room.w / columns - 2 * parts.pad);
  const whole = firstThatFits(running, hosts, room, columns, faces, parts);
  if (whole) return whole;
  // Not all fit as cards: nodes that have Pods of the run at some time do, the others are small.
  const used = hosts.filter(({ slots }) => slots > 0);
  const idle = idleNodes(
    hosts.filter(({ slots }) => slots === 0),
    room,
    wide,
    parts,
  );
  if (idle.height > 0 && used.length > 0) {
    const rest = { ...room, h: room.h - idle.height - parts.gap };
    const stacked = firstThatFits(running, used, rest, columns, faces, parts);
    if (stacked) {
      const foot = Math.max(...stacked.places.map(({ box }) => box.y + box.h));
      return { ...stacked, places: [...stacked.places, ...idle.at(foot + parts.gap)] };
    }
  }
  return { places: small(hosts, room, parts), isSteady: false };
}

/**
 * The largest face of Pods with which all nodes have room. Rows are kept for the most Pods that each node ever has; where
 * that is too much, but not for the most that there are at once, nodes are as high as they need to be now.
 */
function firstThatFits(
  running: RunningScene,
  hosts: readonly HostScene[],
  room: Box,
  columns: number,
  faces: readonly PodFace[],
  parts: Parts,
): Hosts | null {
  const w = cardWidth(room, columns, parts);
  for (const pods of faces) {
    const kept = stack(running, hosts, room, columns, pods, parts);
    if (kept) return { places: kept, isSteady: true };
    if (columns > 1 || pods.face === "squares") continue;
    const most = hosts.reduce((sum, host) => sum + emptyHeight(host, w, pods, parts), 0);
    const rows = Math.ceil((running.peak + hosts.length * (pods.abreast - 1)) / pods.abreast);
    if (most + rows * (pods.height + pods.gap) + parts.gap * (hosts.length - 1) > room.h) continue;
    const now = stack(
      { ...running, residents: closeUp(running.residents) },
      hosts.map(asNow),
      room,
      columns,
      pods,
      parts,
    );
    if (now) return { places: now, isSteady: false };
  }
  return null;

  function asNow(host: HostScene): HostScene {
    return { ...host, slots: running.residents.filter(({ node }) => node === host.name).length };
  }
}

/** Pods of a node in their order, without the rows that nobody has now. */
function closeUp(residents: readonly ResidentScene[]): ResidentScene[] {
  const counts = new Map<string | null, number>();
  return [...residents]
    .sort((a, b) => a.slot - b.slot)
    .map((resident) => {
      const slot = counts.get(resident.node) ?? 0;
      counts.set(resident.node, slot + 1);
      return { ...resident, slot };
    });
}

function columnsIn(room: Box, count: number, wide: boolean, parts: Parts): number {
  const least = wide ? 300 : 186;
  return Math.max(1, Math.min(count, Math.floor((room.w + parts.gap) / (least + parts.gap))));
}

const cardWidth = (room: Box, columns: number, parts: Parts): number =>
  Math.min(columns === 1 ? room.w : 420, (room.w - parts.gap * (columns - 1)) / columns);

/** Rows of node cards, each as high as it needs; null when they don't fit. */
function stack(
  running: RunningScene,
  hosts: readonly HostScene[],
  room: Box,
  columns: number,
  pods: PodFace,
  parts: Parts,
): Place[] | null {
  const w = cardWidth(room, columns, parts);
  const rows: HostScene[][] = [];
  for (const [i, host] of hosts.entries()) {
    if (i % columns === 0) rows.push([]);
    rows[rows.length - 1].push(host);
  }
  const heights = rows.map((row) => Math.max(...row.map((host) => heightOf(host, w, pods, parts))));
  const total = heights.reduce((sum, h) => sum + h, 0);
  const left = room.h - total - parts.gap * (rows.length - 1);
  if (left < 0) return null;
  const gap = parts.gap + (rows.length > 1 ? Math.min(parts.gap, left / (rows.length - 1)) : 0);
  // Cards side by side take what is left, within reason; one under the other they keep together.
  const free = left - (gap - parts.gap) * (rows.length - 1);
  const stretch = columns > 1 ? Math.min(parts.stretch, free / rows.length) : 0;
  let y = room.y;
  return rows.flatMap((row, r) => {
    const top = y;
    const h = heights[r] + stretch;
    y += h + gap;
    return row.flatMap((host, column) => {
      const box = { x: room.x + column * (w + parts.gap), y: top, w, h };
      return [
        hostPlace(host.name, pods.face === "squares" ? "squares" : hostFaces[pods.bars], box),
        ...(pods.face === "squares" ? [] : residentPlaces(running.residents, host, box, pods, parts)),
      ];
    });
  });
}

function heightOf({ slots, taintRows, others }: HostScene, w: number, pods: PodFace, parts: Parts): number {
  const rows = Math.ceil(slots / (pods.face === "squares" ? squaresInRow(w, parts) : pods.abreast));
  const own = rows * pods.height + Math.max(0, rows - 1) * pods.gap;
  return emptyHeight({ taintRows, others }, w, pods, parts) + own;
}

const emptyHeight = (
  { taintRows, others }: Pick<HostScene, "taintRows" | "others">,
  w: number,
  pods: PodFace,
  parts: Parts,
): number => headHeight({ taintRows }, w, pods.bars, parts) + (others > 0 ? parts.others : 0) + parts.pad;

const squaresInRow = (w: number, parts: Parts): number => Math.max(1, Math.floor((w - 2 * parts.pad) / squarePitch));

function residentPlaces(
  residents: readonly ResidentScene[],
  host: HostScene,
  box: Box,
  pods: PodFace,
  parts: Parts,
): Place[] {
  const { face, height, gap, abreast } = pods;
  const top = box.y + headHeight(host, box.w, pods.bars, parts);
  const between = 6;
  const w = (box.w - 2 * parts.pad - between * (abreast - 1)) / abreast;
  const at = (slot: number): Box => ({
    x: box.x + parts.pad + (slot % abreast) * (w + between),
    y: top + Math.floor(slot / abreast) * (height + gap),
    w,
    h: height,
  });
  return residents
    .filter(({ node, slot }) => node === host.name && slot < host.slots)
    .sort((a, b) => a.slot - b.slot)
    .map(({ pod, slot }) => place("resident", face, at(slot), pod, `pod/${pod}`));
}

/** All nodes in one frame, each with its Pods as squares; a cell each where even that is too much. */
function small(hosts: readonly HostScene[], room: Box, { mini, pad }: Parts): Place[] {
  const inner = { x: room.x + pad, y: room.y + pad, w: room.w - 2 * pad, h: room.h - 2 * pad };
  const columns = Math.max(1, Math.min(hosts.length, Math.floor((inner.w + 6) / (mini.w + 6))));
  const rows = Math.ceil(hosts.length / columns);
  const h = Math.min(mini.h * 2, (inner.h - 6 * (rows - 1)) / rows);
  if (h < mini.h) return [place("density", "open", room)];
  const boxes = grid(hosts.length, columns, inner, 6, 6, h);
  const frame = { ...room, h: rows * (h + 6) - 6 + 2 * pad };
  return [
    place("nodes", "frame", frame, "", "nodes"),
    ...hosts.map(({ name }, i) => hostPlace(name, "small", boxes[i])),
  ];
}

/** Pods that no node has: kept apart at the foot, as rows. Those that wait only for a moment are shown where there is room left. */
function trayOf({ unplacedRows, residents }: RunningScene, area: Box, wide: boolean, parts: Parts) {
  const waiting = residents.filter(({ node }) => node === null).sort((a, b) => a.slot - b.slot);
  const { height: row, gap } = rowFace(wide);
  const most = wide ? 5 : 3;
  const heightOfRows = (rows: number): number => parts.head + rows * (row + gap) - gap + parts.pad;
  const kept = Math.min(unplacedRows, most);
  const at = (y: number, bottom: number): Place[] => {
    const rows = Math.max(kept, Math.min(waiting.length, most));
    const h = heightOfRows(rows);
    if (waiting.length === 0 || y + h > bottom + 0.5) return [];
    const box = { x: area.x, y, w: Math.min(area.w, wide ? 560 : 420), h };
    const shown = waiting.length <= rows ? waiting : waiting.slice(0, rows - 1);
    const rowBox = (i: number): Box => ({
      x: box.x + parts.pad,
      y: y + parts.head + i * (row + gap),
      w: box.w - 2 * parts.pad,
      h: row,
    });
    const places = shown.map(({ pod }, i) => place("resident", "row", rowBox(i), pod, `pod/${pod}`));
    if (shown.length < waiting.length)
      places.push(place("more", "chip", rowBox(rows - 1), String(waiting.length - shown.length), "more/pods"));
    return [place("unplaced", "frame", box, "", "unplaced"), ...places];
  };
  return { height: kept === 0 ? 0 : heightOfRows(kept), at };
}
