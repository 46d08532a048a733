import type { Int64 } from "../../../api/int64.ts";
import { subtract64 } from "../../../api/int64.ts";
import { podRequests, podRequestsForScoring } from "../../../api/podResources.ts";
import { stateKey } from "../../framework/cycleState.ts";
import type {
  ExplainingPlugin,
  FilterPlugin,
  PreFilterPlugin,
  PreScorePlugin,
  ScorePlugin,
} from "../../framework/interface.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import { proceed } from "../../framework/preFilterResults.ts";
import { isExtendedResource, type Resource } from "../../framework/resource.ts";
import { type Status, success } from "../../framework/status.ts";
import { amountsText, PodAmounts } from "./amounts.ts";
import { type NodeResourcesFitArgs, scoredResources } from "./args.ts";
import { createStrategy } from "./strategies.ts";

/** A scalar resource that the Pod requests and that Filter must look at. */
interface Wanted {
  readonly name: string;
  readonly amount: Int64;
}

interface FilterState {
  readonly scalars: readonly Wanted[];
  /** False when the Pod asks for nothing but a place. */
  readonly anything: boolean;
  /** Refusals by what is short: they repeat from node to node. */
  readonly refusals: Map<number, Status>;
}

const filterKey = stateKey<FilterState>();
const scoreKey = stateKey<PodAmounts>();

/**
 * NodeResourcesFit refuses nodes without enough unrequested resources, and scores by the configured strategy.
 *
 * What the Pod could get only on an empty node may be freed by preemption; what exceeds the node's allocatable may not:
 * one such resource makes the whole refusal unresolvable.
 *
 * Models pkg/scheduler/framework/plugins/noderesources/fit.go (v1.34). Reasons for scalar resources come in order of
 * name, where upstream's order is that of a map.
 */
export function nodeResourcesFit(
  args: NodeResourcesFitArgs,
): PreFilterPlugin & FilterPlugin & PreScorePlugin & ScorePlugin & ExplainingPlugin {
  const ignored = new Set(args.ignoredResources ?? []);
  const ignoredGroups = new Set(args.ignoredResourceGroups ?? []);
  const isIgnored = (name: string): boolean =>
    isExtendedResource(name) && (ignored.has(name) || ignoredGroups.has(name.slice(0, name.indexOf("/"))));
  const resources = scoredResources(args.scoringStrategy?.resources);
  const strategy = createStrategy(args.scoringStrategy);

  return {
    name: "NodeResourcesFit",

    preFilter(state, { requests }) {
      const scalars: Wanted[] = [];
      for (const [name, amount] of requests.scalar ?? []) {
        if (amount !== 0 && !isIgnored(name)) scalars.push({ name, amount });
      }
      scalars.sort((a, b) => (a.name < b.name ? -1 : 1));
      const anything =
        requests.milliCPU !== 0 ||
        requests.memory !== 0 ||
        requests.ephemeralStorage !== 0 ||
        (requests.scalar?.size ?? 0) > 0;
      state.write(filterKey, { scalars, anything, refusals: new Map() });
      return proceed;
    },

    filter(state, pod, node) {
      const wanted = state.read(filterKey)!;
      return fits(wanted, pod.requests, node) ? success : shortage(wanted, pod.requests, node);
    },

    preScore(state, { pod }) {
      state.write(scoreKey, new PodAmounts(resources, podRequestsForScoring(pod)));
      return success;
    },

    score(state, _pod, node) {
      return strategy.score(state.read(scoreKey)!, node);
    },

    explainedBy({ pod }) {
      return `${amountsText(podRequests(pod))} ${amountsText(podRequestsForScoring(pod))}`;
    },

    explain(state, pod, node, point) {
      if (point === "Filter") return { kind: "resources", strategy: "filter", resources: filterOperands(pod, node) };
      const amounts = state.read(scoreKey);
      if (!amounts) return null;
      const operands = resources.flatMap(({ name, weight }, i) => {
        const allocatable = amounts.allocatable(i, node);
        if (allocatable === 0) return [];
        return {
          name,
          allocatable: Number(allocatable),
          requested: Number(amounts.requestedByOthers(i, node, true)),
          pod: Number(amounts.amounts[i]),
          weight,
          score: strategy.resourceScore(amounts.requested(i, node, true), allocatable),
        };
      });
      return {
        kind: "resources",
        strategy: strategy.name,
        resources: operands,
        ...(strategy.shape && { shape: strategy.shape }),
        score: strategy.score(amounts, node),
      };
    },
  };
}

