import type { Process } from "../kernel/simulator.ts";
import type { ControllerClock } from "./context.ts";
import { parallel } from "./parallel.ts";
import type { SyncResult } from "./workQueue.ts";

/**
 * Does `count` things in batches of 1, 2, 4 …, each side by side, until a batch has a refusal: what is always refused costs
 * one request instead of hundreds. The answers are those of what was tried.
 *
 * Models slowStartBatch of pkg/controller/replicaset, and the same in job and daemon (v1.34).
 */
export function* slowStart(
  clock: ControllerClock,
  count: number,
  one: (index: number) => Process<SyncResult>,
): Process<readonly SyncResult[]> {
  const answers: SyncResult[] = [];
  for (let batch = 1; answers.length < count; batch *= 2) {
    const first = answers.length;
    const size = Math.min(batch, count - first);
    answers.push(
      ...(yield* parallel(
        clock,
        Array.from({ length: size }, (_, i) => one(first + i)),
      )),
    );
    if (answers.slice(first).some((status) => status !== null)) break;
  }
  return answers;
}
