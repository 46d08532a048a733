import type { DecisionRecord } from "../engine/index.ts";
import { columns } from "./columns.ts";

function heading(decision: DecisionRecord): string {
  if (decision.preEnqueue) return `${decision.pod}: ${decision.message ?? decision.preEnqueue.reasons.join(", ")}`;
  if (decision.chosen === null) return `${decision.pod}: ${decision.message ?? "not scheduled"}`;
  const tie = decision.best && decision.best.length > 1 ? ` (tie of ${decision.best.join(", ")})` : "";
  return `${decision.pod}: ${decision.chosen}${tie}`;
}

function filterTable(decision: DecisionRecord): string[] {
  if (decision.preFilter.failure) {
    const { plugin, reasons } = decision.preFilter.failure;
    return [`  PreFilter${plugin ? ` ${plugin}` : ""}: ${reasons.join(", ")}`];
  }
  if (!decision.filter) return [];
  const rows = decision.filter.map(({ node, verdict }) => [
    `  ${node}`,
    verdict ? verdict.plugin || "-" : "ok",
    verdict ? verdict.reasons.join(", ") : "",
  ]);
  return [columns([["  NODE", "FILTER", "REASONS"], ...rows])];
}

function scoreTable(decision: DecisionRecord): string[] {
  const { score, total } = decision;
  if (!score || !total) return [];
  const header = ["  NODE", ...score.map(({ plugin, weight }) => `${plugin} x${weight}`), "TOTAL"];
  const rows = Object.keys(total)
    .sort((a, b) => total[b] - total[a] || (a < b ? -1 : 1))
    .map((node) => [
      `  ${node}`,
      ...score.map(({ raw, normalized, weight }) =>
        raw[node] === normalized[node]
          ? `${normalized[node] * weight}`
          : `${normalized[node] * weight} (raw ${raw[node]})`,
      ),
      `${total[node]}`,
    ]);
  const skipped = decision.scoreSkip?.length ? [`  PreScore skipped: ${decision.scoreSkip.join(", ")}`] : [];
  const single = decision.scoringSkipped
    ? ["  One feasible node: upstream does not score; these are the scores it would have had."]
    : [];
  return [columns([header, ...rows], header.map((_, i) => i).slice(1)), ...skipped, ...single];
}

function preemptionLines(decision: DecisionRecord): string[] {
  const { postFilter } = decision;
  if (!postFilter || Object.keys(postFilter.victims).length === 0) return [];
  const lines = Object.entries(postFilter.victims).map(
    ([node, victims]) =>
      `  preemption on ${node}: ${victims.join(", ")} (${postFilter.pdbViolations[node] ?? 0} PodDisruptionBudget violations)`,
  );
  return [...lines, `  nominated: ${postFilter.nominated.join(", ") || "none"}`];
}

/** One scheduling attempt for people: the outcome, why each node was refused, and how the others scored. */
export function explainDecision(decision: DecisionRecord): string {
  return [heading(decision), ...filterTable(decision), ...scoreTable(decision), ...preemptionLines(decision)].join(
    "\n",
  );
}
