import type { Job } from "../../api/apps.ts";
import { parseIndexes } from "./indexes.ts";
import { specOf } from "./jobSpec.ts";

/** The rule by which the Job has succeeded before all indexes have; -1: none yet. Models matchSuccessPolicy (v1.34). */
export function successRule(job: Job, succeeded: ReadonlySet<number>): number {
  const { successPolicy, completions = 0 } = specOf(job);
  if (!successPolicy || succeeded.size === 0) return -1;
  return successPolicy.rules.findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return succeededCount !== undefined && succeeded.size >= succeededCount;
    const wanted = [...parseIndexes(succeededIndexes)].filter((index) => index < completions);
    const done = wanted.filter((index) => succeeded.has(index)).length;
    return wanted.length > 0 && (done === wanted.length || (succeededCount !== undefined && done >= succeededCount));
  });
}
