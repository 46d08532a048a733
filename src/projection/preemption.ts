import type { DecisionRecord } from "../engine/index.ts";

const nobody: readonly string[] = [];

/** The node that preemption makes room on, and the Pods that have to leave it; null where it found none. */
export function preemptionOf({ postFilter }: DecisionRecord): {
  readonly node: string;
  readonly victims: readonly string[];
} | null {
  const node = postFilter?.chosen ?? postFilter?.nominated[0];
  return node === undefined ? null : { node, victims: postFilter?.victims[node] ?? nobody };
}
