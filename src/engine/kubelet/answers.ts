import type { PodRuntime } from "./podRuntime.ts";
import { defaultStartup } from "./probeCheck.ts";

/**
 * How a Pod answers HTTP requests for now: with 200, but for the share (0 to 1) that the scenario lets fail; null while
 * connections are refused. Its first app container answers: nobody does while its process is not there or still starting.
 */
export function answersOf(runtime: PodRuntime): { readonly status: number; readonly share: number } | null {
  const container = runtime.containers.find(({ kind }) => kind === "app");
  if (!runtime.sandbox.ready || container?.state !== "running") return null;
  const { startup = defaultStartup, responses = [] } = runtime.behaviour(container);
  const age = runtime.ageOf(container);
  if (age < startup) return null;
  return responses.filter(({ from }) => from <= age).at(-1) ?? { status: 200, share: 0 };
}
