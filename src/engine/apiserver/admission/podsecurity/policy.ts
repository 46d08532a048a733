import type { FieldProblem } from "../../status.ts";
import { formatFieldPath } from "../../validation/index.ts";

/** How strict a Pod has to be, and by the rules of which version. */
export interface LevelVersion {
  readonly level: Level;
  /** Minor version, or Infinity for `latest`. */
  readonly version: number;
}

export const levels = ["privileged", "baseline", "restricted"] as const;
export type Level = (typeof levels)[number];

interface Policy {
  readonly enforce: LevelVersion;
  readonly warn: LevelVersion;
  /** Labels that cannot be read. */
  readonly problems: readonly FieldProblem[];
}

type Labels = { readonly [name: string]: string };

const prefix = "pod-security.kubernetes.io/";

export function levelText({ level, version }: LevelVersion): string {
  return `${level}:${version === Number.POSITIVE_INFINITY ? "latest" : `v1.${version}`}`;
}

export function isStricter(a: Level, b: Level): boolean {
  return levels.indexOf(a) > levels.indexOf(b);
}

function problem(label: string, value: string, why: string): FieldProblem {
  const field = formatFieldPath(["metadata", "labels", { key: label }]);
  return { reason: "FieldValueInvalid", field, message: `Invalid value: ${JSON.stringify(value)}: ${why}` };
}

function read(mode: string, labels: Labels, problems: FieldProblem[]): LevelVersion {
  const level = labels[prefix + mode];
  const version = labels[`${prefix}${mode}-version`];
  let known: Level = "privileged";
  if (level !== undefined) {
    const found = levels.find((candidate) => candidate === level);
    if (!found) problems.push(problem(prefix + mode, level, `must be one of ${levels.join(", ")}`));
    // What cannot be read is taken for the strictest, should it ever be asked.
    known = found ?? "restricted";
  }
  if (version === undefined || version === "latest") return { level: known, version: Number.POSITIVE_INFINITY };
  const minor = /^v1\.(0|[1-9]\d*)$/.exec(version)?.[1];
  if (minor === undefined) problems.push(problem(`${prefix}${mode}-version`, version, 'must be "latest" or "v1.x"'));
  return { level: known, version: minor === undefined ? Number.POSITIVE_INFINITY : Number(minor) };
}

/**
 * What a namespace's labels ask for. Without labels to warn by, what is enforced is also what is warned of.
 * Models pod-security-admission/api/helpers.go (v1.34), with the defaults of a cluster that configures none.
 */
export function policyOf(labels: Labels = {}): Policy {
  const problems: FieldProblem[] = [];
  const enforce = read("enforce", labels, problems);
  read("audit", labels, problems);
  const warn = read("warn", labels, problems);
  const isWarnSet = labels[`${prefix}warn`] !== undefined;
  return { enforce, warn: isWarnSet || !isStricter(enforce.level, warn.level) ? warn : enforce, problems };
}
