import type { HostScene, ResidentScene, RunningScene } from "../../model.ts";
import type { Box } from "../geometry.ts";
import type { Face, Place } from "../layout.ts";
import { headHeight, hostPlace, idleNodes, type Parts } from "./hostParts.ts";
import { place } from "./slots.ts";

/** A Pod with what is in it: each container as a card, or as a line. */
type Style = Extract<Face, "opened" | "lines">;

const pixels = (wide: boolean) =>
  wide
    ? {
        pad: 12,
        gap: 10,
        between: 12,
        keel: 34,
        volumes: 36,
        heads: [84, 66, 46],
        twoLines: 330,
        oneLine: 560,
        shelfFrom: 300,
        least: { opened: 190, lines: 190 },
        heights: { opened: [128, 320], lines: [30, 44] },
        probe: 21,
        idle: 150,
        leastUsed: 320,
        leastPod: 210,
      }
    : {
        pad: 8,
        gap: 6,
        between: 8,
        keel: 26,
        volumes: 28,
        heads: [74, 54, 34],
        twoLines: 250,
        oneLine: 470,
        shelfFrom: 230,
        least: { opened: 136, lines: 150 },
        heights: { opened: [102, 260], lines: [22, 36] },
        probe: 18,
        idle: 118,
        leastUsed: 240,
        leastPod: 160,
      };

interface Contents {
  readonly containers: number;
  readonly probes: number;
  readonly volumes: number;
}

/** What an opened Pod of this size is made of; its face uses the same figures. Volumes are left out before containers get too low. */
export function openedParts(wide: boolean, { w, h }: Pick<Box, "w" | "h">, held: Contents, style: Style) {
  const { pad, gap, keel, volumes, heads, twoLines, oneLine, shelfFrom, least, heights, probe } = pixels(wide);
  const inner = w - 2 * pad;
  const perRow = Math.max(1, Math.min(held.containers, Math.floor((inner + gap) / (least[style] + gap))));
  const rows = Math.max(1, Math.ceil(held.containers / perRow));
  const head = heads[w < twoLines ? 0 : w < oneLine ? 1 : 2];
  const fixed = head + keel + pad + gap * (rows - 1);
  const [low, high] = heights[style].map((each) => rows * (each + (style === "opened" ? held.probes * probe : 0)));
  const shelf = volumes + gap;
  const hasShelf = held.volumes > 0 && style === "opened" && w >= shelfFrom && h >= fixed + shelf + low;
  const kept = hasShelf ? shelf : 0;
  return {
    head,
    isOneLine: w >= oneLine,
    keel,
    pad,
    gap,
    perRow,
    rows,
    volumes: hasShelf ? volumes : 0,
    /** Each container's box. */
    each: { w: (inner - gap * (perRow - 1)) / perRow, h: (h - fixed - kept) / rows },
    /** Height of all containers with the gaps between them. */
    body: h - head - keel - pad - kept,
    least: fixed + low,
    most: fixed + kept + high,
  };
}

/** How the nodes stand: those with Pods with a width each, the others beside them or, as in act 6, chips above them. */
interface Arrangement {
  readonly boxes: readonly { readonly host: HostScene; readonly x: number; readonly w: number }[];
  readonly isColumn: boolean;
  readonly chips: ReturnType<typeof idleNodes> | null;
}

/**
 * Nodes with their Pods opened, where the run has few of both: nodes that have Pods get the width, and Pods the height.
 * Null where there is no room. Boxes follow from the whole of act 7, so they are the same at each of its beats.
 */
export function openedHosts(
  running: RunningScene,
  room: Box,
  wide: boolean,
  hasLines: boolean,
  parts: Parts,
): Place[] | null {
  const { largest, hosts } = running;
  if (!largest || !hosts.some(({ slots }) => slots > 0)) return null;
  const arrangement = arrange(hosts, room, wide, hasLines, parts);
  if (!arrangement) return null;
  for (const style of ["opened", "lines"] as const)
    for (const abreast of [1, 2, 3]) {
      const places = compose(running, arrangement, room, { style, abreast, wide }, parts);
      if (places) return places;
    }
  return null;
}

