import type { NodeScene, Scene } from "../../model.ts";
import { mix, round } from "../geometry.ts";
import { inTurn, moveTimes, progress } from "../timing.ts";

export interface NodeFrame extends NodeScene {
  /** Asked in this beat: it keeps the accent when its verdict is said. */
  readonly current: boolean;
  /** How much of the Pod's ghost stands on the bars, 0..1. */
  readonly ghost: number;
  /** How much of the verdict is said, 0..1. */
  readonly said: number;
  /** The crown's opacity. */
  readonly crown: number;
}

interface Nodes {
  /** In the order of the scene. */
  readonly frames: readonly NodeFrame[];
  readonly scale: number;
}

/** Above this a score column would leave its card; a column of fewer points keeps its size while others grow. */
const smallestScale = 400;

/** What a pair of scenes says about the nodes, whatever the playhead. Asked for at every frame, so it is computed once. */
interface Plan {
  readonly previous: Scene | null;
  readonly before: ReadonlyMap<string, NodeScene>;
  /** Nodes that are asked in this beat, by their turn. */
  readonly turns: ReadonlyMap<string, number>;
  readonly scales: readonly [from: number, to: number];
  /** Frames of nodes whose turn is over, or has not come: thousands of them, the same at each p. */
  readonly over: Map<string, NodeFrame>;
  readonly ahead: Map<string, NodeFrame>;
}

const plans = new WeakMap<Scene, Plan>();

function planOf(previous: Scene | null, scene: Scene): Plan {
  const known = plans.get(scene);
  if (known && known.previous === previous) return known;
  const before = new Map(previous?.nodes.map((node) => [node.name, node]));
  const asked =
    previous && scene.act === 4
      ? scene.nodes.filter((node) => hasVerdict(node) && !hasVerdict(before.get(node.name)))
      : [];
  const plan: Plan = {
    previous,
    before,
    turns: new Map(asked.map((node, i) => [node.name, i])),
    scales: [highest(previous ?? scene), highest(scene)],
    over: new Map(),
    ahead: new Map(),
  };
  plans.set(scene, plan);
  return plan;
}

/** Nodes at a share of the beat: asked one after the other (waypoint, ghost, verdict), columns growing together. */
export function revealNodes(previous: Scene | null, scene: Scene, p: number, duration: number): Nodes {
  const { before, turns, scales, over, ahead } = planOf(previous, scene);
  const grown = progress(p, 0, Math.min(1, 900 / duration));
  const frames = scene.nodes.map((node) => {
    const was = previous ? (before.get(node.name) ?? null) : node;
    const turn = turns.get(node.name);
    const t = turn === undefined ? 1 : inTurn(p, turn, turns.size);
    const still = (grown === 1 || node.columns.length === 0) && (node.state !== "picked" || was?.state === "picked");
    const cache = still ? (t === 1 ? over : t === 0 ? ahead : undefined) : undefined;
    const frame = cache?.get(node.name) ?? nodeAt(node, scene.act, was, t, grown, p, duration);
    cache?.set(node.name, frame);
    return frame;
  });
  return { frames, scale: round(mix(scales[0], scales[1], grown)) };
}

function nodeAt(
  node: NodeScene,
  act: Scene["act"],
  was: NodeScene | null,
  t: number,
  grown: number,
  p: number,
  duration: number,
): NodeFrame {
  const asking = act === 4 && node.state === "now";
  const after = asking ? (node.verdict ? "refused" : "passed") : node.state;
  const state = t <= 0 ? settledState(was) : t < 0.6 && (asking || hasVerdict(node)) ? "now" : after;
  const hadGhost = was?.bars.some((bar) => bar.ghost !== null) ?? false;
  const crowned = node.state === "picked";
  const wasCrowned = was?.state === "picked";
  const crownStart = Math.max(0, 1 - (moveTimes.crown * 2) / duration);
  const columns = node.columns.map((column) => {
    const old =
      was?.columns.find((other) => other.plugin === column.plugin)?.contribution ?? (was ? 0 : column.contribution);
    return { ...column, contribution: round(mix(old, column.contribution, grown)) };
  });
  const settled = grown === 1 || !was;
  return {
    ...node,
    state: crowned && !wasCrowned && p < crownStart ? (was?.state ?? "scored") : state,
    columns: node.columns.length > 0 ? columns : node.columns,
    total: node.total === null || settled ? node.total : Math.round(mix(was?.total ?? 0, node.total, grown)),
    // A node that was refused before its resources were looked at shows no fit.
    ghost:
      after === "refused" && node.verdict && node.bars.every((bar) => bar.fits)
        ? 0
        : hadGhost
          ? 1
          : round(progress(t, 0.2, 0.6) * 10) / 10,
    current: node.state === "now" || node.state === "picked",
    said: t === 1 && was?.verdict ? 1 : round(progress(t, 0.6, 0.9) * 10) / 10,
    crown: crowned ? (wasCrowned ? 1 : round(progress(p, crownStart, 1) * 10) / 10) : 0,
  };
}

const hasVerdict = (node: NodeScene | undefined): boolean =>
  node?.state === "now" || node?.state === "refused" || node?.state === "passed";

/** How a node looked when the beat before was over. */
function settledState(was: NodeScene | null): NodeScene["state"] {
  if (!was) return "toCome";
  return was.state === "now" ? (was.verdict ? "refused" : "passed") : was.state;
}

function highest(scene: Scene): number {
  let most = smallestScale;
  for (const node of scene.nodes) {
    let sum = 0;
    for (const column of node.columns) sum += column.contribution;
    most = Math.max(most, sum);
  }
  return most;
}
