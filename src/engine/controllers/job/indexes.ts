import type { Pod } from "../../api/pod.ts";

export const indexAnnotation = "batch.kubernetes.io/job-completion-index";
export const failureCountAnnotation = "batch.kubernetes.io/job-index-failure-count";
export const ignoredCountAnnotation = "batch.kubernetes.io/job-index-ignored-failure-count";

/** The completion index that a Pod works on; null when it has none that can be read. */
export function indexOf({ metadata }: Pod): number | null {
  const text = metadata.annotations?.[indexAnnotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** How often the index had failed before this Pod. */
export const failureCountOf = ({ metadata }: Pod): number =>
  Number(metadata.annotations?.[failureCountAnnotation] ?? 0);

const ignoredCountOf = ({ metadata }: Pod): number => Number(metadata.annotations?.[ignoredCountAnnotation] ?? 0);

/** The same with the failures that the failure policy ignores. */
export const absoluteFailureCountOf = (pod: Pod): number => failureCountOf(pod) + ignoredCountOf(pod);

/** Failures of an index that count, and those that the failure policy ignores. */
export interface FailureCounts {
  readonly counted: number;
  readonly ignored: number;
}

/** The failures of a Pod's index with the Pod's own. */
export function failureCountsAfter(pod: Pod, counts: boolean): FailureCounts {
  const counted = failureCountOf(pod);
  const ignored = ignoredCountOf(pod);
  return counts ? { counted: counted + 1, ignored } : { counted, ignored: ignored + 1 };
}

/** `1,3-5` to its numbers. */
export function parseIndexes(text: string | undefined): Set<number> {
  const indexes = new Set<number>();
  for (const part of (text ?? "").split(",").filter((piece) => piece !== "")) {
    const [first = 0, last = first] = part.split("-").map(Number);
    for (let index = first; index <= last; index++) indexes.add(index);
  }
  return indexes;
}

/** Numbers as `1,3-5`; two neighbours are written with a comma. Models orderedIntervals.String (v1.34). */
export function formatIndexes(indexes: Iterable<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const intervals: [number, number][] = [];
  for (const index of sorted) {
    const last = intervals.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else intervals.push([index, index]);
  }
  return intervals
    .map(([first, last]) => (first === last ? `${first}` : `${first}${last === first + 1 ? "," : "-"}${last}`))
    .join(",");
}
