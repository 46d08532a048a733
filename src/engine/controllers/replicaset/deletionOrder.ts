import type { Pod } from "../../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import { compare } from "../objects.ts";
import { isReady, readySince } from "../podState.ts";

const deletionCost = "controller.kubernetes.io/pod-deletion-cost";
const phaseOrder: { readonly [phase: string]: number } = { Pending: 0, Unknown: 1, Running: 2 };

interface Ranked {
  readonly pod: Pod;
  /** Pods of the same family on the same node. */
  readonly rank: number;
}

/**
 * The `count` Pods that a scale-down removes, first the ones that are missed least. `related` are the active Pods of all
 * sets of the same owner: of two equal Pods the one goes that shares its node with more of them.
 *
 * Models ActivePodsWithRanks of pkg/controller (v1.34).
 */
export function podsToDelete(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  now: VirtualMillis,
): readonly Pod[] {
  if (count >= pods.length) return pods;
  const onNode = new Map<string, number>();
  for (const pod of related) {
    const node = pod.spec.nodeName ?? "";
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const ranked: Ranked[] = pods.map((pod) => ({ pod, rank: onNode.get(pod.spec.nodeName ?? "") ?? 0 }));
  return ranked
    .sort((a, b) => byImportance(a, b, now))
    .slice(0, count)
    .map(({ pod }) => pod);
}

/** Negative when `a` goes first. */
function byImportance(a: Ranked, b: Ranked, now: VirtualMillis): number {
  const criteria: readonly (() => number)[] = [
    () => Number(isAssigned(a.pod)) - Number(isAssigned(b.pod)),
    () => phaseRank(a.pod) - phaseRank(b.pod),
    () => Number(isReady(a.pod)) - Number(isReady(b.pod)),
    () => costOf(a.pod) - costOf(b.pod),
    () => b.rank - a.rank,
    () => ageBucket(readySince(a.pod), now) - ageBucket(readySince(b.pod), now),
    () => (inSameBucket(readySince(a.pod), readySince(b.pod), now) ? compare(uidOf(a.pod), uidOf(b.pod)) : 0),
    () => restarts(b.pod) - restarts(a.pod),
    () => ageBucket(createdAt(a.pod), now) - ageBucket(createdAt(b.pod), now),
    () => compare(uidOf(a.pod), uidOf(b.pod)),
  ];
  for (const criterion of criteria) {
    const order = criterion();
    if (order !== 0) return order;
  }
  return 0;
}

const isAssigned = (pod: Pod): boolean => (pod.spec.nodeName ?? "") !== "";
const phaseRank = (pod: Pod): number => phaseOrder[pod.status?.phase ?? "Pending"] ?? 0;
const uidOf = (pod: Pod): string => pod.metadata.uid ?? "";
const createdAt = (pod: Pod): number | null => virtualTime(pod.metadata.creationTimestamp ?? "");

function costOf(pod: Pod): number {
  const cost = Number(pod.metadata.annotations?.[deletionCost] ?? "0");
  return Number.isInteger(cost) ? cost : 0;
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

/** Powers of two of nanoseconds since then: what is about as old counts as equally old. Younger is smaller. */
function ageBucket(since: number | null, now: VirtualMillis): number {
  if (since === null) return 0;
  const age = now - since;
  return age <= 0 ? -1 : Math.floor(Math.log2(age * 1e6));
}

function inSameBucket(a: number | null, b: number | null, now: VirtualMillis): boolean {
  return a !== null && b !== null && a !== b && ageBucket(a, now) === ageBucket(b, now);
}