function arrange(
  hosts: readonly HostScene[],
  room: Box,
  wide: boolean,
  hasLines: boolean,
  parts: Parts,
): Arrangement | null {
  const { idle, leastUsed, leastPod } = pixels(wide);
  const used = hosts.filter(({ slots }) => slots > 0);
  const others = hosts.filter(({ slots }) => slots === 0);
  const above = () => (others.length > 0 ? idleNodes(others, room, wide, parts) : null);
  if (hasLines) {
    const boxes = used.map((host) => ({ host, x: room.x, w: room.w }));
    return { boxes, isColumn: true, chips: above() };
  }
  const across = (n: number, besides: number): number => (room.w - besides - parts.gap * (n - 1)) / n;
  const beside = (room.w - parts.gap * (hosts.length - 1) - idle * others.length) / used.length;
  if (others.length === 0 || beside >= leastUsed) {
    if (beside < leastPod + 2 * parts.pad) return null;
    let x = room.x;
    const boxes = hosts.map((host) => {
      const w = host.slots > 0 ? beside : idle;
      const box = { host, x, w };
      x += w + parts.gap;
      return box;
    });
    return { boxes, isColumn: false, chips: null };
  }
  const w = across(used.length, 0);
  if (w < leastPod + 2 * parts.pad) return null;
  const boxes = used.map((host, i) => ({ host, x: room.x + i * (w + parts.gap), w }));
  return { boxes, isColumn: false, chips: above() };
}

interface Look {
  readonly style: Style;
  /** Pods side by side on a node. */
  readonly abreast: number;
  readonly wide: boolean;
}

function compose(
  { largest, residents }: RunningScene,
  { boxes, isColumn, chips }: Arrangement,
  room: Box,
  { style, abreast, wide }: Look,
  parts: Parts,
): Place[] | null {
  if (!largest) return null;
  const { between, leastPod } = pixels(wide);
  const begin = chips ? chips.height + parts.gap : 0;
  const free = room.h - begin;
  const cards = boxes.map(({ host, x, w }) => {
    const side = Math.max(1, Math.min(abreast, host.slots));
    const podW = (w - 2 * parts.pad - between * (side - 1)) / side;
    const fixed = headHeight(host, w, 2, parts) + (host.others > 0 ? parts.others : 0) + parts.pad;
    return { host, x, w, side, podW, fixed, rows: Math.ceil(host.slots / side) };
  });
  const used = cards.filter(({ rows }) => rows > 0);
  if (abreast > 1 && used.every(({ side }) => side < abreast)) return null;
  if (used.some(({ podW }) => podW < leastPod)) return null;
  const perCard = ({ fixed, rows }: (typeof cards)[number]): number => fixed + between * (rows - 1);
  const rows = used.reduce((sum, card) => sum + card.rows, 0);
  const height = isColumn
    ? (free - used.reduce((sum, card) => sum + perCard(card), 0) - parts.gap * (used.length - 1)) / rows
    : Math.min(...used.map((card) => (free - perCard(card)) / card.rows));
  const pods = used.map(({ podW }) => openedParts(wide, { w: podW, h: height }, largest, style));
  if (pods.some(({ least }) => height < least)) return null;
  const podH = Math.min(height, Math.max(...pods.map(({ most }) => most)));
  const tallest = Math.max(...used.map((card) => perCard(card) + card.rows * podH));
  let y = room.y + begin;
  const places = cards.flatMap((card) => {
    const box = { x: card.x, y, w: card.w, h: isColumn ? perCard(card) + card.rows * podH : tallest };
    if (isColumn) y += box.h + parts.gap;
    const top = box.y + headHeight(card.host, card.w, 2, parts);
    return [
      hostPlace(card.host.name, "hostBars", box),
      ...residents
        .filter(({ node, slot }) => node === card.host.name && slot < card.host.slots)
        .sort((a, b) => a.slot - b.slot)
        .map((resident) => podPlace(resident, card, top)),
    ];
  });
  return [...(chips?.at(room.y) ?? []), ...places];

  function podPlace({ pod, slot }: ResidentScene, { x, side, podW }: (typeof cards)[number], top: number): Place {
    const box = {
      x: x + parts.pad + (slot % side) * (podW + between),
      y: top + Math.floor(slot / side) * (podH + between),
      w: podW,
      h: podH,
    };
    return place("resident", style, box, pod, `pod/${pod}`);
  }
}
