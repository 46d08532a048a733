import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { SchedulerConfiguration } from "../scheduler/config/schedulerConfiguration.ts";
import type { DecisionRecord } from "../scheduler/framework/decisionRecord.ts";
import { createPodInfo } from "../scheduler/framework/podInfo.ts";
import { messageOf } from "../scheduler/framework/status.ts";
import { recordDecision } from "../scheduler/runtime/recordDecision.ts";
import type { Change, Diagnosis, Fix, NodeDiagnosis, NotEnough } from "./model.ts";
import { originOf, written } from "./origin.ts";
import { cordonTaint, proposals, taintText, untolerated } from "./proposals.ts";
import { Trial } from "./trial.ts";

/** Nodes that changes are looked for; of those that say the same, the ones that are least short. */
const nodesTried = 60;
const nodesTriedPerAnswer = 6;
/** Sets of changes that are followed up on one node. */
const setsPerNode = 6;
const mostChanges = 6;
const mostFixes = 8;
const mostHints = 4;

/**
 * Why no node takes a Pod, node by node, and the smallest changes that help: each was tried on a copy of the cluster with
 * the scheduler itself, and is offered only if the Pod was then scheduled.
 *
 * `objects`: the cluster at the moment, as stored; the Pod itself may be among them. `configuration`: a
 * KubeSchedulerConfiguration, or {} for the default. null when no profile of the scheduler is the Pod's.
 */
export function diagnose(
  pod: Pod,
  objects: readonly KubernetesObject[],
  configuration: SchedulerConfiguration = {},
): Diagnosis | null {
  const trial = Trial.of(pod, objects, configuration);
  if (!trial) return null;
  const info = createPodInfo(trial.pod);
  const held = trial.profile.runPreEnqueue(info);
  const gates = held ? [openGates(trial.pod)] : [];
  const { record } = recordDecision(trial.profile, info, { percentage: 100 });
  const nodes = trial.profile.snapshot.nodes().map(({ name }) => reported(trial, record, name));
  const origin = originOf(trial.pod, objects);

  const needs = new Map<string, readonly Change[]>();
  const candidates = new Map<string, readonly Change[]>();
  for (const node of nodesToTry(nodes)) {
    const sets = changesFor(trial, node, gates);
    const smallest = sets[0];
    if (smallest) needs.set(node, smallest);
    for (const set of sets) if (set.length > 0) candidates.set(keyOf(set), set);
  }
  const fixes = rank([...candidates.values()].flatMap((set) => verified(trial, set) ?? []));
  const message = held ? messageOf(held.status) : record.message;
  return {
    pod: info.key,
    message,
    nodes: nodes.map((node) => ({ ...node, needs: writtenOrNull(needs.get(node.node)) })),
    fixes: fixes.map((fix) => ({ ...fix, changes: written(fix.changes, origin) })),
    notEnough: hints(trial, needs, fixes).map((hint) => ({ ...hint, change: written([hint.change], origin)[0]! })),
  };

  function writtenOrNull(changes: readonly Change[] | undefined): readonly Change[] | null {
    return changes ? written(changes, origin) : null;
  }
}

function openGates({ spec }: Pod): Change {
  const gates = (spec.schedulingGates ?? []).map(({ name }) => name);
  return {
    what: { kind: "gates", gates },
    cost: 1,
    edits: [{ kind: "Pod", name: "", path: ["spec", "schedulingGates"] }],
  };
}

function reported(trial: Trial, record: DecisionRecord, node: string): NodeDiagnosis {
  const verdict = record.filter?.find((entry) => entry.node === node)?.verdict ?? null;
  const all = Object.entries(record.filterAll[node] ?? {});
  const operands = all.some(([plugin]) => plugin === "NodeResourcesFit")
    ? trial.explain("NodeResourcesFit", node)
    : null;
  const object = trial.node(node);
  return {
    node,
    reported: (verdict?.reasons ?? []).map((reason) => ({ plugin: verdict?.plugin ?? "", reason })),
    hidden: all.flatMap(([plugin, { reasons }]) =>
      verdict && plugin !== verdict.plugin ? reasons.map((reason) => ({ plugin, reason })) : [],
    ),
    short:
      operands?.kind === "resources"
        ? operands.resources.flatMap(({ name, allocatable, requested, pod: asks }) =>
            asks > allocatable - requested ? [{ resource: name, asks, free: allocatable - requested }] : [],
          )
        : [],
    cordoned: object.spec?.unschedulable === true,
    taints: untolerated(trial.pod, object)
      .filter(({ key }) => key !== cordonTaint)
      .map(taintText),
    needs: null,
  };
}

