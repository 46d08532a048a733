import type { Move, Scene } from "../model.ts";
import { type Box, lineLength, mixBox, type Point, pathOf, pointAt, round } from "./geometry.ts";
import { type Edge, type LaterActs, type LayoutMode, layoutOf, type Place, type StageLayout } from "./layout.ts";
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

export interface PlaceFrame extends Place {
  readonly opacity: number;
  /** The beat is about it. */
  readonly now: boolean;
}

export interface EdgeFrame {
  readonly id: string;
  readonly path: string;
  readonly state: "past" | "now" | "next" | "idle" | "quiet" | "quietNext";
  readonly opacity: number;
  /** Where it says how much passes, pixels. */
  readonly width?: number;
}

export interface TokenFrame extends Point {
  readonly id: string;
  readonly label: string;
  readonly kind: Move["kind"];
  readonly ok: boolean;
  readonly opacity: number;
}

/** What stands on the scan bus or on the edge of a card. */
export interface MarkFrame extends Point {
  readonly id: string;
  readonly kind: "refused" | "passed" | "plugin" | "crown" | "share";
  readonly label: string;
  readonly opacity: number;
}

export interface StageFrame {
  readonly mode: LayoutMode;
  readonly wide: boolean;
  readonly act: Scene["act"];
  readonly places: readonly PlaceFrame[];
  readonly edges: readonly EdgeFrame[];
  readonly tokens: readonly TokenFrame[];
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
    tokens: [...tokensAt(layout, scene, share, still), ...callsAt(layout, scene, share)],
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

const indices = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Where a name stands in a list that is asked again and again; −1: nowhere. */
function indexIn(list: readonly string[], name: string): number {
  const known = indices.get(list) ?? new Map(list.map((each, i) => [each, i]));
  indices.set(list, known);
  return known.get(name) ?? -1;
}

/** A node of a frame by its name. */
export function nodeIn({ nodeNames, nodes }: StageFrame, name: string): NodeFrame | undefined {
  return nodes[indexIn(nodeNames, name)];
}

const names = new WeakMap<Scene, readonly string[]>();

function namesOf(scene: Scene): readonly string[] {
  const known = names.get(scene) ?? scene.nodes.map((node) => node.name);
  names.set(scene, known);
  return known;
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

const sameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

function sameLayout(a: StageLayout, b: StageLayout): boolean {
  if (a.mode !== b.mode || a.places.length !== b.places.length) return false;
  return a.places.every((place, i) => {
    const other = b.places[i];
    return place.id === other.id && place.face === other.face && sameBox(place.box, other.box);
  });
}

/** Places that were there move; new ones appear one after the other, and none is there before it can be seen. */
function placesAt(before: StageLayout | null, layout: StageLayout, scene: Scene, shift: number): PlaceFrame[] {
  const old = new Map((shift < 1 ? before?.places : undefined)?.map((place) => [place.id, place]));
  const now = new Set<string>(scene.now);
  const entering = layout.places.length - layout.places.filter(({ id }) => old.has(id)).length;
  const frames: PlaceFrame[] = [];
  let entered = 0;
  for (const place of layout.places) {
    const was = old.get(place.id);
    const start = was ? 0 : (entered++ / entering) * (1 - entrance);
    const opacity = was || shift === 1 ? 1 : round(progress(shift, start, start + entrance) * 10) / 10;
    if (opacity === 0) continue;
    const box = was ? mixBox(was.box, place.box, shift) : place.box;
    frames.push({ ...place, box, opacity, now: now.has(place.id) });
  }
  return frames;
}

/** How much of the shift one new place takes to appear. */
const entrance = 0.4;

function edgeBetween(layout: StageLayout, a: string, b: string): Edge | undefined {
  return layout.edges.find((edge) => (edge.from === a && edge.to === b) || (edge.from === b && edge.to === a));
}

function edgesAt(
  layout: StageLayout,
  scene: Scene,
  nodes: StageFrame["nodes"],
  share: number,
  shift: number,
): EdgeFrame[] {
  const busy = new Set<string>();
  for (const move of scene.moves) {
    const edge = edgeBetween(layout, move.from, move.to);
    if (edge && share >= move.start) busy.add(edge.id);
  }
  const frames: EdgeFrame[] = [];
  const settled = new Set(["kubectl", "apiServer", "etcd", "scheduler", "kubelet", "containerd", "pod"]);
  for (const edge of layout.edges) {
    let state: EdgeFrame["state"] = "idle";
    if (edge.id.startsWith("scan-")) {
      const node = nodes[indexIn(namesOf(scene), edge.to.slice("node/".length))];
      if (!node || node.state === "resting") continue;
      const scored = scene.nodes.some((other) => other.columns.length > 0 || other.state === "picked");
      if (scored && node.state === "refused") continue;
      state = node.current ? "now" : node.state === "toCome" ? "next" : "past";
    } else if (edge.quiet) {
      const container = scene.pod?.containers.find((one) => `container/${one.name}` === edge.to);
      state = container && container.state !== "absent" ? "quiet" : "quietNext";
    } else if (busy.has(edge.id) || (edge.id === "kubelet-containerd" && scene.pod?.call)) {
      state = "now";
    } else if (edge.to.startsWith("node/") && layout.mode === "talk") {
      const said = scene.nodes.find((node) => `node/${node.name}` === edge.to);
      if (said?.state !== "picked") continue;
      state = "next";
    } else if (scene.act >= 4 && settled.has(edge.from) && (settled.has(edge.to) || layout.mode === "kubelet")) {
      state = "past";
    }
    frames.push({ id: edge.id, path: pathOf(edge.points), state, opacity: shift === 1 ? 1 : round(shift * 10) / 10 });
  }
  // What happens now is drawn last, over the trunks that it shares.
  const rank = { quietNext: 0, quiet: 0, next: 1, idle: 1, past: 2, now: 3 } as const;
  return frames.sort((a, b) => rank[a.state] - rank[b.state]);
}

/** About how wide a pill is, pixels: what keeps it off the card that it arrives at. */
export const pillWidth = (label: string): number => 28 + label.length * 7;
const pillHeight = 28;

function tokensAt(layout: StageLayout, scene: Scene, share: number, still: boolean): TokenFrame[] {
  const tokens: TokenFrame[] = [];
  for (const [i, move] of scene.moves.entries()) {
    const edge = edgeBetween(layout, move.from, move.to);
    if (!edge || (share < move.start && !still)) continue;
    const points = edge.from === move.from ? edge.points : [...edge.points].reverse();
    const later = scene.moves.some(
      (other, j) =>
        j > i && other.start >= move.end && edgeBetween(layout, other.from, other.to) === edge && share >= other.start,
    );
    if (later) continue;
    const whole = lineLength(points);
    const t = still ? 0.5 : easeTravel(progress(share, move.start, move.end));
    const [first, last] = [room(points[0], points[1], move.label), room(points.at(-1), points.at(-2), move.label)];
    const from = Math.min(whole / 2, first);
    const to = Math.max(whole / 2, whole - last);
    const point = still
      ? restOn(points, move.label, tokens, layout.places)
      : pointAt(points, whole === 0 ? 0 : (from + (to - from) * t) / whole);
    const opacity = still ? 1 : progress(share, move.start, Math.min(move.end, move.start + 0.08));
    tokens.push({
      id: `${i}:${move.label}`,
      x: round(within(layout.bounds, point.x, move.label)),
      y: round(point.y),
      label: move.label,
      kind: move.kind,
      ok: move.ok,
      opacity: round(opacity * 10) / 10,
    });
  }
  return tokens;
}

/** Where a token rests: in the middle of its edge, or as near to it as the tokens before it, and cards, leave room. */
function restOn(
  points: readonly Point[],
  label: string,
  others: readonly TokenFrame[],
  places: readonly Place[],
): Point {
  const half = { w: pillWidth(label) / 2, h: pillHeight / 2 };
  const isClear = ({ x, y }: Point): boolean =>
    others.every(
      (other) =>
        Math.abs(other.y - y) > pillHeight + 2 || Math.abs(other.x - x) > (pillWidth(other.label) + 2 * half.w) / 2 + 4,
    );
  const isOff = ({ x, y }: Point): boolean =>
    places.every(
      ({ face, box }) =>
        face === "frame" ||
        x + half.w <= box.x ||
        x - half.w >= box.x + box.w ||
        y + half.h <= box.y ||
        y - half.h >= box.y + box.h,
    );
  const clear = restShares.map((share) => pointAt(points, share)).filter(isClear);
  return clear.find(isOff) ?? clear[0] ?? pointAt(points, 0.5);
}

const restShares = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1];

/** A token at the edge of the stage is beside its line, whole. */
function within(bounds: Box, x: number, label: string): number {
  const half = pillWidth(label) / 2;
  return Math.max(bounds.x + half, Math.min(bounds.x + bounds.w - half, x));
}

/** The call that the kubelet makes of the container runtime: on its edge as long as it lasts. */
function callsAt(layout: StageLayout, scene: Scene, share: number): TokenFrame[] {
  const edge = scene.pod?.call ? edgeBetween(layout, "kubelet", "containerd") : undefined;
  if (!edge || !scene.pod?.call) return [];
  const label = scene.pod.call.replace(/ .*\//, " ");
  const { x, y } = pointAt(edge.points, 0.5);
  return [
    {
      id: `call:${label}`,
      x: round(Math.max(x, pillWidth(label) / 2 + 12)),
      y: round(y),
      label,
      kind: "call",
      ok: true,
      opacity: round(progress(share, 0, 0.08) * 10) / 10,
    },
  ];
}

/** How far a pill's middle stays from a line's end so as not to cover the card there. */
function room(end: Point | undefined, next: Point | undefined, label: string): number {
  const horizontal = end !== undefined && next !== undefined && Math.abs(end.y - next.y) < 0.01;
  return horizontal ? pillWidth(label) / 2 + 6 : pillHeight / 2 + 5;
}

function marksAt(
  layout: StageLayout,
  scene: Scene,
  previous: Scene | null,
  nodes: StageFrame["nodes"],
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

/** Shows the whole composition: layouts fill the pane, and only crowded ones are made smaller. */
function cameraOf({ bounds, mode }: StageLayout, { width, height }: Viewport): StageFrame["camera"] {
  if (mode === "list") return { x: 0, y: 0, zoom: 1 };
  const right = bounds.x + bounds.w;
  const bottom = bounds.y + bounds.h;
  if (right <= width + 1 && bottom <= height + 1) return { x: 0, y: 0, zoom: 1 };
  const zoom = Math.min(1, Math.max(0.3, Math.min(width / (right + bounds.x), height / (bottom + 12))));
  return { x: round((width - (right + bounds.x) * zoom) / 2), y: 0, zoom };
}
