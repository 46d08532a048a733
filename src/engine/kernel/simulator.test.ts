import { describe, expect, it } from "vitest";
import { type Process, rest, Simulator, until } from "./simulator.ts";

type Event = { type: string };

describe("the queue", () => {
  it("runs timers by time, and equal times in the order in which they were set", () => {
    const simulator = new Simulator<Event>(1);
    const seen: string[] = [];
    for (const [delay, name] of [
      [5, "e"],
      [1, "a"],
      [1, "b"],
      [3, "c"],
      [3, "d"],
    ] as const) {
      simulator.after(delay, () => seen.push(`${name}@${simulator.now}`));
    }
    simulator.runUntil(4);
    expect(seen).toEqual(["a@1", "b@1", "c@3", "d@3"]);
    expect(simulator.nextTime()).toBe(5);
  });

  it("does not run a cancelled timer", () => {
    const simulator = new Simulator<Event>(1);
    let ran = false;
    const cancel = simulator.after(1, () => {
      ran = true;
    });
    cancel();
    cancel();
    simulator.runUntil(10);
    expect(ran).toBe(false);
    expect(simulator.nextTime()).toBeUndefined();
    expect(simulator.isSteady(0)).toBe(true);
  });

  it("what is set in motion quietly, and all that follows from it, keeps no run going", () => {
    const simulator = new Simulator<{ type: "Beat" }>(1);
    let resumed: () => void = () => undefined;
    function* beat(): Process {
      for (;;) {
        simulator.record("heart", { type: "Beat" });
        yield { sleep: 1 };
        yield* until<void>((resume) => {
          resumed = () => resume(undefined);
          simulator.after(4, resumed);
        });
      }
    }
    simulator.quietly(() => simulator.after(5, () => simulator.spawn(beat())));
    expect(simulator.isSteady(0)).toBe(true);
    // Another's timer may resume it: it stays quiet all the same.
    simulator.after(7, () => resumed());
    simulator.runUntil(30);
    expect(simulator.entries.map(({ time }) => time)).toEqual([5, 7, 12, 17, 22, 27]);
    expect(simulator.isSteady(0)).toBe(true);
  });

  it("is steady when only the background ticks, and has ticked in vain for a while", () => {
    const simulator = new Simulator<Event>(1);
    function* probe(): Process {
      for (;;) yield* rest(10);
    }
    simulator.after(5, () => simulator.spawn(probe()));
    expect(simulator.isSteady(30)).toBe(false);
    while (!simulator.isSteady(30)) simulator.step();
    expect(simulator.now).toBe(35);
  });
});

describe("processes", () => {
  it("read as sequences of waits", () => {
    const simulator = new Simulator<Event>(1);
    const seen: string[] = [];
    function* child(): Process<string> {
      yield { sleep: 10 };
      return "done";
    }
    function* parent(): Process {
      seen.push(`start@${simulator.now}`);
      seen.push(`${yield* child()}@${simulator.now}`);
      const answer = yield* until<number>((resume) => simulator.after(5, () => resume(42)));
      seen.push(`${answer}@${simulator.now}`);
    }
    simulator.spawn(parent());
    simulator.runUntil(100);
    expect(seen).toEqual(["start@0", "done@10", "42@15"]);
  });

  it("stop at their next wait when told to", () => {
    const simulator = new Simulator<Event>(1);
    let steps = 0;
    function* ticking(): Process {
      for (;;) {
        steps++;
        yield { sleep: 10 };
      }
    }
    const stop = simulator.spawn(ticking());
    simulator.runUntil(25);
    stop();
    simulator.runUntil(100);
    expect(steps).toBe(3);
  });
});

it("an entry's cause is the entry that set its timer, or the one before it in the same timer", () => {
  const simulator = new Simulator<Event>(1);
  simulator.after(0, () => {
    simulator.record("a", { type: "first" });
    simulator.after(1, () => simulator.record("b", { type: "later" }));
    simulator.record("a", { type: "second" });
    simulator.aside(() => simulator.record("a", { type: "aside" }));
    simulator.record("a", { type: "third" });
  });
  simulator.runUntil(10);
  expect(simulator.entries.map(({ event, cause }) => [event.type, cause])).toEqual([
    ["first", null],
    ["second", 0],
    ["aside", 1],
    ["third", 1],
    ["later", 0],
  ]);
});

it("a change knows what it replaced", () => {
  const simulator = new Simulator<Event>(1);
  expect(simulator.change("k", 1)).toEqual({ key: "k", to: 1 });
  simulator.record("a", { type: "set" }, [simulator.change("k", 1)]);
  expect(simulator.change("k", 2)).toEqual({ key: "k", from: 1, to: 2 });
  expect(simulator.change("k", undefined)).toEqual({ key: "k", from: 1 });
  expect(simulator.records.get("k")).toBe(1);
});
