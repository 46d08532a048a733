import type { DecisionRecord } from "../../engine/index.ts";
import { byName } from "../records.ts";

/** How an attempt ended for one node. */
export type NodeOutcome =
  /** `total` is null where nothing was added up: another node was nominated and fit. */
  | { readonly kind: "fits"; readonly total: number | null; readonly chosen: boolean }
  | { readonly kind: "refused"; readonly reasons: readonly string[] }
  /** The search ended before it. */
  | { readonly kind: "notAsked" }
  /** The cluster had no such node. */
  | { readonly kind: "absent" };

export interface ChangedNode {
  readonly node: string;
  readonly was: NodeOutcome;
  readonly is: NodeOutcome;
  readonly change: "gained" | "lost" | "up" | "down" | "other";
}

/** What became of the Pod's last attempt between two runs. */
export interface Comparison {
  readonly was: string | null;
  readonly is: string | null;
  readonly gained: number;
  readonly lost: number;
  readonly up: number;
  readonly down: number;
  /** The chosen ones first, then nodes won and lost, then by how far the total moved, then by name. */
  readonly nodes: readonly ChangedNode[];
}

const absent: NodeOutcome = { kind: "absent" };

/** Compares how two attempts ended, node by node. Nodes that came out the same are left out. */
export function compareDecisions(before: DecisionRecord, now: DecisionRecord): Comparison {
  const [old, fresh] = [outcomesOf(before), outcomesOf(now)];
  const nodes: ChangedNode[] = [];
  for (const node of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(node) ?? absent, fresh.get(node) ?? absent];
    const change = changeOf(was, is);
    if (change !== null) nodes.push({ node, was, is, change });
  }
  nodes.sort((a, b) => rankOf(a) - rankOf(b) || shiftOf(b) - shiftOf(a) || byName(a.node, b.node));
  const count = (change: ChangedNode["change"]): number => nodes.filter((one) => one.change === change).length;
  return {
    was: before.chosen,
    is: now.chosen,
    gained: count("gained"),
    lost: count("lost"),
    up: count("up"),
    down: count("down"),
    nodes,
  };
}

const ranks: { readonly [C in ChangedNode["change"]]: number } = { gained: 0, lost: 1, up: 2, down: 2, other: 3 };

function rankOf({ was, is, change }: ChangedNode): number {
  const isChoice = (is.kind === "fits" && is.chosen) || (was.kind === "fits" && was.chosen);
  return isChoice ? -1 : ranks[change];
}

function shiftOf({ was, is }: ChangedNode): number {
  return was.kind === "fits" && is.kind === "fits" ? Math.abs((is.total ?? 0) - (was.total ?? 0)) : 0;
}

function outcomesOf(record: DecisionRecord): Map<string, NodeOutcome> {
  const outcomes = new Map<string, NodeOutcome>(record.nodes.map((node) => [node, { kind: "notAsked" }]));
  for (const { node, verdict } of record.filter ?? []) {
    outcomes.set(
      node,
      verdict
        ? { kind: "refused", reasons: verdict.reasons }
        : { kind: "fits", total: record.total?.[node] ?? null, chosen: record.chosen === node },
    );
  }
  return outcomes;
}

function changeOf(was: NodeOutcome, is: NodeOutcome): ChangedNode["change"] | null {
  if (was.kind !== is.kind) return is.kind === "fits" ? "gained" : was.kind === "fits" ? "lost" : "other";
  if (was.kind === "fits" && is.kind === "fits") {
    const shift = (is.total ?? 0) - (was.total ?? 0);
    if (shift !== 0) return shift > 0 ? "up" : "down";
    return was.chosen === is.chosen ? null : "other";
  }
  if (was.kind === "refused" && is.kind === "refused") return was.reasons.join() === is.reasons.join() ? null : "other";
  return null;
}
