import { type DecisionRecord, type Pod, podRequests } from "../engine/index.ts";
import { amountText } from "./amounts.ts";

/** One resource on one node as NodeResourcesFit's Filter compared it; milliCPU, bytes, pieces. */
export interface FitAmount {
  readonly name: string;
  readonly allocatable: number;
  readonly requested: number;
  readonly pod: number;
}

/**
 * The numbers that NodeResourcesFit's Filter had of a node; undefined when it was not asked there. Every place that shows
 * them takes them from here.
 */
export function fitOf(decision: DecisionRecord, node: string): readonly FitAmount[] | undefined {
  for (const operands of [
    decision.filterOperands?.NodeResourcesFit?.[node],
    decision.operands.NodeResourcesFit?.[node],
  ])
    if (operands?.kind === "resources" && operands.strategy === "filter") return operands.resources;
  return undefined;
}

/** What a Pod requests, for the eye: `cpu` `0.5`, `memory` `256Mi`. Resources that it asks nothing of are left out. */
export function requestsOf(pod: Pod): { readonly resource: string; readonly quantity: string }[] {
  return [...podRequests(pod)]
    .filter(([, nano]) => nano > 0n)
    .map(([resource, nano]) => ({
      resource,
      quantity: amountText(resource, Number(nano) / (resource === "cpu" ? 1e6 : 1e9)),
    }));
}
