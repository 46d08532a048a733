import { expect, it } from "vitest";
import type { Status } from "../api/meta.ts";
import { type Process, Simulator } from "../kernel/simulator.ts";
import type { ControllerClock } from "./context.ts";
import { WorkQueue } from "./workQueue.ts";

function clockOf(sim: Simulator<{ type: string }>): ControllerClock {
  return {
    now: () => sim.now,
    after: (delay, callback) => sim.after(delay, callback),
    spawn: (process, done) => sim.spawn(process, done),
  };
}

const refused: Status = { kind: "Status", apiVersion: "v1", status: "Failure", code: 500, message: "no" };

it("works on a key once however often it is added, and again when it is added meanwhile", () => {
  const sim = new Simulator<{ type: string }>(1);
  const passes: number[] = [];
  const queue = new WorkQueue(clockOf(sim), function* (): Process<null> {
    passes.push(sim.now);
    yield { sleep: 10 };
    return null;
  });
  queue.add("a");
  queue.add("a");
  sim.after(5, () => queue.add("a"));
  sim.runUntil(1000);
  expect(passes).toEqual([1, 12]);
});

it("tries a refused key again, each time later", () => {
  const sim = new Simulator<{ type: string }>(1);
  const passes: number[] = [];
  const queue = new WorkQueue(clockOf(sim), function* (): Process<Status | null> {
    passes.push(sim.now);
    yield { sleep: 0 };
    return passes.length < 4 ? refused : null;
  });
  queue.add("a");
  sim.runUntil(1000);
  expect(passes).toEqual([1, 7, 18, 39]);
});

it("keeps to its number of workers", () => {
  const sim = new Simulator<{ type: string }>(1);
  let running = 0;
  let most = 0;
  const queue = new WorkQueue(
    clockOf(sim),
    function* (): Process<null> {
      running++;
      most = Math.max(most, running);
      yield { sleep: 10 };
      running--;
      return null;
    },
    2,
  );
  for (const key of ["a", "b", "c", "d", "e"]) queue.add(key);
  sim.runUntil(1000);
  expect([most, running]).toEqual([2, 0]);
});
