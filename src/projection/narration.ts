import type { Autoscaling } from "./autoscaler.ts";

/**
 * The sentences of the screen as keys with parameters; the words are in the catalogues of `i18n/`, which are typed by
 * `NarrationParams`, so that a sentence missing in a language does not compile. Values are names, numbers and
 * Kubernetes' own texts from this run.
 */
export interface NarrationParams {
  /** A word of Kubernetes' own, the same in every language. */
  word: { text: string };
  title: { name: TitleName };
  "place.of": { at: number; of: number };
  "place.node": { at: number; of: number };
  "place.attempt": { attempt: number };
  "place.nodes": { count: number };

  "kubectl.read": { file: string; objects: number; first: string };
  "kubectl.discovery": { cached: boolean };
  "kubectl.lookUp": { about: string; code: number };
  "kubectl.send": { client: string; method: string; path: string; about: string };
  "kubectl.applied": { about: string; code: number; outcome: string };
  "kubectl.appliedMore": { count: number; names: string };
  "kubectl.error": { text: string };

  "reconcile.createReplicaSet": { controller: string; key: string; name: string };
  "reconcile.createPods": { controller: string; key: string; want: number; have: number };
  "reconcile.refused": { controller: string; key: string; message: string };
  "reconcile.other": { controller: string; kind: string; key: string; decision: string; want?: number; have?: number };

  "station.authentication": { user: string };
  "station.authorization": { user: string; verb: string; resource: string; namespace: string };
  "station.decoding": { kind: string };
  "station.defaulting": { count: number; example: string };
  "station.validation": { about: string };
  "admission.quiet": { count: number; names: string; validating: boolean; changes: number };
  "admission.changed": { plugin: string; count: number; fields: string };
  "admission.quota": { about: string; namespace: string; quotas: number };
  refused: { code: number; reason: string; message: string; by: string };

  "etcd.write": { key: string; revision: number };
  "reply.created": { code: number; client: string; output: string };
  "watch.fanOut": { count: number; names: string; about: string };
  pending: { pod: string };

  "queue.active": { pod: string; ahead: number };
  "queue.gated": { pod: string; message: string };
  "queue.pop": { pod: string; attempt: number; priority: number; left: number };
  "queue.moved": { pod: string; to: string; event: string; hint: string };
  "queue.waits": { pod: string; queue: string; plugins: string };
  preFilter: { pod: string; needs: string; filters: number; skip: number };
  "preFilter.nodes": { pod: string; nodes: string };
  "preFilter.refused": { plugin: string; reasons: string };
  "filter.pass": { node: string; plugins: number; room: string };
  "filter.refused": { node: string; plugin: string; reasons: string; room: string };
  "filter.all": { asked: number; feasible: number; total: number };
  "victims.leave": { victims: string; count: number; node: string; grace: number };
  "victims.gone": { victims: string; count: number; node: string; after: number };
  "postFilter.none": None;
  "postFilter.nominated": { node: string; victims: string; count: number };
  failedScheduling: { message: string };
  preScore: { feasible: number; scorers: number; skip: number };
  "score.skipped": { node: string };
  "score.plugin": { plugin: string; weight: number; scores: readonly NodeScore[]; same: boolean };
  /** For many nodes: `node` and `others` more have the highest. */
  "score.range": { plugin: string; weight: number; low: number; high: number; node: string; others: number };
  "pick.won": { node: string; total: number; second: string; secondTotal: number };
  /** As won, with the plugin without which `other` would have won. */
  "pick.decided": { node: string; total: number; second: string; secondTotal: number; plugin: string; other: string };
  "pick.only": { node: string };
  "pick.tie": { node: string; total: number; count: number; names: string };
  assume: { pod: string; node: string; requests: boolean };
  reserve: { plugins: string };
  schedulingRefused: { phase: string; message: string };

  preBind: { plugins: string };
  "bind.send": { path: string; node: string };
  "bind.stored": { node: string; revision: number };
  "bind.event": { message: string };
  "bind.watch": { node: string; pod: string };

  "kubelet.admit": { node: string; pod: string };
  "kubelet.refused": { node: string; reason: string; message: string };
  "kubelet.cgroup": { pod: string };
  "kubelet.volumes": { count: number; names: string };
  "kubelet.volumeFailed": { volume: string; message: string };
  "kubelet.sandbox": { ip: string };
  "kubelet.sandboxFailed": { message: string };
  "kubelet.pull": { image: string; container: string; size: string; seconds: string };
  "kubelet.pullFailed": { image: string; message: string };
  "kubelet.create": { container: string; kind: ContainerWord; present: boolean };
  "kubelet.start": { container: string; kind: ContainerWord; again: boolean };
  "kubelet.startFailed": { container: string; message: string };
  "kubelet.exited": {
    container: string;
    code: number;
    reason: string;
    kind: ContainerWord;
    /** The probe because of which the kubelet stopped it. */
    stoppedBy?: { readonly probe: string; readonly failures: number };
  };
  "kubelet.waits": { reason: string; message: string };
  "kubelet.ending": { pod: string; done: boolean };

