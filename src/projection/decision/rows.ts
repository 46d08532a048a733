import type { PluginStatus } from "../../engine/index.ts";
import type { DecisionScene } from "../model.ts";
import { byName } from "../records.ts";
import type { Ranking } from "./weights.ts";

/**
 * How a node stands at the playhead. `toCome`: it will be asked; `unseen`: the search ended before it, as enough others
 * had been found.
 */
export type Standing = "fit" | "refused" | "toCome" | "unseen";

export interface NodeRow {
  readonly node: string;
  readonly zone: string;
  readonly standing: Standing;
  /** Why it was refused; null unless it was. */
  readonly verdict: PluginStatus | null;
}

/** What is looked for: every part that is given has to hold. */
export interface RowQuery {
  /** Part of a name, a zone, a plugin or a reason; letters large or small. */
  readonly search: string;
  readonly standing: Standing | null;
  readonly zone: string | null;
  readonly reason: string | null;
}

export interface Sort {
  /** `node`, `total`, or a plugin's name. */
  readonly column: string;
  readonly descending: boolean;
}

/** All nodes of the cluster: those that are asked, in the order of asking, then the others. */
export function nodeRows({ record, revealedNodes, nodes }: DecisionScene): readonly NodeRow[] {
  const zones = new Map(nodes.map(({ name, zone }) => [name, zone ?? ""]));
  const filter = record.filter ?? [];
  const complete = revealedNodes >= filter.length;
  const rows = filter.map(({ node, verdict }, at): NodeRow => {
    const asked = at < revealedNodes;
    return {
      node,
      zone: zones.get(node) ?? "",
      standing: !asked ? "toCome" : verdict ? "refused" : "fit",
      verdict: asked ? verdict : null,
    };
  });
  const known = new Set(filter.map(({ node }) => node));
  for (const { name, zone } of nodes) {
    if (known.has(name)) continue;
    rows.push({ node: name, zone: zone ?? "", standing: complete ? "unseen" : "toCome", verdict: null });
  }
  return rows;
}

/** How many nodes stand how. */
export function standings(rows: readonly NodeRow[]): { readonly [S in Standing]: number } {
  const counts = { fit: 0, refused: 0, toCome: 0, unseen: 0 };
  for (const { standing } of rows) counts[standing]++;
  return counts;
}

export function matching(rows: readonly NodeRow[], { search, standing, zone, reason }: RowQuery): readonly NodeRow[] {
  const wanted = search.trim().toLowerCase();
  const contains = (text: string): boolean => text.toLowerCase().includes(wanted);
  return rows.filter(
    (row) =>
      (standing === null || row.standing === standing) &&
      (zone === null || row.zone === zone) &&
      (reason === null || (row.verdict?.reasons.includes(reason) ?? false)) &&
      (wanted === "" ||
        contains(row.node) ||
        contains(row.zone) ||
        (row.verdict !== null && (contains(row.verdict.plugin) || row.verdict.reasons.some(contains)))),
  );
}

/** Rows of the Filter table in order; without a sort, the order of asking. A plugin's column has its refusals first. */
export function sortedByVerdict(rows: readonly NodeRow[], sort: Sort | null): readonly NodeRow[] {
  if (!sort) return rows;
  const { column } = sort;
  if (column === "node") return directed(rows, sort, (a, b) => byName(a.node, b.node));
  const own = (row: NodeRow): string => (row.verdict?.plugin === column ? row.verdict.reasons.join() : "");
  const rank = (row: NodeRow): number =>
    row.verdict?.plugin === column ? 0 : row.standing === "fit" ? 1 : row.standing === "refused" ? 2 : 3;
  return directed(rows, sort, (a, b) => rank(a) - rank(b) || byName(own(a), own(b)));
}

/** The feasible nodes in order; without a sort, by total and then by name. Numbers sort the highest first. */
export function sortedByScore(
  ranking: Ranking,
  points: (node: string, plugin: string) => number,
  sort: Sort | null,
): readonly string[] {
  if (!sort) return ranking.order;
  const { column } = sort;
  if (column === "node") return directed(ranking.order, sort, byName);
  const value =
    column === "total" ? (node: string) => ranking.totals.get(node) ?? 0 : (node: string) => points(node, column);
  return directed(ranking.order, sort, (a, b) => value(a) - value(b));
}

/** Sorted without losing the order of equals, whichever the direction. */
function directed<T>(rows: readonly T[], { descending }: Sort, compare: (a: T, b: T) => number): readonly T[] {
  return rows.toSorted(descending ? (a, b) => compare(b, a) : compare);
}
