import type { DecisionRecord, Operands, PluginStatus } from "../../engine/index.ts";
import type { DecisionScene } from "../model.ts";

/** Node → its verdict (null: it fits), for the nodes that have been asked at the playhead. */
export type Verdicts = ReadonlyMap<string, PluginStatus | null>;

export function revealedVerdicts({ record, revealedNodes }: DecisionScene): Verdicts {
  return new Map((record.filter ?? []).slice(0, revealedNodes).map(({ node, verdict }) => [node, verdict]));
}

/** Reasons and how many nodes gave them, in the order in which the scheduler's message sorts them. */
export function refusalCounts(verdicts: Verdicts): readonly (readonly [reason: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const verdict of verdicts.values()) {
    for (const reason of verdict?.reasons ?? []) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const line = ([reason, count]: readonly [string, number]): string => `${count} ${reason}`;
  return [...counts].sort((a, b) => (line(a) < line(b) ? -1 : 1));
}

export function nodesWith(record: DecisionRecord, reason: string): ReadonlySet<string> {
  return new Set(
    (record.filter ?? []).filter(({ verdict }) => verdict?.reasons.includes(reason)).map(({ node }) => node),
  );
}

/** A cell of one of the two tables. */
export interface CellPlace {
  readonly node: string;
  readonly plugin: string;
}

/** The numbers behind a cell; undefined where the plugin was not asked. */
export function operandsOf(
  record: DecisionRecord,
  point: "filter" | "score",
  { node, plugin }: CellPlace,
): Operands | undefined {
  if (point === "score") return record.operands[plugin]?.[node];
  return record.filterOperands?.[plugin]?.[node] ?? record.operands[plugin]?.[node];
}

/**
 * What the panel opens on: the cell that is asked now, else the one that decided. Nothing that is still ahead.
 */
export function decidingCell(decision: DecisionScene, point: "filter" | "score"): CellPlace | null {
  const { record, now, phase, revealedNodes, revealedScores } = decision;
  const winner = phase === "picked" ? record.chosen : null;
  if (point === "score") {
    const node = now?.node ?? winner ?? record.filter?.find((entry) => entry.verdict === null)?.node;
    const shown = (record.score ?? []).slice(0, phase === "picked" ? undefined : revealedScores);
    const plugin = now?.plugin ?? (shown.find((score) => score.plugin === "NodeResourcesFit") ?? shown.at(-1))?.plugin;
    return node !== undefined && plugin !== undefined ? { node, plugin } : null;
  }
  const asked = (record.filter ?? []).slice(0, revealedNodes);
  const entry = asked.find(({ node }) => node === (now?.node ?? winner)) ?? asked.at(-1);
  if (!entry) return null;
  const fit = record.filterPlugins.includes("NodeResourcesFit") ? "NodeResourcesFit" : record.filterPlugins.at(-1);
  const plugin = entry.verdict?.plugin ?? fit;
  return plugin === undefined ? null : { node: entry.node, plugin };
}
