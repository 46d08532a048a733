import { type Process, until } from "../kernel/simulator.ts";
import type { ControllerClock } from "./context.ts";

/** Runs processes side by side, as goroutines with a WaitGroup, and gives their results in the order given. */
export function* parallel<R>(clock: ControllerClock, processes: readonly Process<R>[]): Process<R[]> {
  if (processes.length === 0) return [];
  return yield* until<R[]>((resume) => {
    const results: R[] = [];
    let running = processes.length;
    processes.forEach((process, i) => {
      clock.spawn(process, (result) => {
        results[i] = result;
        running--;
        if (running === 0) resume(results);
      });
    });
  });
}
