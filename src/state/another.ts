import type { ObjectLines } from "../worker/protocol.ts";

/**
 * Whether a text is about something else than an earlier one, pasted over it or written anew: its objects have other
 * names, or its cluster has other Nodes. Then there is nothing to compare. An edit keeps most of both.
 */
export function isAnotherScenario(before: readonly ObjectLines[], now: readonly ObjectLines[]): boolean {
  const named = (objects: readonly ObjectLines[], nodes: boolean): ReadonlySet<string> =>
    new Set(objects.filter(({ kind }) => (kind === "Node") === nodes).map(({ name }) => name));
  return isApart(named(before, false), named(now, false)) || isApart(named(before, true), named(now, true));
}

/** Something was there, or is, and nothing of it is in both. */
const isApart = (before: ReadonlySet<string>, now: ReadonlySet<string>): boolean =>
  before.size + now.size > 0 && ![...before].some((name) => now.has(name));
