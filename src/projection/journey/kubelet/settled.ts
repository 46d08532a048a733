import { podAt } from "../../records.ts";
import type { Telling } from "../draft.ts";

/** Where the Pod's own containers have all been started once: from there on it is act 7. */
export function settledAt({ index, pod: key, last }: Telling): number {
  const pod = key ? podAt(last, key) : undefined;
  const missing = new Set(pod?.spec.containers.map(({ name }) => name) ?? []);
  for (const { seq, event } of (key && index.kubelet.get(key)) || []) {
    if (event.type !== "CRI" || event.call !== "StartContainer" || event.phase !== "return" || event.ok === false)
      continue;
    missing.delete(event.container ?? "");
    if (missing.size === 0) return seq;
  }
  return Number.POSITIVE_INFINITY;
}
