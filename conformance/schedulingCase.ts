import type { KubernetesObject } from "../src/engine/api/meta.ts";
import type { Pod } from "../src/engine/api/pod.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../src/engine/api/storage.ts";
import { timestamp } from "../src/engine/kernel/clock.ts";
import { SchedulerCache } from "../src/engine/scheduler/cache/schedulerCache.ts";
import type { SchedulerConfiguration } from "../src/engine/scheduler/config/schedulerConfiguration.ts";
import type { DecisionRecord, PluginStatus } from "../src/engine/scheduler/framework/decisionRecord.ts";
import { createPodInfo, podKey } from "../src/engine/scheduler/framework/podInfo.ts";
import { firstByName } from "../src/engine/scheduler/runtime/choosers.ts";
import { createProfiles } from "../src/engine/scheduler/runtime/profile.ts";
import { allPreFilterRefusals, gatedDecision, recordDecision } from "../src/engine/scheduler/runtime/recordDecision.ts";
import { admit } from "./admission.ts";
import type { JsonObject } from "./caseFile.ts";

export interface SchedulingCase {
  readonly objects: readonly KubernetesObject[];
  readonly pods: readonly string[];
  readonly config?: SchedulerConfiguration;
}

/** Runs a scheduling case, attempt by attempt, in the corpus's form. */
export function runSchedulingCase({ objects, pods, config = {} }: SchedulingCase): readonly JsonObject[] {
  const cluster = new Cluster(objects, config);
  return pods.flatMap((key) => cluster.schedule(key)) as unknown as JsonObject[];
}

/** The cluster of a case, and what happens to it between attempts. */
class Cluster {
  private readonly cache = new SchedulerCache();
  private readonly pods = new Map<string, Pod>();
  private readonly profiles;
  private attempts = 0;

  constructor(objects: readonly KubernetesObject[], config: SchedulerConfiguration) {
    const admitted = admit(objects);
    // The API server lists nodes by name, and the order matters: an image's size is the one first reported.
    const nodes = admitted.filter(({ kind }) => kind === "Node");
    nodes.sort((a, b) => ((a.metadata.name ?? "") < (b.metadata.name ?? "") ? -1 : 1));
    for (const object of [...nodes, ...admitted.filter(({ kind }) => kind !== "Node")]) this.apply(object);
    this.profiles = createProfiles(config, this.cache, firstByName);
  }

  private apply(object: KubernetesObject): void {
    this.cache.apply(object);
    if (object.kind === "Pod") this.pods.set(podKey(object as Pod), object as Pod);
  }

  /** One attempt, and a second one when the first preempted. */
  schedule(key: string): unknown[] {
    const first = this.attempt(key);
    if (!first.record.postFilter?.nominated.length) return [first.entry];
    this.preempt(key, first.record);
    return [first.entry, this.attempt(key).entry];
  }

  private attempt(key: string): { readonly entry: unknown; readonly record: DecisionRecord } {
    this.attempts++;
    const pod = this.pods.get(key)!;
    const info = createPodInfo(pod);
    const profile = this.profiles.get(pod.spec.schedulerName ?? "default-scheduler")!;
    const held = profile.runPreEnqueue(info);
    if (held) {
      const record = gatedDecision(profile, info, held);
      return { entry: gatedEntry(record), record };
    }
    const { record, outcome } = recordDecision(profile, info, { percentage: 100 });
    const refusals = record.preFilter.failure === null ? {} : allPreFilterRefusals(profile, info);
    const entry = entryOf(record, refusals);
    if (record.chosen !== null) this.place(pod, record);
    else if (outcome?.nominatedNode === "") this.nominate(pod, undefined);
    return { entry, record };
  }

  private place(pod: Pod, record: DecisionRecord): void {
    const { nominatedNodeName: _, ...status } = pod.status ?? {};
    this.apply({
      ...pod,
      spec: { ...pod.spec, nodeName: record.chosen! },
      status: { ...status, startTime: timestamp(this.attempts * 1000) },
    } as Pod);
    for (const [claimKey, volumeName] of Object.entries(record.volumeBindings?.static ?? {})) {
      this.bind(this.cache.volumes.claim(claimKey)!, this.cache.volumes.volume(volumeName)!);
    }
    for (const claimKey of record.volumeBindings?.provision ?? []) {
      const claim = this.cache.volumes.claim(claimKey)!;
      this.apply(annotated(claim, "volume.kubernetes.io/selected-node", record.chosen!));
    }
  }

