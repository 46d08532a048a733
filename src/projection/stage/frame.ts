import type { Scene } from "../model.ts";
import { type Point, round } from "./geometry.ts";
import type { LaneFrame } from "./lane.ts";
import { type LaterActs, type LayoutMode, layoutOf, type StageLayout } from "./layout.ts";
import { type EdgeFrame, edgesAt } from "./parts/edges.ts";
import { type MarkFrame, marksAt } from "./parts/marks.ts";
import { indexIn, namesOf } from "./parts/nodeIndex.ts";
import { type PlaceFrame, placesAt, sameLayout } from "./parts/places.ts";
import { type TokenFrame, tokensAt } from "./parts/tokens.ts";
import {
  revealApiServer,
  revealEtcd,
  revealKubectl,
  type ShownApiServer,
  type ShownEtcd,
  type ShownKubectl,
} from "./reveal/controlPlane.ts";
import { type NodeFrame, revealNodes } from "./reveal/nodes.ts";
import { revealScheduler, type ShownScheduler } from "./reveal/scheduler.ts";
import { easeTravel, moveTimes, progress } from "./timing.ts";
import { isWide, type Viewport } from "./viewport.ts";

export type { EdgeFrame, LaneFrame, MarkFrame, PlaceFrame, TokenFrame };

export interface StageFrame {
  readonly mode: LayoutMode;
  readonly wide: boolean;
  readonly act: Scene["act"];
  readonly places: readonly PlaceFrame[];
  readonly edges: readonly EdgeFrame[];
  readonly tokens: readonly TokenFrame[];
  /** In a list, where there are no lines to travel on. */
  readonly lane: LaneFrame | null;
  readonly marks: readonly MarkFrame[];
  /** Requests on their way. */
  readonly dots: readonly Point[];
  readonly camera: { readonly x: number; readonly y: number; readonly zoom: number };
  /** What the beat is about, by the ids of places and the keys of objects. */
  readonly now: readonly string[];
  readonly kubectl: ShownKubectl;
  readonly apiServer: ShownApiServer;
  readonly etcd: ShownEtcd;
  readonly scheduler: ShownScheduler;
  readonly controllers: Scene["controllers"];
  readonly running: Scene["running"];
  readonly pod: Scene["pod"];
  /** In the cluster's order. */
  readonly nodeNames: readonly string[];
  /** In the order of their names above: thousands of them are compared at every frame, and a list is quickest. */
  readonly nodes: readonly NodeFrame[];
  /** Contribution that fills a score column from bottom to top. */
  readonly scoreScale: number;
}

export interface FrameInput {
  /** What the beat before showed at its end; null at the start and after a jump: then things stand where they will be. */
  readonly previous: Scene | null;
  readonly scene: Scene;
  /** Share of the beat, 0..1. */
  readonly p: number;
  readonly viewport: Viewport;
  /** Null as long as only the first beat is known. */
  readonly later: LaterActs | null;
  /** Length of the beat, milliseconds at 1×. */
  readonly duration?: number;
  /** Reduced motion: nothing travels; tokens rest in the middle of their edge. */
  readonly still?: boolean;
}

/** Everything that the stage draws, from (the scenes, p): no clock, no transition, the same picture for the same input. */
export function frameAt({
  previous,
  scene,
  p,
  viewport,
  later,
  duration = 1800,
  still = false,
}: FrameInput): StageFrame {
  const layout = cachedLayout(scene, viewport, later);
  const before = previous ? cachedLayout(previous, viewport, later) : null;
  const moved = before !== null && before !== layout && !sameLayout(before, layout);
  const settle = moved && !still ? Math.min(0.35, moveTimes.camera / duration) : 0;
  const shift = settle === 0 ? 1 : easeTravel(progress(p, 0, settle));
  // A beat begins where the one before ended: faces don't change before their boxes move.
  if (previous && shift === 0) return frameAt({ previous: null, scene: previous, p: 1, viewport, later, still });
  const share = still ? 1 : progress(p, settle, 1);

  const nodes = revealNodes(previous, scene, share, duration);
  const running = later?.revealRunning(previous?.running ?? null, scene.running, share) ?? null;
  const lines =
    later && running && layout.mode === "running"
      ? later.linesOfRunning({ layout, running, before: previous?.running ?? null, p: share, shift })
      : null;
  const places = placesAt(before, layout, scene, shift);
  const boxes = new Map(places.map((place) => [place.id, place.box]));
  return {
    mode: layout.mode,
    wide: isWide(viewport),
    act: scene.act,
    places,
    edges: lines?.edges ?? edgesAt(layout, scene, nodes.frames, share, shift),
    tokens: [...tokensAt(layout, scene, share, still), ...(later?.callsAt(layout, scene, share, still) ?? [])],
    lane: (layout.mode === "list" && later?.laneAt(scene, share, still)) || null,
    marks:
      layout.mode === "schedule"
        ? marksAt(layout, scene, previous, nodes.frames, boxes, share, viewport)
        : (lines?.marks ?? []),
    dots: lines?.dots ?? [],
    camera: cameraOf(layout, viewport),
    now: scene.now,
    kubectl: revealKubectl(previous, scene, share, duration),
    apiServer: revealApiServer(previous, scene, share, duration),
    etcd: revealEtcd(previous, scene, share, duration),
    scheduler: revealScheduler(previous, scene, share),
    controllers: scene.controllers,
    running,
    pod: later?.revealPod(previous?.pod ?? null, scene.pod, share) ?? null,
    nodeNames: namesOf(scene),
    nodes: nodes.frames,
    scoreScale: nodes.scale,
  };
}

/** A node of a frame by its name. */
export function nodeIn({ nodeNames, nodes }: StageFrame, name: string): NodeFrame | undefined {
  return nodes[indexIn(nodeNames, name)];
}

const layouts = new WeakMap<Scene, Map<string, StageLayout>>();

/** Layouts depend on nothing but the scene and the pane, and are asked for at every frame. */
function cachedLayout(scene: Scene, viewport: Viewport, later: LaterActs | null): StageLayout {
  const key = `${viewport.width}×${viewport.height}`;
  const known = layouts.get(scene) ?? new Map<string, StageLayout>();
  layouts.set(scene, known);
  const layout = known.get(key) ?? layoutOf(scene, viewport, later);
  known.set(key, layout);
  return layout;
}

/** Shows the whole composition: layouts fill the pane, and only crowded ones are made smaller. */
function cameraOf({ bounds, mode }: StageLayout, { width, height }: Viewport): StageFrame["camera"] {
  if (mode === "list") return { x: 0, y: 0, zoom: 1 };
  const right = bounds.x + bounds.w;
  const bottom = bounds.y + bounds.h;
  if (right <= width + 1 && bottom <= height + 1) return { x: 0, y: 0, zoom: 1 };
  const zoom = Math.min(1, Math.max(0.3, Math.min(width / (right + bounds.x), height / (bottom + 12))));
  return { x: round((width - (right + bounds.x) * zoom) / 2), y: 0, zoom };
}
