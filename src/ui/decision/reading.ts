import type { DecisionRecord, PluginStatus } from "../../engine/index.ts";
import type { DecisionScene } from "../../projection/model.ts";

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

/** What each node has so far: the sum of the plugins that have been shown. The stage's columns add up to the same. */
export function totalsSoFar({ record, revealedScores }: DecisionScene): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const node of Object.keys(record.score?.[0]?.normalized ?? {})) {
    let sum = 0;
    for (const score of (record.score ?? []).slice(0, revealedScores))
      sum += (score.normalized[node] ?? 0) * score.weight;
    totals.set(node, sum);
  }
  return totals;
}

/** `NodeResourcesFit` → two lines for a narrow column head. */
export function twoLines(plugin: string): readonly [string, string] {
  const words = plugin.match(/[A-Z][a-z0-9]*/g) ?? [plugin];
  let [best, difference] = [1, Number.POSITIVE_INFINITY];
  for (let i = 1; i < words.length; i++) {
    const gap = Math.abs(words.slice(0, i).join("").length - words.slice(i).join("").length);
    if (gap < difference) [best, difference] = [i, gap];
  }
  return [words.slice(0, best).join(""), words.slice(best).join("")];
}

const gibi = 2 ** 30;
const mebi = 2 ** 20;

/** An amount of a resource as manifests say it: `1500m`, `4Gi`, `110`. */
export function amount(resource: string, value: number): string {
  if (resource === "cpu") return `${Number(value.toFixed(3))}m`;
  if (resource === "memory" || resource === "ephemeral-storage" || resource.startsWith("hugepages-")) {
    if (value !== 0 && value % gibi === 0) return `${value / gibi}Gi`;
    return `${Number((value / mebi).toFixed(1))}Mi`;
  }
  return String(value);
}

/** Moves the focus between the buttons of a table with the arrow keys. */
export function arrowKeys(event: {
  readonly key: string;
  readonly target: EventTarget;
  readonly currentTarget: HTMLElement;
  preventDefault: () => void;
}): void {
  const steps: { readonly [key: string]: readonly [row: number, column: number] } = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const step = steps[event.key];
  if (!step || !(event.target instanceof HTMLElement)) return;
  const at = event.target.dataset.at?.split(":").map(Number);
  if (!at) return;
  for (let distance = 1; distance < 24; distance++) {
    const next = event.currentTarget.querySelector<HTMLElement>(
      `[data-at="${at[0] + step[0] * distance}:${at[1] + step[1] * distance}"]`,
    );
    if (next) {
      event.preventDefault();
      next.focus();
      return;
    }
  }
}
