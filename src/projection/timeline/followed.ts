import type { ActNumber } from "../model.ts";
import type { Lane, LaneGroup, LaneKind, Moment, TimelineModel } from "./model.ts";

/** What one looks at in an act, the most telling first. */
const telling: { readonly [act in ActNumber]: readonly (LaneKind | "liveness" | "startup")[] } = {
  1: ["kubectl", "apiServer", "etcd"],
  2: ["apiServer", "kubectl", "etcd"],
  3: ["apiServer", "etcd", "queue", "scheduler", "kubectl"],
  4: ["scheduler", "queue", "apiServer", "kubelet", "pod"],
  5: ["apiServer", "scheduler", "etcd", "kubelet"],
  6: ["kubelet", "container", "pause", "apiServer", "probe", "startup", "liveness"],
  7: [
    "container",
    "probe",
    "traffic",
    "autoscaler",
    "endpoints",
    "liveness",
    "startup",
    "pod",
    "node",
    "pause",
    "kubelet",
  ],
};

/**
 * The lanes that stand on top where there is room for `room` of them without scrolling: those that tell the act that is on,
 * in the order of the model.
 */
export function followedLanes({ acts, lanes }: TimelineModel, act: ActNumber, room: number): readonly Lane[] {
  if (lanes.length <= room) return lanes;
  const now = acts.find((each) => each.act === act);
  const ranked = lanes.map((lane, index) => ({
    index,
    rank: rankIn(act, lane) + (now && isBusy(lane, now) ? 0 : 0.5),
  }));
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  const chosen = new Set(ranked.slice(0, room).map(({ index }) => index));
  return lanes.filter((_, index) => chosen.has(index));
}

/** Whether something begins or happens in the lane during the act. */
function isBusy({ bars, marks }: Lane, { from, to }: TimelineModel["acts"][number]): boolean {
  const isWithin = ({ story }: Moment): boolean => story >= from.story && story < to.story;
  return bars.some((bar) => isWithin(bar.from)) || marks.some(({ at }) => isWithin(at));
}

function rankIn(act: ActNumber, lane: Lane): number {
  const kinds = telling[act];
  // A node to which nothing happens tells nothing, nor do others' Services and Pods; an init container is done by then.
  const isQuiet =
    (lane.kind === "node" && lane.bars.length < 2) || lane.isOwn === false || (act === 7 && lane.container === "init");
  const at = isQuiet ? -1 : kinds.indexOf(lane.probe && lane.probe !== "readiness" ? lane.probe : lane.kind);
  return at < 0 ? kinds.length : at;
}

/** A row of the lane list: a group's heading, or a lane. */
export type LaneRow =
  | { readonly kind: "group"; readonly group: LaneGroup; readonly count: number; readonly isOpen: boolean }
  | { readonly kind: "lane"; readonly lane: Lane };

const groups: readonly LaneGroup[] = ["controlPlane", "pod", "pods", "services", "nodes"];

/** Larger groups than this are closed until they are opened. */
const openedSize = 12;

/** The list from top to bottom: the followed lanes, then the rest by group. `toggled` are the groups that were opened or closed by hand. */
export function laneRows(
  lanes: readonly Lane[],
  followed: readonly Lane[],
  toggled: ReadonlySet<LaneGroup>,
): readonly LaneRow[] {
  const onTop = new Set(followed);
  const rows: LaneRow[] = followed.map((lane) => ({ kind: "lane", lane }));
  for (const group of groups) {
    const rest = lanes.filter((lane) => lane.group === group && !onTop.has(lane));
    if (rest.length === 0) continue;
    const isOpen = rest.length <= openedSize !== toggled.has(group);
    rows.push({ kind: "group", group, count: rest.length, isOpen });
    if (isOpen) for (const lane of rest) rows.push({ kind: "lane", lane });
  }
  return rows;
}
