import type { Box, Point } from "../geometry.ts";

/** Something at the left (an Ingress, a Service) and the cards at the right that its line goes to. */
export interface Branching {
  readonly from: Point;
  readonly to: readonly Box[];
}

/** Lines from left to right: each source has one trunk of its own in the channel, with a branch to each card's left side. */
export function branches(sources: readonly Branching[], left: number, channel: number): Point[][][] {
  const entries = sources.map((source, i) => source.to.map((box) => entryOf(box, sources, i)));
  const lanes = fewestCrossings(sources, entries);
  const step = Math.min(14, (channel - 16) / Math.max(1, sources.length - 1));
  const start = left + (channel - step * (sources.length - 1)) / 2;
  return sources.map(({ from, to }, i) => {
    const x = start + lanes[i] * step;
    return to.map((box, j) => {
      const { y } = entries[i][j];
      if (Math.abs(y - from.y) < 0.5)
        return [
          { x: from.x, y },
          { x: box.x, y },
        ];
      return [from, { x, y: from.y }, { x, y }, { x: box.x, y }];
    });
  });
}

/** Where a line arrives: no two sources' lines at one height, so that none lies on another. */
function entryOf(box: Box, sources: readonly Branching[], source: number): Point {
  const callers = sources.flatMap(({ to }, i) => (to.includes(box) ? [i] : []));
  const at = callers.indexOf(source);
  const step = Math.min(12, (box.h * 0.6) / Math.max(1, callers.length));
  return { x: box.x, y: box.y + box.h / 2 + (at - (callers.length - 1) / 2) * step };
}

/** With so many sources all orders of their trunks are tried; with more, neighbours change places as long as it helps. */
const allTried = 6;

/** The order of the trunks, left to right, in which the fewest lines cross. */
function fewestCrossings(sources: readonly Branching[], entries: readonly (readonly Point[])[]): number[] {
  let best: number[] = sources.map((_, i) => i);
  if (sources.length > allTried) return improved(best, (order) => crossings(sources, entries, order));
  let fewest = Number.POSITIVE_INFINITY;
  for (const order of permutations(sources.length)) {
    const crossed = crossings(sources, entries, order);
    if (crossed >= fewest) continue;
    fewest = crossed;
    best = order;
  }
  return best;
}

function improved(first: readonly number[], cost: (order: readonly number[]) => number): number[] {
  let best = [...first];
  let lowest = cost(best);
  for (let found = true; found; ) {
    found = false;
    for (let i = 0; i < best.length; i++)
      for (let j = i + 1; j < best.length; j++) {
        const other = [...best];
        [other[i], other[j]] = [other[j], other[i]];
        const its = cost(other);
        if (its >= lowest) continue;
        [best, lowest, found] = [other, its, true];
      }
  }
  return best;
}

/** How often a line that runs across meets another source's trunk. */
function crossings(
  sources: readonly Branching[],
  entries: readonly (readonly Point[])[],
  lanes: readonly number[],
): number {
  let count = 0;
  for (const [trunk, { from }] of sources.entries()) {
    const ends = [from.y, ...entries[trunk].map(({ y }) => y)];
    if (ends.length === 1) continue;
    const [top, bottom] = [Math.min(...ends), Math.max(...ends)];
    const within = (y: number): boolean => y >= top - 1 && y <= bottom + 1;
    for (const [other, source] of sources.entries()) {
      if (other === trunk || entries[other].length === 0) continue;
      if (lanes[other] > lanes[trunk] && within(source.from.y)) count++;
      // Worse than a crossing: the two lie on one another for a while.
      if (lanes[trunk] < lanes[other] && entries[trunk].some(({ y }) => Math.abs(y - source.from.y) < 6)) count += 10;
      if (lanes[other] < lanes[trunk]) count += entries[other].filter(({ y }) => within(y)).length;
    }
  }
  return count;
}

function* permutations(count: number): Generator<number[]> {
  if (count === 0) return yield [];
  for (const rest of permutations(count - 1)) {
    for (let at = 0; at < count; at++) yield [...rest.slice(0, at), count - 1, ...rest.slice(at)];
  }
}
