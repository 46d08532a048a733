import type { PodRuntime } from "./podRuntime.ts";
import { defaultStartup } from "./probeCheck.ts";

/**
 * What a Pod answers an HTTP request with; null when the connection is refused. Its first app container answers: nobody
 * does while its process is not there or still starting; then 200, but for the share that the scenario lets fail. `chance`,
 * in [0, 1), says on which side of the share this request is.
 */
export function answerRequest(runtime: PodRuntime, chance: number): number | null {
  const container = runtime.containers.find(({ kind }) => kind === "app");
  if (!runtime.sandbox.ready || container?.state !== "running") return null;
  const { startup = defaultStartup, responses = [] } = runtime.behaviour(container);
  const age = runtime.ageOf(container);
  if (age < startup) return null;
  const told = responses.filter(({ from }) => from <= age).at(-1);
  return told && chance < told.share ? told.status : 200;
}
