import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { applyDefaults } from "../apiserver/defaulting/index.ts";
import { createRandom } from "../kernel/random.ts";
import { SchedulerCache } from "./cache/schedulerCache.ts";
import { defaultSchedulerName, type SchedulerConfiguration } from "./config/schedulerConfiguration.ts";
import { createPodInfo } from "./framework/podInfo.ts";
import { firstByName, seededChooser } from "./runtime/choosers.ts";
import { createProfiles, type Profile } from "./runtime/profile.ts";
import { schedulePod } from "./runtime/schedulePod.ts";

/**
 * What became of a Pod: its name, node, total score (null when only one node was feasible), nodes evaluated and nodes
 * feasible; or its name, null, and why it fits nowhere.
 */
export type PlacementLine =
  | readonly [pod: string, node: string, score: number | null, evaluated: number, feasible: number]
  | readonly [pod: string, node: null, message: string];

export interface BulkOptions {
  /** percentageOfNodesToScore; 0 is adaptive. Default: what the configuration says, else 0. */
  readonly percentage?: number;
  /** Ties: the lexicographically first node, or drawn from the seed. Default first. */
  readonly ties?: "first" | "seeded";
  readonly seed?: number;
  readonly configuration?: SchedulerConfiguration;
  /** Called every hundred Pods. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Schedules the pending Pods of a cluster one after the other, in the order in which they were given; nothing ever
 * leaves and nothing is preempted. `step` does a part of the work, so that a worker can listen in between.
 */
export class BulkScheduler {
  private readonly cache = new SchedulerCache();
  private readonly pending: Pod[] = [];
  private readonly profiles: ReadonlyMap<string, Profile>;
  private readonly percentage: number | undefined;
  private next = 0;
  private start = 0;

  /** Takes any objects, also `List`s; they need not be defaulted. */
  constructor(objects: readonly KubernetesObject[], options: BulkOptions = {}) {
    for (const object of objects.flatMap(itemsOf)) {
      const defaulted = applyDefaults(namespaced(object)) as KubernetesObject;
      this.cache.apply(defaulted);
      if (isPending(defaulted)) this.pending.push(defaulted as Pod);
    }
    const chooser = options.ties === "seeded" ? seededChooser(createRandom(options.seed ?? 1)) : firstByName;
    this.profiles = createProfiles(options.configuration ?? {}, this.cache, chooser);
    this.percentage = options.percentage;
  }

  /** How many Pods there are to schedule. */
  get total(): number {
    return this.pending.length;
  }

  get done(): number {
    return this.next;
  }

  /** Schedules at most `count` Pods more. */
  step(count: number): PlacementLine[] {
    const lines: PlacementLine[] = [];
    const end = Math.min(this.next + count, this.pending.length);
    for (; this.next < end; this.next++) lines.push(this.schedule(this.pending[this.next]!));
    return lines;
  }

  private schedule(pod: Pod): PlacementLine {
    const info = createPodInfo(pod);
    const profile = this.profiles.get(pod.spec.schedulerName || defaultSchedulerName);
    if (!profile) return [info.name, null, `profile not found for scheduler name "${pod.spec.schedulerName}"`];
    const held = profile.runPreEnqueue(info);
    if (held) return [info.name, null, held.status.reasons.join(", ")];
    const options = { start: this.start, percentage: this.percentage, postFilter: false };
    const outcome = schedulePod(profile, info, options);
    this.start = outcome.nextStart;
    if (outcome.node === null) return [info.name, null, outcome.message ?? ""];
    this.cache.assume(info, outcome.node);
    return [info.name, outcome.node, outcome.score, outcome.evaluated, outcome.feasible];
  }
}

/** Schedules everything at once. Models nothing upstream: it is the loop of scheduleOne without queue, API and events. */
export function scheduleAll(objects: readonly KubernetesObject[], options: BulkOptions = {}): readonly PlacementLine[] {
  const bulk = new BulkScheduler(objects, options);
  const lines: PlacementLine[] = [];
  while (bulk.done < bulk.total) {
    lines.push(...bulk.step(100));
    options.onProgress?.(bulk.done, bulk.total);
  }
  return lines;
}

function itemsOf(object: KubernetesObject): readonly KubernetesObject[] {
  const { items } = object as { items?: readonly KubernetesObject[] };
  return object.kind.endsWith("List") && items ? items : [object];
}

function namespaced(object: KubernetesObject): KubernetesObject {
  if (object.kind !== "Pod" || object.metadata.namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace: "default" } };
}

function isPending(object: KubernetesObject): boolean {
  if (object.kind !== "Pod") return false;
  const { spec, status } = object as Pod;
  return !spec.nodeName && status?.phase !== "Succeeded" && status?.phase !== "Failed";
}
