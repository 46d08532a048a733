import type { Diagnosis } from "./interface.ts";

/**
 * The text for a Pod that fits no node: each reason with the number of nodes that gave it, in order of the text.
 * `preFilterMessage`, when an early refusal ended the search, stands instead of the histogram.
 *
 * Models framework.FitError (v1.34).
 */
export function fitErrorMessage(
  diagnosis: Diagnosis,
  totalNodes: number,
  preFilterMessage = "",
  postFilterMessage = "",
): string {
  let message = `0/${totalNodes} nodes are available:`;
  if (preFilterMessage !== "") message += ` ${preFilterMessage}.`;
  else {
    const histogram = new Map<string, number>();
    const count = (reasons: readonly string[], nodes: number): void => {
      for (const reason of reasons) histogram.set(reason, (histogram.get(reason) ?? 0) + nodes);
    };
    for (const { status } of diagnosis.rejections.values()) count(status.reasons, 1);
    if (diagnosis.rejections.size < totalNodes) count(diagnosis.absent.reasons, totalNodes - diagnosis.rejections.size);
    const lines = [...histogram].map(([reason, nodes]) => `${nodes} ${reason}`).sort();
    if (lines.length > 0) message += ` ${lines.join(", ")}.`;
  }
  return postFilterMessage === "" ? message : `${message} ${postFilterMessage}`;
}