function fits(
  { scalars, anything }: FilterState,
  requests: Resource,
  { pods, allocatable, requested }: NodeInfo,
): boolean {
  if (pods.length + 1 > allocatable.allowedPods) return false;
  if (!anything) return true;
  if (lacks(requests.milliCPU, allocatable.milliCPU, requested.milliCPU)) return false;
  if (lacks(requests.memory, allocatable.memory, requested.memory)) return false;
  if (lacks(requests.ephemeralStorage, allocatable.ephemeralStorage, requested.ephemeralStorage)) return false;
  for (const { name, amount } of scalars) {
    if (amount > subtract64(allocatable.scalarOf(name), requested.scalarOf(name))) return false;
  }
  return true;
}

const lacks = (wanted: Int64, allocatable: Int64, requested: Int64): boolean =>
  wanted > 0 && wanted > subtract64(allocatable, requested);

const unresolvableBit = 1;
const nativeNames = ["pods", "cpu", "memory", "ephemeral-storage"];

/** Everything that a node lacks, and whether evicting Pods could change it. */
function shortage(wanted: FilterState, requests: Resource, { pods, allocatable, requested }: NodeInfo): Status {
  const { scalars, anything, refusals } = wanted;
  // Bit 0: unresolvable; then one bit a native resource, then one a scalar one.
  let short = pods.length + 1 > allocatable.allowedPods ? 2 : 0;
  let beyond = 0;
  if (anything) {
    if (lacks(requests.milliCPU, allocatable.milliCPU, requested.milliCPU)) {
      short += 4;
      if (requests.milliCPU > allocatable.milliCPU) beyond = unresolvableBit;
    }
    if (lacks(requests.memory, allocatable.memory, requested.memory)) {
      short += 8;
      if (requests.memory > allocatable.memory) beyond = unresolvableBit;
    }
    if (lacks(requests.ephemeralStorage, allocatable.ephemeralStorage, requested.ephemeralStorage)) {
      short += 16;
      if (requests.ephemeralStorage > allocatable.ephemeralStorage) beyond = unresolvableBit;
    }
    let bit = 32;
    for (const { name, amount } of scalars) {
      const offered = allocatable.scalarOf(name);
      if (amount > subtract64(offered, requested.scalarOf(name))) {
        short += bit;
        if (amount > offered) beyond = unresolvableBit;
      }
      bit *= 2;
    }
  }
  const key = short + beyond;
  let status = refusals.get(key);
  if (!status) {
    status = refusal(key, [...nativeNames, ...scalars.map(({ name }) => name)]);
    refusals.set(key, status);
  }
  return status;
}

function refusal(bits: number, names: readonly string[]): Status {
  const short = names.filter((_, i) => Math.floor(bits / 2 ** (i + 1)) % 2 === 1);
  const reasons = short.map((name) => (name === "pods" ? "Too many pods" : `Insufficient ${name}`));
  return { code: bits % 2 === unresolvableBit ? "UnschedulableAndUnresolvable" : "Unschedulable", reasons };
}

function filterOperands({ requests }: PodInfo, { allocatable, requested, pods }: NodeInfo) {
  const row = (name: string, offered: Int64, taken: Int64, pod: Int64) => ({
    name,
    allocatable: Number(offered),
    requested: Number(taken),
    pod: Number(pod),
  });
  const scalars = [...(requests.scalar?.keys() ?? [])].sort();
  return [
    row("pods", allocatable.allowedPods, pods.length, 1),
    row("cpu", allocatable.milliCPU, requested.milliCPU, requests.milliCPU),
    row("memory", allocatable.memory, requested.memory, requests.memory),
    row("ephemeral-storage", allocatable.ephemeralStorage, requested.ephemeralStorage, requests.ephemeralStorage),
    ...scalars.map((name) => row(name, allocatable.scalarOf(name), requested.scalarOf(name), requests.scalarOf(name))),
  ].filter(({ name, pod }) => name === "pods" || pod !== 0);
}
