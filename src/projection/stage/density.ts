import { byName } from "../records.ts";
import type { NodeFrame } from "./reveal/nodes.ts";

/**
 * Sight of more nodes than there is room for cards: zones, in a zone its pools, in a pool its nodes as cells. A path of
 * names says what is opened.
 */
export interface DensityGroup {
  readonly kind: "zone" | "pool";
  /** Empty: its nodes have no such label. */
  readonly name: string;
  readonly nodes: readonly NodeFrame[];
  readonly counts: DensityCounts;
  /** Why nodes were refused, and how many each, most first. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
}

export interface DensityCounts {
  readonly refused: number;
  readonly fit: number;
  /** Neither: resting, to come, or not looked at. */
  readonly other: number;
}

/** What an opened path shows: groups to open, or the nodes themselves. */
export interface DensityLevel {
  /** As much of the path as there is. */
  readonly path: readonly string[];
  /** Side by side with what is opened last, that included. */
  readonly siblings: readonly DensityGroup[];
  readonly groups: readonly DensityGroup[];
  /** null while groups are shown. */
  readonly nodes: readonly NodeFrame[] | null;
}

const keys = ["zone", "pool"] as const;

/** The nodes under an opened path. A level that has one group only is passed by, unless there is nothing below it. */
export function levelAt(nodes: readonly NodeFrame[], path: readonly string[]): DensityLevel {
  const parts = keys.filter((kind) => new Set(nodes.map((node) => node[kind] ?? "")).size > 1);
  // All nodes alike: one group, that of their zone.
  const kinds = parts.length > 0 ? parts : (["zone"] as const);
  let groups = groupsBy(nodes, kinds[0]);
  let siblings: readonly DensityGroup[] = [];
  const opened: string[] = [];
  for (const [depth, name] of path.entries()) {
    const group = groups.find((one) => one.name === name);
    if (!group) break;
    opened.push(name);
    siblings = groups;
    const next = kinds[depth + 1];
    const below = next === undefined ? [] : groupsBy(group.nodes, next);
    if (below.length < 2) return { path: opened, siblings, groups: [], nodes: group.nodes };
    groups = below;
  }
  return { path: opened, siblings, groups, nodes: null };
}

function groupsBy(nodes: readonly NodeFrame[], kind: "zone" | "pool"): readonly DensityGroup[] {
  const members = new Map<string, NodeFrame[]>();
  for (const node of nodes) {
    const name = node[kind] ?? "";
    const group = members.get(name);
    if (group) group.push(node);
    else members.set(name, [node]);
  }
  return [...members]
    .sort(([a], [b]) => byName(a, b))
    .map(([name, group]) => ({ kind, name, nodes: group, counts: countsOf(group), reasons: reasonsOf(group) }));
}

const fitting: ReadonlySet<NodeFrame["state"]> = new Set(["passed", "scored", "picked", "notPicked"]);

function countsOf(nodes: readonly NodeFrame[]): DensityCounts {
  let refused = 0;
  let fit = 0;
  for (const { state } of nodes) {
    if (state === "refused") refused++;
    else if (fitting.has(state)) fit++;
  }
  return { refused, fit, other: nodes.length - refused - fit };
}

function reasonsOf(nodes: readonly NodeFrame[]): DensityGroup["reasons"] {
  const counts = new Map<string, number>();
  for (const { state, verdict } of nodes) {
    if (state !== "refused") continue;
    for (const reason of verdict?.reasons ?? []) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** How much of a node's cpu is requested by others, 0..1: what a cell is filled with. */
export function requestedShare({ bars }: NodeFrame): number {
  const cpu = bars.find(({ resource }) => resource === "cpu");
  return cpu ? Math.min(1, cpu.requested / Math.max(1, cpu.allocatable)) : 0;
}

/** Cells of one size in a box, row by row. */
export interface CellGrid {
  /** Side of a cell with its gap, pixels. */
  readonly pitch: number;
  readonly columns: number;
  readonly rows: number;
}

/** Side of a cell with its gap, below which it can't be seen, and above which a small picture of it says no more. */
const [smallest, largest] = [3, 28];

/** The largest cells with which `count` of them fit into a box. */
export function cellGrid(count: number, width: number, height: number, most = largest): CellGrid {
  for (let pitch = most; pitch > smallest; pitch--) {
    const columns = Math.floor(width / pitch);
    if (columns > 0 && Math.ceil(count / columns) * pitch <= height) return gridOf(count, pitch, columns);
  }
  return gridOf(count, smallest, Math.max(1, Math.floor(width / smallest)));
}

const gridOf = (count: number, pitch: number, columns: number): CellGrid => ({
  pitch,
  columns: Math.min(columns, Math.max(1, count)),
  rows: Math.ceil(count / columns),
});

/** Room that a card needs besides its cells, pixels. */
export const cardRoom = { width: 26, height: 72 } as const;
const cardGap = 10;
const narrowestCard = 112;

/** Columns of cards that leave the largest cells, for the group with the most nodes. */
export function cardColumns(groups: number, most: number, box: { readonly w: number; readonly h: number }): number {
  let best = 1;
  let bestPitch = 0;
  for (let columns = 1; columns <= Math.min(groups, 6); columns++) {
    const { width, height } = cardSize(groups, columns, box);
    if (width < narrowestCard && columns > 1) break;
    const { pitch, rows } = cellGrid(most, width - cardRoom.width, height - cardRoom.height);
    // Of two that leave equal cells the one with wider cards: reasons are long.
    const fits = rows * pitch <= height - cardRoom.height;
    if (fits ? pitch > bestPitch : bestPitch === 0) {
      best = columns;
      if (fits) bestPitch = pitch;
    }
  }
  return best;
}

export function cardSize(
  groups: number,
  columns: number,
  box: { readonly w: number; readonly h: number },
): { readonly width: number; readonly height: number } {
  const rows = Math.ceil(groups / columns);
  return {
    width: (box.w - cardGap * (columns - 1)) / columns,
    height: (box.h - cardGap * (rows - 1)) / rows,
  };
}

/** The cell that a key leads to from another one; null for other keys. */
export function nextCell(key: string, from: number, count: number, columns: number, page: number): number | null {
  const last = count - 1;
  const within = (to: number): number => (to < 0 || to > last ? from : to);
  switch (key) {
    case "ArrowRight":
      return Math.min(last, from + 1);
    case "ArrowLeft":
      return Math.max(0, from - 1);
    case "ArrowDown":
      return within(from + columns);
    case "ArrowUp":
      return within(from - columns);
    case "PageDown":
      return Math.min(last, from + columns * page);
    case "PageUp":
      return Math.max(0, from - columns * page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
