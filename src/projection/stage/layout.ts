import type { PodScene, RunningScene, Scene } from "../model.ts";
import { around, type Box, type Point } from "./geometry.ts";
import type { LaneFrame } from "./lane.ts";
import { scheduleLayout } from "./layouts/schedule.ts";
import { talkLayout } from "./layouts/talk.ts";
import type { EdgeFrame } from "./parts/edges.ts";
import type { MarkFrame } from "./parts/marks.ts";
import type { TokenFrame } from "./parts/tokens.ts";
import { isWide, type Viewport } from "./viewport.ts";

/** How a thing shows itself: the more room, the more of its face. */
export type Face =
  | "capsule"
  | "open"
  | "card"
  | "short"
  | "mini"
  | "chip"
  | "frame"
  // Act 7: a node that holds Pods, its Pods as squares, one among many, one without Pods of the run.
  | "host"
  | "hostBars"
  | "hostRows"
  | "squares"
  | "small"
  | "idle"
  // Act 7: a Pod, or a workload, on one line; a Pod as a row.
  | "line"
  | "row"
  // Act 7: a Pod with what is in it, containers as cards or as lines.
  | "opened"
  | "lines";

export type PlaceKind =
  | "kubectl"
  | "apiServer"
  | "etcd"
  | "scheduler"
  | "controllers"
  | "node"
  | "density"
  | "more"
  | "kubelet"
  | "containerd"
  | "pod"
  | "container"
  | "volume"
  | "service"
  | "strip"
  | "hub"
  | "workload"
  | "clients"
  | "ingress"
  | "counts"
  | "nodes"
  | "host"
  | "resident"
  | "unplaced"
  | "terminal";

/** One thing on the stage and where it stands. `id` is stable between beats, so that things move instead of being replaced. */
export interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  /** Name of the node, container, volume or service. */
  readonly name: string;
  readonly face: Face;
  readonly box: Box;
}

/** An edge between two places; tokens travel along `points` from `from` to `to`, or back. */
export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  /** A line that shows belonging, not talk (volume to container). */
  readonly quiet?: boolean;
}

export type LayoutMode = "talk" | "schedule" | "kubelet" | "running" | "list";

export interface StageLayout {
  readonly mode: LayoutMode;
  /** Larger type and wider gaps. */
  readonly wide: boolean;
  readonly places: readonly Place[];
  readonly edges: readonly Edge[];
  readonly bounds: Box;
  /** While scheduling: where the scan runs along, above the nodes. */
  readonly bus: number | null;
}

/** Narrower or lower than that, the stage is a list that scrolls. */
const leastDrawn: Viewport = { width: 560, height: 340 };

/**
 * What only acts 6 and 7 need of the stage. It comes with the projection, which makes their scenes: the page shows its
 * first beat without it.
 */
export interface LaterActs {
  readonly kubelet: (scene: Scene, viewport: Viewport) => Drawn;
  readonly running: (scene: Scene, viewport: Viewport) => Drawn;
  readonly linesOfRunning: (input: RunningLines) => DrawnLines;
  /** What the kubelet says to the runtime, and to containers. */
  readonly callsAt: (layout: StageLayout, scene: Scene, share: number, still: boolean) => readonly TokenFrame[];
  readonly laneAt: (scene: Scene, share: number, still: boolean) => LaneFrame | null;
  readonly revealPod: (previous: PodScene | null, pod: PodScene | null, p: number) => PodScene | null;
  readonly revealRunning: (
    previous: RunningScene | null,
    running: RunningScene | null,
    p: number,
  ) => RunningScene | null;
}

/** Holders lie under the lines; what stands in them lies over. */
export const isHolder = ({ face, kind }: Pick<Place, "face" | "kind">): boolean =>
  face === "frame" || face === "host" || face === "hostBars" || face === "hostRows" || kind === "pod";

/** Positions for a scene in a pane: hand-composed slots, the same for the same (scene, viewport). */
export function layoutOf(scene: Scene, viewport: Viewport, later: LaterActs | null): StageLayout {
  const mode = modeOf(scene, viewport);
  const wide = isWide(viewport);
  if (mode === "list")
    return { mode, wide: false, places: [], edges: [], bounds: { x: 0, y: 0, w: 0, h: 0 }, bus: null };
  const drawn =
    mode === "schedule"
      ? scheduleLayout(scene, viewport)
      : mode === "talk"
        ? talkLayout(scene, viewport)
        : (later?.[mode](scene, viewport) ?? { places: [], edges: [] });
  return { mode, wide, bus: null, ...drawn, bounds: around(drawn.places.map((place) => place.box)) };
}

/** Act 7: what the lines are drawn from, at a share of the beat. */
export interface RunningLines {
  readonly layout: StageLayout;
  /** As revealed at `p`, and as the beat before left it. */
  readonly running: RunningScene;
  readonly before: RunningScene | null;
  readonly p: number;
  readonly shift: number;
}

export interface DrawnLines {
  readonly edges: readonly EdgeFrame[];
  readonly dots: readonly Point[];
  readonly marks: readonly MarkFrame[];
}

export interface Drawn {
  readonly places: readonly Place[];
  readonly edges: readonly Edge[];
  readonly bus?: number | null;
}

function modeOf(scene: Scene, viewport: Viewport): LayoutMode {
  if (viewport.width < leastDrawn.width || viewport.height < leastDrawn.height) return "list";
  if (scene.running) return "running";
  const talks = scene.open.some((id) => id === "apiServer" || id === "etcd" || id === "kubectl");
  if (talks && scene.act < 6) return "talk";
  if (scene.pod && scene.act >= 6) return "kubelet";
  return scene.act >= 4 || scene.open.includes("scheduler") ? "schedule" : "talk";
}
