import fc from "fast-check";
import { expect, it } from "vitest";
import { createRandom } from "./random.ts";
import { applyChange, type RecordChange } from "./records.ts";
import { TraceCursor, type TraceEntry } from "./trace.ts";

/** A trace of `length` entries over a few keys, with additions, replacements and removals. */
function makeTrace(length: number, seed: number): TraceEntry[] {
  const random = createRandom(seed);
  const state = new Map<string, unknown>();
  return Array.from({ length }, (_, seq) => {
    const changes: RecordChange[] = [];
    for (let i = random.integer(3); i > 0; i--) {
      const key = `k${random.integer(5)}`;
      const from = state.get(key);
      const to = random.next() < 0.3 ? undefined : random.integer(100);
      const change = { key, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      applyChange(state, change);
      changes.push(change);
    }
    return { seq, time: seq, actor: "a", cause: null, event: { type: "x" }, changes };
  });
}

function replay(entries: readonly TraceEntry[], seq: number): Map<string, unknown> {
  const state = new Map<string, unknown>();
  for (const entry of entries.slice(0, Math.max(0, seq + 1)))
    for (const change of entry.changes) applyChange(state, change);
  return state;
}

it("gives at any entry, in any order of asking, the state that a replay from the start gives", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1700 }),
      fc.integer(),
      fc.array(fc.integer({ min: -3, max: 1800 }), { maxLength: 12 }),
      (length, seed, seeks) => {
        const entries = makeTrace(length, seed);
        const cursor = new TraceCursor(entries);
        for (const seek of seeks) {
          const state = cursor.stateAt(seek);
          expect(Object.fromEntries(state)).toEqual(Object.fromEntries(replay(entries, seek)));
        }
      },
    ),
    { numRuns: 60 },
  );
});

it("the generator's numbers never change: links name a seed", () => {
  const random = createRandom(42);
  expect([random.integer(1000), random.integer(1000), random.integer(1000)]).toEqual([601, 448, 852]);
  const split = createRandom(42).split("scheduler");
  expect([split.integer(1000), split.integer(1000)]).toEqual(
    [createRandom(42).split("scheduler")].flatMap((again) => [again.integer(1000), again.integer(1000)]),
  );
  expect(createRandom(42).split("names").integer(1_000_000)).not.toBe(
    createRandom(42).split("ties").integer(1_000_000),
  );
});
