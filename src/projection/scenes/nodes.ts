import { type DecisionRecord, type Node, nanoQuantity, type Pod, podRequests } from "../../engine/index.ts";
import { fitOf } from "../fit.ts";
import type { NodeScene, ResourceBar } from "../model.ts";
import { preemptionOf } from "../preemption.ts";
import { printedPod } from "../printed.ts";
import { byName, keyOf, nodesAt, podsAt, zoneOf } from "../records.ts";
import type { SceneContext } from "./context.ts";

/** Every node's card. The order is the nodes' names, the same through the whole run. */
export function nodeScenes(context: SceneContext): NodeScene[] {
  const { records, journey } = context;
  const residents = new Map<string, Pod[]>();
  for (const pod of podsAt(records)) {
    const node = pod.spec.nodeName;
    if (!node) continue;
    const list = residents.get(node);
    if (list) list.push(pod);
    else residents.set(node, [pod]);
  }
  const decision = decisionOf(context);
  const own = new Set(journey.pods);
  return nodesAt(records).map((node) => {
    const name = node.metadata.name ?? "";
    const pods = residents.get(name) ?? none;
    const state = stateOf(context, decision, name);
    const from = [state, journey, context.pod, ...partOf(decision, name), ...pods];
    const known = drawn.get(node);
    if (known && known.from.length === from.length && known.from.every((part, at) => part === from[at])) {
      return known.scene;
    }
    const scene = {
      name,
      ...factsOf(node),
      bars: barsOf(context, decision, node, pods, state),
      pods: pods.map((pod) => {
        const { status, ready, restarts } = printedPod(pod);
        const isLeaving = pod.metadata.deletionTimestamp !== undefined || over.has(pod.status?.phase);
        const leaving = isLeaving && ({ leaving: true } as const);
        return { pod: keyOf(pod), own: own.has(keyOf(pod)), status, ready, restarts, ...leaving };
      }),
      state,
      ...(state === "picked" && isAssumed(decision) && { assumed: true as const }),
      verdict: verdictOf(decision, name),
      victims: victimsOf(decision, name),
      ...scoresOf(decision, name),
    };
    drawn.set(node, { from, scene });
    return scene;
  });
}

const none: readonly Pod[] = [];

/**
 * The last card of each Node, and all that it was made from. From one beat to the next few of thousands are others; those
 * that stay are the same objects, which spares whoever draws them to compare them.
 */
const drawn = new WeakMap<Node, { readonly from: readonly unknown[]; readonly scene: NodeScene }>();

/** What a card shows of the decision. */
function partOf(decision: Revealed | null, node: string): readonly unknown[] {
  if (!decision) return none;
  const { record, reveal, asked, ranks } = decision;
  return [
    record,
    asked.get(node)?.verdict,
    reveal.scores,
    reveal.now && reveal.phase === "Score",
    isAssumed(decision),
    ranks.get(node),
    victimsOf(decision, node),
  ];
}

const isAssumed = (decision: Revealed | null): boolean =>
  decision?.reveal.phase === "Assume" || decision?.reveal.phase === "Reserve";

/** Preemption makes room on one node. */
function victimsOf(decision: Revealed | null, node: string): NodeScene["victims"] {
  if (decision?.reveal.phase !== "PostFilter") return null;
  const preemption = preemptionOf(decision.record);
  return preemption?.node === node ? preemption.victims : null;
}

type Facts = Pick<NodeScene, "zone" | "pool" | "unschedulable" | "ready" | "taints">;

const facts = new WeakMap<Node, Facts>();

/** What a Node says of itself. Stored Nodes are never changed in place, so it is read once each. */
function factsOf(node: Node): Facts {
  let known = facts.get(node);
  if (!known) {
    known = {
      zone: zoneOf(node),
      pool: label(node, "node.kubernetes.io/instance-type") ?? label(node, "pool"),
      unschedulable: node.spec?.unschedulable ?? false,
      ready: isReady(node),
      taints: (node.spec?.taints ?? []).map(({ key, value = "", effect }) => ({ key, value, effect })),
    };
    facts.set(node, known);
  }
  return known;
}

const label = (node: Node, key: string): string | null => node.metadata.labels?.[key] ?? null;

function isReady(node: Node): boolean {
  const ready = node.status?.conditions?.find(({ type }) => type === "Ready");
  return ready === undefined || ready.status === "True";
}

interface Revealed {
  readonly record: DecisionRecord;
  readonly reveal: NonNullable<SceneContext["decision"]>;
  /** Verdicts so far, by node. */
  readonly asked: ReadonlyMap<string, DecisionRecord["filter"] extends readonly (infer V)[] | null ? V : never>;
  /** The nodes that the search comes to. */
  readonly searched: ReadonlySet<string>;
  /** How the totals rank, once all plugins have scored. */
  readonly ranks: ReadonlyMap<string, number>;
}

function decisionOf({ decision, entries, beat }: SceneContext): Revealed | null {
  if (!decision || beat.act > 5) return null;
  const { event } = entries[decision.seq];
  if (event.type !== "SchedulingPhase") return null;
  const record = event.decision;
  const asked = new Map((record.filter ?? []).slice(0, decision.nodes).map((verdict) => [verdict.node, verdict]));
  const complete = ["SelectHost", "Assume", "Reserve"].includes(decision.phase);
  const totals = Object.entries(record.total ?? {}).sort((a, b) => b[1] - a[1] || byName(a[0], b[0]));
  const ranks = new Map<string, number>();
  if (complete) {
    totals.forEach(([node, total], at) => {
      const above = totals[at - 1];
      ranks.set(node, above && above[1] === total ? (ranks.get(above[0]) ?? at) : at + 1);
    });
  }
  return { record, reveal: decision, asked, searched: searchedIn(record), ranks };
}

