import type { DecisionRecord, PluginScore } from "../../engine/index.ts";
import { byName } from "../records.ts";

/** Weight by scoring plugin, where it is another than the attempt's. */
export type Weights = { readonly [plugin: string]: number };

/** The nodes that were scored, by what their points add up to. */
export interface Ranking {
  readonly totals: ReadonlyMap<string, number>;
  /** By total, ties by name. */
  readonly order: readonly string[];
  /** Those with the highest total, in the order in which the scheduler asked them. */
  readonly best: readonly string[];
}

export const weightOf = ({ plugin, weight }: PluginScore, weights: Weights): number => weights[plugin] ?? weight;

/**
 * What the normalised scores come to with these weights: the scheduler's own sum. `shown` counts the plugins that have
 * been added so far.
 */
export function rankingOf(record: DecisionRecord, weights: Weights = {}, shown?: number): Ranking {
  const scores = (record.score ?? []).slice(0, shown);
  const totals = new Map<string, number>();
  for (const node of Object.keys(record.score?.[0]?.normalized ?? {})) {
    totals.set(
      node,
      scores.reduce((sum, score) => sum + (score.normalized[node] ?? 0) * weightOf(score, weights), 0),
    );
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (const total of totals.values()) highest = Math.max(highest, total);
  const names = namesInOrder(record);
  return {
    totals,
    order: names.toSorted((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0)),
    best: [...totals.keys()].filter((node) => totals.get(node) === highest),
  };
}

const ordered = new WeakMap<DecisionRecord, readonly string[]>();

/** The nodes that were scored, by name: to compare thousands of names takes longer than everything else here. */
function namesInOrder(record: DecisionRecord): readonly string[] {
  const known = ordered.get(record) ?? Object.keys(record.score?.[0]?.normalized ?? {}).sort(byName);
  ordered.set(record, known);
  return known;
}

/** What other weights would do to the choice. */
export type Consequence =
  /** The same node, before `second`; no second: it was the only one. */
  | { readonly kind: "same"; readonly node: string; readonly total: number; readonly second: NodeTotal | null }
  /** The chosen node is one of several with the highest total: chance may pick another. */
  | { readonly kind: "tied"; readonly node: string; readonly total: number; readonly count: number }
  /** Another node wins; `was` is what the chosen one has then. */
  | { readonly kind: "other"; readonly node: string; readonly total: number; readonly was: NodeTotal }
  /** Several others tie. */
  | {
      readonly kind: "others";
      readonly nodes: readonly string[];
      readonly total: number;
      readonly was: NodeTotal;
    };

export interface NodeTotal {
  readonly node: string;
  readonly total: number;
}

/** null while nothing has been chosen. */
export function consequenceOf(record: DecisionRecord, { totals, order, best }: Ranking): Consequence | null {
  const { chosen } = record;
  if (chosen === null || best.length === 0) return null;
  const total = totals.get(best[0]) ?? 0;
  const was = { node: chosen, total: totals.get(chosen) ?? 0 };
  if (!best.includes(chosen)) {
    return best.length === 1
      ? { kind: "other", node: best[0], total, was }
      : { kind: "others", nodes: best, total, was };
  }
  if (best.length > 1) return { kind: "tied", node: chosen, total, count: best.length };
  const second = order.find((node) => node !== chosen);
  return {
    kind: "same",
    node: chosen,
    total,
    second: second === undefined ? null : { node: second, total: totals.get(second) ?? 0 },
  };
}

/** Which of the tied nodes was drawn, in the order in which they were asked, from 1; null when nothing was tied. */
export function drawn(record: DecisionRecord): { readonly at: number; readonly of: number } | null {
  const tied = new Set(record.best ?? []);
  if (tied.size < 2 || record.chosen === null) return null;
  const inOrder = (record.filter ?? []).filter(({ node }) => tied.has(node)).map(({ node }) => node);
  return { at: inOrder.indexOf(record.chosen) + 1, of: tied.size };
}
