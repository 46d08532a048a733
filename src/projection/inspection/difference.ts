import type { Container, ContainerStatus, KubeletPodRecord, Node, Pod, RuntimeContainer } from "../../engine/index.ts";
import type { Broken } from "../faults.ts";
import type { Difference, ProbeKind, RosettaModel } from "./model.ts";

/** What is known beside the API's own words on the Pod. */
export interface Behind {
  /** What its node's kubelet knows; undefined: the kubelet has not taken it up, or is done with it. */
  readonly kubelet: KubeletPodRecord | undefined;
  readonly node: Node | undefined;
  /** What is wrong with its node's machine, whoever knows of it yet. */
  readonly broken: Broken | undefined;
}

/**
 * Why the five places of the Rosetta say different things about a Pod: the reason that explains most, by the rules by
 * which each is made. The kubelet's status manager publishes; getPhase sums up; printPod picks one reason (v1.34).
 * Each kind holds in every state that it is given for: what no rule fits is `plain`.
 */
export function whyTheyDiffer(
  pod: Pod,
  { phase, kubectl, containers, lastEvent }: Omit<RosettaModel, "why">,
  behind: Behind,
): Difference {
  const { status: printed } = kubectl;
  const { nodeName } = pod.spec;
  const isOver = phase === "Failed" || phase === "Succeeded";
  if (pod.metadata.deletionTimestamp && !isOver) return ofDeletion(pod, phase, behind);
  if (printed === "SchedulingGated") return { kind: "gated" };
  if (isOver) {
    if (phase === "Failed" && printed === pod.status?.reason) return { kind: "evicted", reason: printed };
    return { kind: "finished", phase, status: printed, reasoned: printed !== phase };
  }
  if (!nodeName) return { kind: conditionOf(pod, "PodScheduled") === "False" ? "unscheduled" : "unasked" };
  if (isSilent(behind)) return { kind: "silent", node: nodeName, status: printed, told: isToldSilent(behind.node) };

  const runtime = behind.kubelet?.containers ?? [];
  const lagging = containers.find((container) => container.differs);
  if (lagging) {
    const { name, api } = lagging;
    const pulling = runtime.find(({ state }) => state === "pulling");
    if (pulling) return { kind: "pulling", container: name, api: api || "–", image: pulling.image };
    return { kind: "unpublished", container: name, runtime: lagging.runtime, api: api || "–" };
  }
  if (phase === "Pending" && statusesOf(pod).length === 0)
    return { kind: behind.kubelet ? "accepted" : "bound", node: nodeName };
  return (
    ofContainers(pod, phase, printed) ?? ofReadiness(pod, phase, runtime) ?? ofHealth(pod, phase, printed, lastEvent)
  );
}

const statusesOf = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];

const conditionOf = ({ status }: Pod, wanted: string): string | undefined =>
  status?.conditions?.find(({ type }) => type === wanted)?.status;

/** The control plane knows that the node does not report. One that reports and is not ready says False. */
const isToldSilent = (node: Node | undefined): boolean =>
  node?.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "Unknown") ?? false;

const isSilent = ({ broken, node }: Behind): boolean => broken !== undefined || isToldSilent(node);

function ofDeletion(pod: Pod, phase: string, behind: Behind): Difference {
  if (pod.status?.reason === "NodeLost") return { kind: "nodeLost" };
  const runtime = behind.kubelet?.containers ?? [];
  const ends = !pod.spec.nodeName
    ? "held"
    : isSilent(behind)
      ? "silent"
      : runtime.some(({ state }) => state === "running")
        ? "running"
        : "ended";
  return { kind: "terminating", phase, seconds: pod.metadata.deletionGracePeriodSeconds ?? 0, ends };
}

const creating = ["ContainerCreating", "PodInitializing"];

function ofContainers({ spec, status }: Pod, phase: string, printed: string): Difference | null {
  if (/^Init:\d+\/\d+$/.test(printed)) return { kind: "init", status: printed };
  if (printed.startsWith("Init:")) {
    const stuck = status?.initContainerStatuses?.find(
      ({ state }) => !state?.running && state?.terminated?.exitCode !== 0,
    );
    return { kind: "initFails", container: stuck?.name ?? "", status: printed };
  }
  if (creating.includes(printed)) return { kind: "creating", status: printed };
  const waiting = status?.containerStatuses?.find(
    ({ state }) => state?.waiting && !creating.includes(state.waiting.reason ?? ""),
  );
  if (waiting?.state?.waiting?.reason === "CrashLoopBackOff" || (waiting && phase === "Running"))
    return { kind: "crashes", container: waiting.name, status: printed, phase, again: true };
  if (waiting) return { kind: "cannotStart", container: waiting.name, status: printed };
  const ended = status?.containerStatuses?.find(({ state }) => state?.terminated);
  if (!ended) return null;
  const { restartPolicy = "Always" } = spec;
  const again =
    restartPolicy === "Always" || (restartPolicy === "OnFailure" && ended.state?.terminated?.exitCode !== 0);
  return { kind: "crashes", container: ended.name, status: printed, phase, again };
}

/** Running: what keeps it from being ready, or soon may. */
function ofReadiness(pod: Pod, phase: string, runtime: readonly RuntimeContainer[]): Difference | null {
  if (phase !== "Running") return null;
  const statuses = pod.status?.containerStatuses ?? [];
  const real = (name: string) => runtime.find((container) => container.name === name && container.state === "running");
  const behind = statuses.find(({ name, ready }) => (real(name)?.ready ?? ready) !== ready);
  if (behind) return { kind: "readyUnpublished", container: behind.name, ready: !behind.ready };
  const ready = pod.status?.conditions?.find(({ type }) => type === "Ready");
  if (ready && ready.status !== "True") {
    const unready = statuses.filter((container) => !container.ready).map(({ name }) => name);
    const nodeWasSilent = unready.length === 0 && !ready.reason && conditionOf(pod, "ContainersReady") === "True";
    return { kind: "notReady", containers: unready.join(", "), reason: ready.reason ?? "", nodeWasSilent };
  }
  return pod.spec.containers.flatMap((container) => failing(container, real(container.name)) ?? [])[0] ?? null;
}

const probes: readonly ProbeKind[] = ["liveness", "readiness", "startup"];

/** A probe whose last result is a failure. */
function failing(container: Container, real: RuntimeContainer | undefined): Difference | null {
  for (const probe of probes) {
    const results = real?.probes[probe] ?? [];
    const failures = results.length - 1 - results.findLastIndex(({ success }) => success);
    if (failures === 0) continue;
    const threshold = container[`${probe}Probe`]?.failureThreshold ?? 3;
    return { kind: "probeFails", container: container.name, probe, failures, threshold };
  }
  return null;
}

/** All is well, even where the newest Event sounds as if it were not; or there is no rule for it. */
function ofHealth(pod: Pod, phase: string, printed: string, last: RosettaModel["lastEvent"]): Difference {
  const statuses = pod.status?.containerStatuses ?? [];
  const isWell =
    phase === "Running" &&
    conditionOf(pod, "Ready") === "True" &&
    statuses.length === pod.spec.containers.length &&
    statuses.every(({ state, ready }) => state?.running && ready);
  if (!isWell) return { kind: "plain", phase, status: printed };
  return { kind: "agree", past: last?.warning ? last.reason : null };
}