const searches = new WeakMap<DecisionRecord, ReadonlySet<string>>();

function searchedIn(record: DecisionRecord): ReadonlySet<string> {
  let known = searches.get(record);
  if (!known) {
    known = new Set(record.filter?.map(({ node }) => node));
    searches.set(record, known);
  }
  return known;
}

function stateOf({ beat, pod }: SceneContext, decision: Revealed | null, node: string): NodeScene["state"] {
  const { about } = beat;
  if (about.kind === "node") return about.node === node ? "now" : "resting";
  if (beat.act === 5) return decision?.record.chosen === node || pod?.spec.nodeName === node ? "picked" : "resting";
  if (!decision || beat.act !== 4) return "resting";
  const { record, reveal, asked, searched } = decision;
  const verdict = asked.get(node);
  if (reveal.phase === "PreFilter") return "resting";
  if (reveal.phase === "Filter" && reveal.now && reveal.node === node) return "now";
  if (!verdict) return searched.has(node) ? "toCome" : "resting";
  if (verdict.verdict) return "refused";
  switch (reveal.phase) {
    case "Score":
      return "scored";
    case "SelectHost":
    case "Assume":
    case "Reserve":
      return record.chosen === node ? "picked" : "notPicked";
    default:
      return "passed";
  }
}

function verdictOf(decision: Revealed | null, node: string): NodeScene["verdict"] {
  const verdict = decision?.asked.get(node)?.verdict;
  return verdict ? { plugin: verdict.plugin, reasons: verdict.reasons } : null;
}

function scoresOf(decision: Revealed | null, node: string): Pick<NodeScene, "columns" | "total" | "rank"> {
  const shown = decision?.record.score?.slice(0, decision.reveal.scores) ?? [];
  // What a single node would have got is for the decision's table, which says so: the scheduler did not score.
  if (!decision || decision.record.scoringSkipped || shown.length === 0 || shown[0].normalized[node] === undefined)
    return { columns: [], total: null, rank: null };
  const columns = shown.map(({ plugin, normalized, weight }, at) => ({
    plugin,
    contribution: (normalized[node] ?? 0) * weight,
    now: decision.reveal.now && decision.reveal.phase === "Score" && at === shown.length - 1,
  }));
  return {
    columns,
    total: columns.reduce((sum, { contribution }) => sum + contribution, 0),
    rank: decision.ranks.get(node) ?? null,
  };
}

interface Use {
  readonly cpu: number;
  readonly memory: number;
}

const uses = new WeakMap<Pod | Node, Use>();

/** What a Pod requests, in milliCPU and bytes. Stored objects are never changed in place, so it is computed once each. */
function loadOf(pod: Pod): Use {
  const known = uses.get(pod);
  if (known) return known;
  const requests = podRequests(pod);
  const use = { cpu: Number(requests.get("cpu") ?? 0n) / 1e6, memory: Number(requests.get("memory") ?? 0n) / 1e9 };
  uses.set(pod, use);
  return use;
}

/** What a Node has to give, in the same units. */
function roomOf(node: Node): Use {
  const known = uses.get(node);
  if (known) return known;
  const use = { cpu: allocatableOf(node, "cpu"), memory: allocatableOf(node, "memory") };
  uses.set(node, use);
  return use;
}

const over: ReadonlySet<string | undefined> = new Set(["Succeeded", "Failed"]);

/**
 * The bars of one node: what others request, and the ghost of the Pod on stage. While an attempt is on screen the numbers
 * are the ones that NodeResourcesFit computed with; otherwise they are summed from what is stored.
 */
function barsOf(
  { journey, pod: own }: SceneContext,
  decision: Revealed | null,
  node: Node,
  residents: readonly Pod[],
  state: NodeScene["state"],
): ResourceBar[] {
  const here = own?.spec.nodeName === node.metadata.name;
  const fitted = ["now", "refused", "passed", "scored", "picked", "notPicked"].includes(state);
  const fit = here || !decision ? undefined : fitOf(decision.record, node.metadata.name ?? "");
  return (["cpu", "memory"] as const).map((resource) => {
    const amount = fit?.find(({ name }) => name === resource);
    const allocatable = amount?.allocatable ?? roomOf(node)[resource];
    const requested =
      amount?.requested ??
      residents.reduce(
        (sum, pod) => (keyOf(pod) === journey.pod || over.has(pod.status?.phase) ? sum : sum + loadOf(pod)[resource]),
        0,
      );
    const asks = own && !over.has(own.status?.phase) ? loadOf(own)[resource] : 0;
    const ghost = own && (here || (decision !== null && fitted && state !== "notPicked")) ? asks : null;
    return { resource, allocatable, requested, ghost, fits: (ghost ?? 0) === 0 || requested + asks <= allocatable };
  });
}

function allocatableOf(node: Node, resource: "cpu" | "memory"): number {
  const quantity = node.status?.allocatable?.[resource] ?? node.status?.capacity?.[resource];
  if (quantity === undefined) return 0;
  return Number(nanoQuantity(quantity)) / (resource === "cpu" ? 1e6 : 1e9);
}
