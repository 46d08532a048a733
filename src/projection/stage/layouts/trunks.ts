import type { Box, Point } from "../geometry.ts";

/** A Service at the left and the places that its line goes to. */
export interface Branching {
  readonly from: Box;
  readonly to: readonly Target[];
}

/** A card: entered from its left side in the first column, else from above. */
export interface Target {
  readonly box: Box;
  readonly first: boolean;
}

/** Lines from Services to nodes: each Service has one trunk of its own in the channel, with a branch to each node. */
export function branches(services: readonly Branching[], left: number, channel: number): Point[][][] {
  const entries = services.map((service, i) => service.to.map((target) => entryOf(target, services, i)));
  const lanes = fewestCrossings(services, entries);
  const step = Math.min(14, (channel - 20) / Math.max(1, services.length - 1));
  const start = left + (channel - step * (services.length - 1)) / 2;
  return services.map(({ from, to }, i) => {
    const x = start + lanes[i] * step;
    const source = { x: from.x + from.w, y: from.y + from.h / 2 };
    return to.map((target, j) => {
      const entry = entries[i][j];
      const points = [source, { x, y: source.y }, { x, y: entry.y }];
      if (target.first) return [...points, { x: target.box.x, y: entry.y }];
      return [...points, { x: entry.x, y: entry.y }, { x: entry.x, y: target.box.y }];
    });
  });
}

/** Where a line arrives: no two Services' lines at one height, so that none lies on another. */
function entryOf({ box, first }: Target, services: readonly Branching[], service: number): Point {
  const callers = services.flatMap(({ to }, i) => (to.some((target) => target.box === box) ? [i] : []));
  const at = callers.indexOf(service);
  if (first) {
    const step = Math.min(12, (box.h * 0.5) / Math.max(1, callers.length));
    return { x: box.x, y: box.y + box.h / 2 + (at - (callers.length - 1) / 2) * step };
  }
  const step = Math.min(16, (box.w * 0.5) / Math.max(1, callers.length));
  return { x: box.x + box.w / 2 + (at - (callers.length - 1) / 2) * step, y: box.y - 7 - aboveStep * service };
}

/** Lines that run above a row of nodes are this far apart, pixels: a row's gap has to hold one for each Service. */
export const aboveStep = 6;

/** The order of the trunks, left to right, in which the fewest lines cross. */
function fewestCrossings(services: readonly Branching[], entries: readonly (readonly Point[])[]): number[] {
  let best: number[] = services.map((_, i) => i);
  let fewest = Number.POSITIVE_INFINITY;
  for (const order of permutations(services.length)) {
    const crossed = crossings(services, entries, order);
    if (crossed >= fewest) continue;
    fewest = crossed;
    best = order;
  }
  return best;
}

/** How often a line that runs across meets another Service's trunk. */
function crossings(
  services: readonly Branching[],
  entries: readonly (readonly Point[])[],
  lanes: readonly number[],
): number {
  let count = 0;
  for (const [trunk, { from }] of services.entries()) {
    const source = from.y + from.h / 2;
    const ends = [source, ...entries[trunk].map(({ y }) => y)];
    if (ends.length === 1) continue;
    const [top, bottom] = [Math.min(...ends), Math.max(...ends)];
    const within = (y: number): boolean => y >= top - 1 && y <= bottom + 1;
    for (const [other, service] of services.entries()) {
      if (other === trunk || entries[other].length === 0) continue;
      if (lanes[other] > lanes[trunk] && within(service.from.y + service.from.h / 2)) count++;
      // Worse than a crossing: the two lie on one another for a while.
      if (
        lanes[trunk] < lanes[other] &&
        entries[trunk].some(({ y }) => Math.abs(y - service.from.y - service.from.h / 2) < 6)
      )
        count += 10;
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