  "probe.passed": {
    probe: string;
    container: string;
    handler: string;
    consecutive: number;
    threshold: number;
    decisive: boolean;
  };
  "probe.failed": {
    probe: string;
    container: string;
    handler: string;
    consecutive: number;
    threshold: number;
    decisive: boolean;
    message: string;
  };
  "status.published": { pod: string; status: string; ready: string };
  /** As published, by somebody who is no kubelet: who deletes the Pod, or gives up its node. */
  "status.written": { pod: string; status: string; ready: string; client: string };
  ready: { pod: string };
  endpoints: { service: string; count: number };
  "endpoints.gone": { service: string; count: number };
  /** A command of the script; `output` is what it printed, its error first. */
  command: { command: string; output: string };
  "command.goesOn": { command: string; output: string };
  "rollout.newSet": { deployment: string; set: string; replicas: number; image: string; isFirst: boolean };
  "rollout.scale": { deployment: string; set: string; from: number; to: number };
  /** `owner` is a kind and a name. */
  "pods.created": { owner: string; count: number; names: string };
  "pods.deleted": { owner: string; count: number; names: string };
  "pods.ready": { owner: string; count: number; names: string; nodes: string };
  autoscaler: Autoscaling & { name: string };
  "ingress.added": { ingress: string; hosts: string; services: string; endpoints: number };
  "ingress.removed": { ingress: string };
  "ingress.switched": { ingress: string; from: string; to: string };
  /** `canary` is the Ingress that was merged into `ingress`; `rule` is in the words of its annotations, maybe empty. */
  "canary.added": { ingress: string; canary: string; service: string; rule: string };
  "canary.changed": { service: string; rule: string };
  "canary.weight": { service: string; from: number; to: number };
  "canary.removed": { ingress: string; service: string };
  "traffic.shares": {
    seconds: number;
    requests: number;
    shares: readonly { readonly service: string; readonly requests: number }[];
  };
  "traffic.failing": { service: string; status: number; count: number; requests: number };
  "traffic.recovered": { service: string };
  "traffic.notFound": { count: number };
  "fault.failNode": { node: string };
  "fault.cutOffKubelet": { node: string };
  "fault.recoverNode": { node: string };
  "fault.restartKubelet": { node: string };
  "fault.killSandbox": { node: string; pod: string };
  "fault.addStaticPod": { node: string; pod: string };
  "fault.removeStaticPod": { node: string; pod: string };
  "fault.restartScheduler": None;
  /** `seconds` since the node broke; 0 when that is not known. */
  "node.notReady": { node: string; status: string; seconds: number };
  "node.ready": { node: string };
  "node.pressure": { node: string; pressure: PressureName; on: boolean };
  "images.removed": { node: string; count: number; names: string; size: string };
  "hook.ran": { hook: HookName; container: string; seconds: string };
  "hook.failed": { hook: HookName; container: string };
  "kubelet.verdict": { node: string; pod: string; reason: string; message: string };
  "kubelet.resized": { container: string };
  "resize.pending": { pod: string; reason: string; message: string };
  "node.tainted": { node: string; taints: string };
  "node.untainted": { node: string; taints: string };
  /** `seconds` that the Pod tolerated the taint. */
  evicted: { pod: string; node: string; seconds: number };
  "other.pod": { pod: string; status: string; node: string; message: string };
  "other.deleted": { count: number; names: string };
  "other.pods": { owner: string; count: number; status: string; names: string };
  "other.refused": { about: string; message: string };
  notSimulated: { kind: string; name: string; stored: boolean };
  summary: { total: number; counts: readonly { readonly status: string; readonly count: number }[] };
  "summary.refused": None;
  "summary.gone": { count: number };
}

type None = Record<never, never>;

export type ContainerWord = "pause" | "init" | "sidecar" | "app" | "ephemeral";

export interface NodeScore {
  readonly node: string;
  readonly score: number;
}

/** Names of beats that are words of a language; the others are Kubernetes' own (`word`). */
export type TitleName =
  | "read"
  | "discovery"
  | "lookUp"
  | "request"
  | "apply"
  | "reconcile"
  | "authentication"
  | "authorization"
  | "decoding"
  | "defaulting"
  | "mutatingAdmission"
  | "validation"
  | "validatingAdmission"
  | "storage"
  | "reply"
  | "watch"
  | "queue"
  | "pick"
  | "assume"
  | "bind"
  | "event"
  | "admit"
  | "cgroup"
  | "volumes"
  | "sandbox"
  | "image"
  | "create"
  | "start"
  | "exit"
  | "probe"
  | "status"
  | "endpoints"
  | "rollout"
  | "scaling"
  | "fault"
  | "taints"
  | "hook"
  | "eviction"
  | "resize"
  | "otherPods"
  | "otherObjects"
  | "notSimulated"
  | "end";

export type HookName = "postStart" | "preStop";

/** What a node can be short of, as its condition says. */
export type PressureName = "MemoryPressure" | "DiskPressure" | "PIDPressure";

export type NarrationKey = keyof NarrationParams;

export type Narration = { [K in NarrationKey]: { readonly key: K; readonly params: NarrationParams[K] } }[NarrationKey];

/** A sentence to be said; the pairing of key and parameters is checked here, once. */
export function say<K extends NarrationKey>(key: K, params: NarrationParams[K]): Narration {
  return { key, params } as Narration;
}

export const word = (text: string): Narration => say("word", { text });
export const title = (name: TitleName): Narration => say("title", { name });
