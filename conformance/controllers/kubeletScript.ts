import type { Condition } from "../../src/engine/api/meta.ts";
import type { Pod, PodStatus } from "../../src/engine/api/pod.ts";
import { timestamp } from "../../src/engine/kernel/clock.ts";
import type { TimelineCluster } from "./cluster.ts";

/** What the script has the kubelets do: FORMAT-SERVER, section 3. */
export interface KubeletStep {
  readonly to: "ready" | "unready" | "failed" | "succeeded" | "gone" | "roll";
  readonly selector?: { readonly [label: string]: string };
  readonly names?: readonly string[];
  readonly image?: string;
  readonly max?: number;
  readonly all?: boolean;
  readonly terminating?: boolean;
  readonly restarts?: number;
  readonly readySince?: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
}

const nameOf = ({ metadata }: Pod): string => metadata.name ?? "";
const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
const isLive = ({ spec, status }: Pod): boolean =>
  Boolean(spec.nodeName) && (status?.phase === "Pending" || status?.phase === "Running");

function byAge(a: Pod, b: Pod): number {
  const key = ({ metadata }: Pod) => `${metadata.creationTimestamp} ${metadata.name}`;
  return key(a) < key(b) ? -1 : 1;
}

function chosen(cluster: TimelineCluster, step: KubeletStep): Pod[] {
  const { selector = {}, names, image, max, terminating = false } = step;
  return cluster
    .list<Pod>("pods")
    .filter((pod) => isLive(pod) && (pod.metadata.deletionTimestamp !== undefined) === terminating)
    .filter((pod) => step.to !== "ready" || names !== undefined || !isReady(pod))
    .filter(({ metadata }) => Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value))
    .filter((pod) => names === undefined || names.includes(nameOf(pod)))
    .filter(({ spec }) => image === undefined || spec.containers[0]?.image === image)
    .sort(byAge)
    .slice(0, max);
}

/** Addresses are given out once per cluster, in order. */
const addresses = new WeakMap<TimelineCluster, number>();

function nextAddress(cluster: TimelineCluster): string {
  const next = (addresses.get(cluster) ?? 0) + 1;
  addresses.set(cluster, next);
  return `10.244.${Math.floor(next / 250)}.${(next % 250) + 1}`;
}

/** Status and words of the two conditions that say whether the containers serve. */
function readiness(pod: Pod, { to }: KubeletStep): Partial<Condition> {
  if (to === "ready") return { status: "True" };
  if (to === "failed") return { status: "False", reason: "PodFailed" };
  if (to === "succeeded") return { status: "False", reason: "PodCompleted" };
  const message = `containers with unready status: [${pod.spec.containers.map(({ name }) => name).join(" ")}]`;
  return { status: "False", reason: "ContainersNotReady", message };
}

function statusFor(cluster: TimelineCluster, pod: Pod, step: KubeletStep): PodStatus {
  const { sim } = cluster;
  const began = timestamp(sim.now - 600_000);
  const at = timestamp(sim.now - (step.readySince ?? 0) * 1000);
  const known = pod.status?.conditions ?? [];
  const condition = (type: string, words: Partial<Condition>) => {
    const before = known.find((other) => other.type === type);
    const kept = before?.status === words.status && step.readySince === undefined;
    return { type, lastTransitionTime: kept ? before?.lastTransitionTime : at, ...words } as Condition;
  };
  const ended = step.to === "failed" || step.to === "succeeded";
  const exitCode = step.exitCode ?? (step.to === "failed" ? 1 : 0);
  const now = timestamp(sim.now);
  const podIP = pod.status?.podIP ?? nextAddress(cluster);
  return {
    ...pod.status,
    phase: step.to === "failed" ? "Failed" : step.to === "succeeded" ? "Succeeded" : "Running",
    ...(step.reason && { reason: step.reason }),
    ...(step.message && { message: step.message }),
    startTime: pod.status?.startTime ?? began,
    podIP,
    podIPs: [{ ip: podIP }],
    conditions: [
      ...known.filter(({ type }) => type === "PodScheduled"),
      condition("PodReadyToStartContainers", { status: "True" }),
      condition("Initialized", { status: "True" }),
      condition("Ready", readiness(pod, step)),
      condition("ContainersReady", readiness(pod, step)),
    ],
    containerStatuses: pod.spec.containers.map(({ name, image = "" }) => ({
      name,
      image,
      imageID: image,
      restartCount: step.restarts ?? 0,
      ready: step.to === "ready",
      started: !ended,
      state: ended
        ? {
            terminated: {
              exitCode,
              reason: exitCode === 0 ? "Completed" : "Error",
              startedAt: began,
              finishedAt: now,
            },
          }
        : { running: { startedAt: began } },
    })),
  };
}

function report(cluster: TimelineCluster, pod: Pod, step: KubeletStep): void {
  const { namespace } = pod.metadata;
  const change = (stored: Pod): Pod => ({ ...stored, status: statusFor(cluster, stored, step) });
  cluster.run(cluster.client("kubelet").patch<Pod>("pods", namespace, nameOf(pod), change, { subresource: "status" }));
}

function removeTerminating(cluster: TimelineCluster, max?: number): boolean {
  const ending = cluster.list<Pod>("pods").filter(({ metadata }) => metadata.deletionTimestamp);
  for (const pod of ending.sort(byAge).slice(0, max)) {
    const { namespace } = pod.metadata;
    cluster.run(cluster.client("kubelet").delete("pods", namespace, nameOf(pod), { gracePeriodSeconds: 0 }));
  }
  return ending.length > 0;
}

/** Until nothing ends and every Pod that has a node is ready. */
function roll(cluster: TimelineCluster, step: KubeletStep): void {
  for (let turn = 0; turn < 200; turn++) {
    cluster.quiet(1.1);
    if (removeTerminating(cluster)) continue;
    const waiting = chosen(cluster, { ...step, to: "ready" });
    if (waiting.length === 0) return;
    for (const pod of step.all ? waiting : waiting.slice(0, 1)) report(cluster, pod, { ...step, to: "ready" });
  }
}

export function playKubelet(cluster: TimelineCluster, step: KubeletStep): void {
  if (step.to === "roll") {
    roll(cluster, step);
    return;
  }
  cluster.quiet(0.6);
  if (step.to === "gone") {
    removeTerminating(cluster, step.max);
    return;
  }
  for (const pod of chosen(cluster, step)) report(cluster, pod, step);
}
