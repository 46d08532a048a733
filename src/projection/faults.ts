import type { TraceIndex } from "./traceIndex.ts";

/** What may have befallen a node. */
export type Broken = "failNode" | "cutOffKubelet";

/** The nodes that are down or cut off after an entry, and which of the two. */
export function brokenNodesAt({ faults }: TraceIndex, entry: number): ReadonlyMap<string, Broken> {
  const broken = new Map<string, Broken>();
  for (const { seq, event } of faults) {
    if (seq > entry) break;
    if (event.node === undefined) continue;
    if (event.fault === "failNode" || event.fault === "cutOffKubelet") broken.set(event.node, event.fault);
    else if (event.fault === "recoverNode") broken.delete(event.node);
  }
  return broken;
}