  private bind(claim: PersistentVolumeClaim, volume: PersistentVolume): void {
    const { namespace, name, uid } = claim.metadata;
    this.apply({
      ...volume,
      spec: { ...volume.spec, claimRef: { kind: "PersistentVolumeClaim", namespace, name, uid } },
      status: { ...volume.status, phase: "Bound" },
    } as PersistentVolume);
    this.apply({
      ...annotated(claim, "pv.kubernetes.io/bind-completed", "yes"),
      spec: { ...claim.spec, volumeName: volume.metadata.name },
      status: { ...claim.status, phase: "Bound" },
    } as PersistentVolumeClaim);
  }

  private preempt(key: string, { postFilter }: DecisionRecord): void {
    const node = postFilter!.nominated[0]!;
    for (const victim of postFilter!.victims[node]!) {
      this.cache.remove(this.pods.get(victim)!);
      this.pods.delete(victim);
    }
    const preemptor = this.pods.get(key)!;
    for (const pod of this.pods.values()) {
      const outranked = (pod.spec.priority ?? 0) < (preemptor.spec.priority ?? 0);
      if (!pod.spec.nodeName && outranked && pod.status?.nominatedNodeName === node) this.nominate(pod, undefined);
    }
    this.nominate(preemptor, node);
  }

  private nominate(pod: Pod, node: string | undefined): void {
    this.apply({ ...pod, status: { ...pod.status, nominatedNodeName: node } } as Pod);
  }
}

function annotated(claim: PersistentVolumeClaim, name: string, value: string): PersistentVolumeClaim {
  const annotations = { ...claim.metadata.annotations, [name]: value };
  return { ...claim, metadata: { ...claim.metadata, annotations } };
}

function gatedEntry({ pod, preEnqueue, message }: DecisionRecord): unknown {
  const nothing = { preFilter: null, filter: null, filterAll: null, scoreSkip: null, score: null, total: null };
  return {
    pod,
    preEnqueue: withoutUndefined(preEnqueue),
    ...nothing,
    best: null,
    chosen: null,
    message,
    postFilter: null,
  };
}

const withoutUndefined = (status: PluginStatus | undefined) =>
  status && { plugin: status.plugin, code: status.code, reasons: [...status.reasons] };

function entryOf(record: DecisionRecord, preFilterRefusals: object): unknown {
  if (record.sampling.total === 0) {
    const nothing = { preFilter: null, filter: null, filterAll: null, scoreSkip: null, score: null, total: null };
    return { pod: record.pod, ...nothing, best: null, chosen: null, message: record.message, postFilter: null };
  }
  const { preFilter, filter, score, postFilter } = record;
  return {
    pod: record.pod,
    preFilter: { skip: preFilter.skip, nodes: preFilter.nodes, failure: preFilter.failure },
    ...(Object.keys(preFilterRefusals).length > 0 ? { preFilterAll: preFilterRefusals } : {}),
    filter: filter && Object.fromEntries(filter.map(({ node, verdict }) => [node, verdict])),
    filterAll: record.filterAll,
    ...(record.nominatedNodeFits ? { nominatedNodeFits: record.nominatedNodeFits } : {}),
    scoreSkip: record.scoreSkip,
    ...(record.scoringSkipped ? { scoringSkipped: true } : {}),
    score:
      score &&
      Object.fromEntries(score.map(({ plugin, weight, raw, normalized }) => [plugin, { weight, raw, normalized }])),
    total: record.total,
    best: record.best,
    chosen: record.chosen,
    message: record.message,
    postFilter: postFilter && {
      nominated: postFilter.nominated,
      victims: postFilter.victims,
      pdbViolations: postFilter.pdbViolations,
      message: postFilter.message,
    },
    ...(record.volumeBindings ? { volumeBindings: record.volumeBindings } : {}),
  };
}
