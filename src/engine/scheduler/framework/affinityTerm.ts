import type { LabelSelector } from "../../api/meta.ts";
import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from "../../api/pod.ts";
import type { Labels } from "./labels.ts";
import { PodSelector } from "./podSelector.ts";

/** A Pod (anti-)affinity term, compiled. Models framework.AffinityTerm (v1.34). */
export class AffinityTerm {
  readonly namespaces: ReadonlySet<string>;
  readonly namespaceSelector: PodSelector | null;
  readonly selector: PodSelector;
  readonly topologyKey: string;
  readonly weight: number;
  private readonly labelSelector: LabelSelector | undefined;

  constructor(term: PodAffinityTerm, ownNamespace: string, weight: number) {
    const named = term.namespaces ?? [];
    this.namespaces = new Set(named.length === 0 && !term.namespaceSelector ? [ownNamespace] : named);
    this.namespaceSelector = term.namespaceSelector ? new PodSelector(term.namespaceSelector) : null;
    this.selector = new PodSelector(term.labelSelector);
    this.topologyKey = term.topologyKey;
    this.weight = weight;
    this.labelSelector = term.labelSelector;
  }

  /** What the term selects, for people. */
  describe(): string {
    return describeSelector(this.labelSelector);
  }

  /** Whether the term selects a Pod with these labels in this namespace. */
  matches(namespace: string, namespaceLabels: Labels, labels: Labels): boolean {
    if (!this.namespaces.has(namespace) && !this.namespaceSelector?.matches(namespaceLabels)) return false;
    return this.selector.matches(labels);
  }

  get error(): string | null {
    return this.selector.error ?? this.namespaceSelector?.error ?? null;
  }
}

/** All (anti-)affinity terms of a Pod. */
export interface AffinityTerms {
  /** Equal for Pods with equal terms in the same namespace: what the cache groups by. */
  readonly key: string;
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly AffinityTerm[];
  readonly preferredAntiAffinity: readonly AffinityTerm[];
  readonly error: string | null;
}

const none: AffinityTerms = {
  key: "",
  requiredAffinity: [],
  requiredAntiAffinity: [],
  preferredAffinity: [],
  preferredAntiAffinity: [],
  error: null,
};

const cache = new Map<string, AffinityTerms>();
const cacheLimit = 5_000;

/** Compiles a Pod's terms; equal terms in the same namespace are compiled once. */
export function affinityTermsOf(pod: Pod): AffinityTerms {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  if (!podAffinity && !podAntiAffinity) return none;
  const namespace = pod.metadata.namespace ?? "";
  const key = `${namespace}\0${JSON.stringify([podAffinity, podAntiAffinity])}`;
  const known = cache.get(key);
  if (known) return known;
  const required = (terms: readonly PodAffinityTerm[] | undefined) =>
    (terms ?? []).map((term) => new AffinityTerm(term, namespace, 0));
  const preferred = (terms: readonly WeightedPodAffinityTerm[] | undefined) =>
    (terms ?? []).map((term) => new AffinityTerm(term.podAffinityTerm, namespace, term.weight));
  const groups = {
    requiredAffinity: required(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAntiAffinity: required(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: preferred(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: preferred(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  };
  const error =
    Object.values(groups)
      .flat()
      .find((term) => term.error)?.error ?? null;
  const result: AffinityTerms = { key, ...groups, error };
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, result);
  return result;
}

/** A selector's text for people: `app=web,tier in (a,b)`. */
function describeSelector(selector: LabelSelector | null | undefined): string {
  if (!selector) return "<none>";
  const parts = Object.keys(selector.matchLabels ?? {})
    .sort()
    .map((key) => `${key}=${selector.matchLabels![key]}`);
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    if (operator === "Exists") parts.push(key);
    else if (operator === "DoesNotExist") parts.push(`!${key}`);
    else parts.push(`${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`);
  }
  return parts.length > 0 ? parts.join(",") : "<all>";
}