/** The nodes to look for changes on: of every answer the few that are nearest to fitting. */
function nodesToTry(nodes: readonly NodeDiagnosis[]): readonly string[] {
  const byAnswer = new Map<string, NodeDiagnosis[]>();
  for (const node of nodes) {
    const key = JSON.stringify([node.reported, node.hidden]);
    const same = byAnswer.get(key);
    if (same) same.push(node);
    else byAnswer.set(key, [node]);
  }
  return [...byAnswer.values()]
    .flatMap((same) => same.toSorted((a, b) => distance(a) - distance(b)).slice(0, nodesTriedPerAnswer))
    .slice(0, nodesTried)
    .map(({ node }) => node);
}

/** How far off a node is, as the shares of the requests that it lacks. */
function distance({ short }: NodeDiagnosis): number {
  return short.reduce((sum, { asks, free }) => sum + (asks - free) / asks, 0);
}

/** Sets of changes, each of which makes one node take the Pod; the smallest first. */
function changesFor(trial: Trial, node: string, gates: readonly Change[]): readonly (readonly Change[])[] {
  const found: (readonly Change[])[] = [];
  const open: (readonly Change[])[] = [gates];
  for (let looked = 0; looked < setsPerNode * mostChanges && open.length > 0 && found.length < setsPerNode; looked++) {
    const changes = open.shift()!;
    const { rejection, operands } = trial.ask(changes, node);
    if (rejection === null) {
      found.push(changes);
      continue;
    }
    if (changes.length >= mostChanges) continue;
    const place = { pod: trial.changedPod(changes), node: trial.node(node), operands };
    for (const more of proposals[rejection.plugin]?.(place) ?? []) {
      const isNew =
        more.length > 0 && more.every((change) => !changes.some((done) => keyOf([done]) === keyOf([change])));
      if (isNew) open.push([...changes, ...more]);
    }
  }
  return found.toSorted((a, b) => costOf(a) - costOf(b));
}

const keyOf = (changes: readonly Change[]): string => JSON.stringify(changes.map(({ edits }) => edits));

const costOf = (changes: readonly Change[]): number => changes.reduce((sum, { cost }) => sum + cost, 0);

/** The changes as a fix, without those that turn out not to be needed; null when the Pod still fits nowhere. */
function verified(trial: Trial, changes: readonly Change[]): Fix | null {
  let needed = changes;
  let outcome = trial.schedule(needed);
  if (!outcome) return null;
  for (const change of changes) {
    const without = needed.filter((other) => other !== change);
    if (without.length === 0) continue;
    const still = trial.schedule(without);
    if (still) [needed, outcome] = [without, still];
  }
  return { changes: needed, ...outcome };
}

/** Small to large, without those that another does at less cost: the same kinds of change, and no node more. */
function rank(fixes: readonly Fix[]): readonly Fix[] {
  const sorted = fixes.toSorted((a, b) => costOf(a.changes) - costOf(b.changes));
  const kept: Fix[] = [];
  for (const fix of sorted) {
    const isMore = kept.every(
      (other) => shapeOf(other) !== shapeOf(fix) || fix.fits.some((node) => !other.fits.includes(node)),
    );
    const ofShape = kept.filter((other) => shapeOf(other) === shapeOf(fix)).length;
    if (isMore && ofShape < 2) kept.push(fix);
  }
  return kept.slice(0, mostFixes);
}

function shapeOf({ changes }: Fix): string {
  return JSON.stringify(changes.map(({ what, edits }) => [what.kind, edits.map(({ name, path }) => [name, path])]));
}

/** Parts of what a node needs that look like a fix on their own. */
function hints(
  trial: Trial,
  needs: ReadonlyMap<string, readonly Change[]>,
  fixes: readonly Fix[],
): readonly NotEnough[] {
  const done = new Set(fixes.flatMap(({ changes }) => (changes.length === 1 ? [keyOf(changes)] : [])));
  const result: NotEnough[] = [];
  for (const [node, changes] of needs) {
    if (changes.length < 2) continue;
    for (const change of changes) {
      const key = keyOf([change]);
      if (result.length === mostHints || done.has(key)) continue;
      done.add(key);
      if (change.what.kind === "request" || change.what.kind === "capacity" || trial.schedule([change])) continue;
      const { rejection } = trial.ask([change], node);
      if (rejection) result.push({ change, node, reasons: rejection.status.reasons });
    }
  }
  return result;
}
