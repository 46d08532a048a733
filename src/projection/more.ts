import type { Fault } from "../engine/index.ts";
import type { ContainerWord, HookName } from "./narration.ts";

/**
 * The whys behind the sentences of the beats, as keys with parameters: what is told on demand. The words, and the page
 * of the Kubernetes docs that goes with each, are in `i18n/` and are fetched when someone asks.
 */
export interface MoreParams {
  "kubectl.read": None;
  "kubectl.discovery": None;
  "kubectl.lookUp": None;
  "kubectl.send": { verb: string };
  reconcile: None;
  station: { station: string };
  admission: { plugin: string };
  refused: { station: string };
  "etcd.write": None;
  "reply.created": None;
  watch: None;
  pending: None;
  "queue.pop": None;
  queue: { queue: string };
  preFilter: { skip: string };
  "filter.refused": { plugin: string };
  "filter.pass": None;
  "filter.all": { total: number; wanted: number };
  "postFilter.none": { message: string };
  victims: None;
  failedScheduling: None;
  preScore: { skip: string };
  "score.skipped": None;
  score: { plugin: string };
  pick: None;
  assume: None;
  reserve: None;
  "bind.send": None;
  "bind.stored": None;
  "bind.watch": { node: string };
  "kubelet.admit": None;
  "kubelet.volumes": None;
  "kubelet.sandbox": None;
  "kubelet.pull": None;
  "kubelet.pullFailed": None;
  "kubelet.container": { kind: ContainerWord };
  "kubelet.exited": { policy: string };
  probe: { probe: "startup" | "readiness" | "liveness" };
  status: None;
  ready: None;
  endpoints: None;
  rollout: None;
  autoscaler: None;
  ingress: None;
  canary: None;
  traffic: None;
  "traffic.failing": None;
  fault: { fault: Fault["fault"] };
  "node.notReady": None;
  "node.tainted": None;
  evicted: None;
  pressure: None;
  imagesRemoved: { why: "highThreshold" | "diskPressure" | "age" };
  hook: { hook: HookName };
  verdict: { reason: string };
  resized: None;
  resizePending: { reason: string };
  notSimulated: None;
  summary: None;

  apply: None;
  "kubectl.error": None;
  "other.refused": None;
  "other.pod": None;
  "other.deleted": None;
  command: { verb: string };
  pods: None;
  schedulingRefused: None;
  preBind: None;
  "bind.event": None;
  "kubelet.refused": None;
  "kubelet.cgroup": None;
  "kubelet.volumeFailed": None;
  "kubelet.sandboxFailed": None;
  "kubelet.startFailed": None;
  "kubelet.waits": { reason: string };
  "kubelet.ending": None;
}

type None = Record<never, never>;

export type MoreKey = keyof MoreParams;

export type More = { [K in MoreKey]: { readonly key: K; readonly params: MoreParams[K] } }[MoreKey];

/** A why to be told; the pairing of key and parameters is checked here, once. */
export function explain<K extends MoreKey>(key: K, params: MoreParams[K]): More {
  return { key, params } as More;
}
