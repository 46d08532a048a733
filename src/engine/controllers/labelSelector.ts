import type { LabelSelector } from "../api/meta.ts";

/** What selects Pods. */
interface Selecting {
  readonly kind: string;
  readonly spec: { readonly selector?: LabelSelector | Labels };
}

type Labels = { [key: string]: string };

const asSelectors = new WeakMap<Labels, LabelSelector>();

/** A ReplicationController selects by labels alone: as a selector, the same one each time; anything else has one. */
export function labelSelectorOf({ kind, spec }: Selecting): LabelSelector | undefined {
  if (kind !== "ReplicationController") return spec.selector as LabelSelector | undefined;
  const labels = spec.selector as Labels | undefined;
  if (!labels) return undefined;
  const known = asSelectors.get(labels) ?? { matchLabels: labels };
  asSelectors.set(labels, known);
  return known;
}
