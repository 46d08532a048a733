import type { RunningScene, WorkloadScene } from "../../model.ts";
import type { Box } from "../geometry.ts";
import type { Place } from "../layout.ts";
import type { Viewport } from "../viewport.ts";
import type { Parts } from "./runningParts.ts";
import { place } from "./slots.ts";

export interface Head {
  readonly places: readonly Place[];
  readonly apiServer: Place | null;
  readonly bottom: number;
}

/** The strip with the chain of workloads, and beside it the API server where nodes lose it. */
export function headOf(running: RunningScene, width: number, wide: boolean, parts: Parts): Head {
  const { margin, top, gap } = parts;
  const room = running.showsLinks ? parts.apiServer + gap : 0;
  const apiServer = running.showsLinks
    ? place("hub", "capsule", {
        x: width - margin - parts.apiServer,
        y: top,
        w: parts.apiServer,
        h: wide ? 64 : 52,
      })
    : null;
  if (running.workloads.length === 0)
    return {
      places: [],
      apiServer,
      bottom: apiServer ? apiServer.box.y + apiServer.box.h : Math.max(8, top - gap / 2),
    };
  const groups = ranksOf(running);
  const unit = unitOf(groups, width - 2 * margin - room, wide);
  const w = groups.reduce((sum, [first]) => sum + weightOf(first) * unit, 0);
  const h = Math.max(stripHeight(groups, unit, wide, parts), apiServer?.box.h ?? 0);
  const strip: Box = { x: margin, y: top, w, h };
  return {
    places: [place("strip", "frame", strip, "", "strip"), ...cellsOf(groups, unit, strip, wide)],
    apiServer,
    bottom: top + strip.h,
  };
}

/** How wide a cell of the strip is against the others: a formula needs more than a count. */
const weights: { readonly [kind: string]: number } = { HorizontalPodAutoscaler: 1.5, PodDisruptionBudget: 1.15 };
const weightOf = ({ kind }: WorkloadScene): number => weights[kind] ?? 1;

type Groups = readonly (readonly WorkloadScene[])[];

function ranksOf({ workloads }: RunningScene): Groups {
  const ranks = [...new Set(workloads.map(({ rank }) => rank))].sort((a, b) => a - b);
  return ranks.map((rank) => workloads.filter((workload) => workload.rank === rank));
}

/** Width of a cell of weight 1: the strip is no wider than what it tells. */
function unitOf(groups: Groups, room: number, wide: boolean): number {
  const all = groups.map(([first]) => weightOf(first));
  return Math.min((wide ? 400 : 300) * Math.max(...all), room / all.reduce((sum, w) => sum + w, 0));
}

const padOf = (wide: boolean): number => (wide ? 8 : 4);

/** As high as the cell that needs the most lines: its name and its figures, each on one or two. */
function stripHeight(groups: Groups, unit: number, wide: boolean, parts: Parts): number {
  const [letter, small, line] = wide ? [9.2, 7.2, 22] : [7.8, 6.4, 19];
  const heights = groups.map((group) => {
    if (group.length > 1) return parts.strip;
    const [{ kind, name, figures, autoscaling }] = group;
    if (autoscaling) return unit * weightOf(group[0]) < (wide ? 340 : 250) ? parts.strip : 3.2 * line + 2 * padOf(wide);
    const room = unit * weightOf(group[0]) - 2 * padOf(wide) - 20;
    const names = Math.ceil(((Math.min(kind.length, 11) + name.length + 1) * letter + 24) / room);
    const told = Math.ceil((figures.length * 12 * small) / room);
    return (Math.min(2, names) + Math.min(2, told)) * line + 2 * padOf(wide) + 4;
  });
  return Math.min(parts.strip, Math.max(...heights));
}

function cellsOf(groups: Groups, unit: number, strip: Box, wide: boolean): Place[] {
  const pad = padOf(wide);
  const places: Place[] = [];
  let x = strip.x;
  for (const group of groups) {
    const w = unit * weightOf(group[0]);
    const shown = group.slice(0, 2);
    const inner = { x: x + pad, y: strip.y + pad, w: w - 2 * pad, h: strip.h - 2 * pad };
    const rows = shown.length;
    const h = inner.h / rows;
    for (const [row, { key, name }] of shown.entries())
      places.push(place("workload", rows > 1 ? "line" : "card", { ...inner, y: inner.y + row * h, h }, name, key));
    x += w;
  }
  return places;
}

/** Lines of kubectl's that are shown in full; what is longer still ends with an ellipsis, and is in the inspector. */
const mostLines = { low: 2, other: 5 };

/** kubectl's last command: beside the strip where that leaves room, else at the foot. */
export function terminalIn(
  running: RunningScene,
  head: Head,
  { width, height }: Viewport,
  wide: boolean,
  parts: Parts,
): Place | null {
  if (!running.terminal) return null;
  const { margin, gap } = parts;
  const strip = head.places[0]?.box;
  const right = head.apiServer ? head.apiServer.box.x - gap : width - margin;
  if (strip) {
    const x = strip.x + strip.w + gap;
    const w = right - x;
    if (w >= (wide ? 400 : 260) && linesIn(running, w, wide) <= linesOf(strip.h, wide))
      return place("terminal", "open", { x, y: strip.y, w, h: strip.h }, "kubectl", "kubectl");
  }
  const w = width - 2 * margin;
  // Where there are several Pods they need the height.
  const most = running.peak > 3 || parts.terminal < 40 ? mostLines.low : mostLines.other;
  const h = Math.max(parts.terminal, 14 + Math.min(most, linesIn(running, w, wide)) * (wide ? 18 : 16));
  return place("terminal", "open", { x: margin, y: height - margin - h, w, h }, "kubectl", "kubectl");
}

const linesOf = (h: number, wide: boolean): number => Math.floor((h - 14) / (wide ? 18 : 16));

/** What is in front of a command that is past: how long ago it was. */
const agoLength = 12;

/** Lines that the longest command of the run and what was said to it take in a card of this width. */
function linesIn({ terminal }: RunningScene, w: number, wide: boolean): number {
  const perLine = Math.floor((w - 28) / (wide ? 7.05 : 6.3));
  const all = terminal?.lengths.map(([command, output]) => {
    const first = command + agoLength;
    return first + output + 4 <= perLine ? 1 : Math.ceil((first + 2) / perLine) + Math.ceil(output / (0.86 * perLine));
  });
  return Math.max(1, ...(all ?? []));
}
