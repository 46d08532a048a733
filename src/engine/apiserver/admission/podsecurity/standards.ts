import type { PodSpec } from "../../../api/pod.ts";
import { baselineChecks, overlappingChecks } from "./baseline.ts";
import type { Metadata, Violation } from "./checks.ts";
import type { LevelVersion } from "./policy.ts";
import { restrictedChecks } from "./restricted.ts";

/**
 * What a Pod violates at a level, in upstream's order: the baseline first.
 * Models pod-security-admission/policy/registry.go (v1.34).
 */
export function violations({ level, version }: LevelVersion, spec: PodSpec, metadata: Metadata = {}): Violation[] {
  if (level === "privileged") return [];
  const checks =
    level === "baseline" ? [...baselineChecks, ...overlappingChecks] : [...baselineChecks, ...restrictedChecks];
  return checks
    .filter(({ since = 0 }) => version >= since)
    .map(({ check }) => check(spec, metadata, version))
    .filter((violation) => violation !== null);
}

/** `host namespaces (hostNetwork=true), hostPort (container "web" uses hostPort 80)`. */
export function describe(found: readonly Violation[]): string {
  return found.map(({ reason, detail }) => (detail === "" ? reason : `${reason} (${detail})`)).join(", ");
}
