import type { AffinityTerm } from "../../framework/affinityTerm.ts";
import { labelOf } from "../../framework/labels.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { Operands } from "../../framework/operands.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import type { Snapshot } from "../../framework/snapshot.ts";
import type { AffinityFilterState } from "./filterState.ts";
import type { TopologyCounts } from "./topologyCounts.ts";

type Row = Extract<Operands, { kind: "interPodAffinity" }>["terms"][number];

/** The domain of a node under a topology key; null when it lacks the key. */
function domainOf(node: NodeInfo, key: string): string | null {
  return labelOf(node.labels, key) ?? null;
}

/** The counts behind the three questions that Filter asks. */
export function explainFilter(counts: AffinityFilterState, pod: PodInfo, node: NodeInfo): Operands {
  const incoming = (
    terms: readonly AffinityTerm[],
    kind: "podAffinity" | "podAntiAffinity",
    of: TopologyCounts,
  ): Row[] =>
    terms.map((term) => ({
      term: `${kind}: ${term.describe()}`,
      topologyKey: term.topologyKey,
      domain: domainOf(node, term.topologyKey),
      matches: of.at(term.topologyKey, node) ?? 0,
      of: "incoming",
      anti: kind === "podAntiAffinity",
    }));
  const existing = counts.existingAntiAffinity.keys.map(
    ({ topology }): Row => ({
      term: "podAntiAffinity",
      topologyKey: topology.name,
      domain: domainOf(node, topology.name),
      matches: counts.existingAntiAffinity.at(topology.name, node) ?? 0,
      of: "existing",
      anti: true,
    }),
  );
  return {
    kind: "interPodAffinity",
    terms: [
      ...incoming(pod.affinity.requiredAffinity, "podAffinity", counts.affinity),
      ...incoming(pod.affinity.requiredAntiAffinity, "podAntiAffinity", counts.antiAffinity),
      ...existing,
    ],
    ...(counts.mayBeFirst(pod) && { first: true }),
  };
}

/** The terms of both sides that add to the node's score: Pods matched in its domain, and the weight of each. */
export function explainScore(
  sums: TopologyCounts,
  pod: PodInfo,
  node: NodeInfo,
  hardWeight: number,
  snapshot: Snapshot,
): Operands {
  const rows = new Map<string, Row>();
  const add = (
    kind: string,
    term: AffinityTerm,
    weight: number,
    of: Row["of"],
    counts: ReadonlyMap<number, number>,
  ) => {
    const domain = domainOf(node, term.topologyKey);
    if (domain === null) return;
    const { bySlot } = snapshot.topology(term.topologyKey);
    let matches = 0;
    for (const [slot, count] of counts) if (bySlot[slot] === bySlot[node.slot]) matches += count;
    if (matches === 0) return;
    const text = `${kind}: ${term.describe()}`;
    const key = `${of} ${text} ${term.topologyKey} ${weight}`;
    const before = rows.get(key)?.matches ?? 0;
    rows.set(key, {
      term: text,
      topologyKey: term.topologyKey,
      domain,
      matches: before + matches,
      weight,
      of,
      anti: weight < 0,
    });
  };
  for (const { namespace, labels, countBySlot } of snapshot.labelClasses()) {
    const namespaceLabels = snapshot.namespaceLabels(namespace);
    for (const [kind, terms, sign] of preferredTerms(pod)) {
      for (const term of terms) {
        if (!term.matches(namespace, namespaceLabels, labels)) continue;
        add(`preferred ${kind}`, term, sign * term.weight, "incoming", countBySlot);
      }
    }
  }
  const namespaceLabels = snapshot.namespaceLabels(pod.namespace);
  for (const { terms, countBySlot } of snapshot.affinityClasses()) {
    const existing = [
      ["required podAffinity", terms.requiredAffinity, () => hardWeight],
      ["preferred podAffinity", terms.preferredAffinity, (term: AffinityTerm) => term.weight],
      ["preferred podAntiAffinity", terms.preferredAntiAffinity, (term: AffinityTerm) => -term.weight],
    ] as const;
    for (const [kind, list, weightOf] of existing) {
      for (const term of list) {
        if (!term.matches(pod.namespace, namespaceLabels, pod.labels)) continue;
        add(kind, term, weightOf(term), "existing", countBySlot);
      }
    }
  }
  return { kind: "interPodAffinity", terms: [...rows.values()], score: sums.total(node) };
}

function preferredTerms({ affinity }: PodInfo): readonly (readonly [string, readonly AffinityTerm[], number])[] {
  return [
    ["podAffinity", affinity.preferredAffinity, 1],
    ["podAntiAffinity", affinity.preferredAntiAffinity, -1],
  ];
}
