import { checkObject } from "../engine/index.ts";
import { nearest, type Problem, type Scenario } from "../scenario/index.ts";

/** Objects that are checked while someone types; a cluster of thousands would make every pause in typing long. */
const mostChecked = 500;

/**
 * What the API server would object to in what is applied, in its own words, each at the line of its field. These don't
 * keep the scenario from being run: the refusal is part of the story.
 */
export function apiServerProblems({ sources, applied, script }: Scenario): Problem[] {
  const later = script.flatMap(({ action }) => ("verb" in action && "objects" in action ? action.objects : []));
  const isApplied = new Set([...applied, ...later]);
  return sources
    .filter(({ object }) => isApplied.has(object))
    .slice(0, mostChecked)
    .flatMap(({ object, range, positions }) => {
      const { status, errors } = checkObject(object);
      if (status === null) return [];
      const start = { ...range, endLine: range.line, endColumn: range.column + 1 };
      const problem = (message: string, path?: string): Problem => ({
        ...((path && nearest(positions, path)) || positions.get("kind") || start),
        severity: "error",
        code: "apiServer",
        message,
        ...(path !== undefined && { path }),
      });
      return errors.length === 0
        ? [problem(status.message ?? "")]
        : errors.map(({ path, message }) => problem(path === "" ? message : `${path}: ${message}`, path));
    });
}
