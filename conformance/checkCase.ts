import type { GoldenCase } from "./caseFile.ts";
import { type Difference, differences } from "./difference.ts";
import { runSchedulingCase, type SchedulingCase } from "./schedulingCase.ts";
import { feasibleNodesToFind } from "../src/engine/scheduler/runtime/sampling.ts";

/** How a group's cases are computed: everything in `expected` is compared with everything in `actual`. */
type Check = (golden: GoldenCase) => { readonly expected: unknown; readonly actual: unknown };

const scheduling: Check = (golden) => ({
  expected: golden.expect,
  actual: runSchedulingCase(golden as unknown as SchedulingCase),
});

const sampling: Check = (golden) => ({
  expected: golden.expect,
  actual: feasibleNodesToFind(Number(golden.numAllNodes), Number(golden.percentage)),
});

/** The group is the case's own, or what stands before the number in its id. */
function groupOf({ id, group }: GoldenCase): string {
  return typeof group === "string" ? group : id.replace(/-[^-]*$/, "");
}

const checks: { readonly [group: string]: Check } = { sampling };

/** The differences between a case's expectation and what this engine does; empty when it passes. */
export function checkCase(golden: GoldenCase): readonly Difference[] {
  const group = groupOf(golden);
  const check = checks[group] ?? (Array.isArray(golden.pods) ? scheduling : undefined);
  if (!check) return [{ path: "", expected: "a group that the runner knows", actual: group }];
  try {
    const { expected, actual } = check(golden);
    if (expected === undefined) return [{ path: "expect", expected: "an expectation", actual: undefined }];
    return differences(expected, JSON.parse(JSON.stringify(actual)));
  } catch (error) {
    return [{ path: "", expected: "no exception", actual: error instanceof Error ? error.stack : String(error) }];
  }
}
