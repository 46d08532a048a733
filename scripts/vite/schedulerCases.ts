import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { passedSchedulerCases } from "../../conformance/passedCases.ts";

const moduleId = "virtual:scheduler-cases";

/** Gives the page the number of cases that docs/conformance.md reports, so that label and document can't disagree. */
export function schedulerCases(root: string): Plugin {
  const file = join(root, "docs", "conformance.md");
  return {
    name: "scheduler-cases",
    resolveId: (id) => (id === moduleId ? `\0${moduleId}` : null),
    load(id) {
      if (id !== `\0${moduleId}`) return null;
      this.addWatchFile(file);
      return `export const schedulerCases = ${passedSchedulerCases(readFileSync(file, "utf8"))};`;
    },
  };
}
