import type { Pod, RuntimeContainer } from "../../engine/index.ts";
import type { Difference, RosettaModel } from "./model.ts";

/**
 * Why the five places of the Rosetta say different things about a Pod: the reason that explains most, by the rules by
 * which each is made. The kubelet's status manager publishes; getPhase sums up; printPod picks one reason (v1.34).
 */
export function whyTheyDiffer(
  pod: Pod,
  { phase, kubectl, containers, lastEvent }: Omit<RosettaModel, "why">,
  runtime: readonly RuntimeContainer[],
): Difference {
  const { status: printed } = kubectl;
  if (pod.metadata.deletionTimestamp && phase !== "Failed" && phase !== "Succeeded") {
    if (pod.status?.reason === "NodeLost") return { kind: "nodeLost" };
    return { kind: "terminating", phase, seconds: pod.metadata.deletionGracePeriodSeconds ?? 0 };
  }
  if (printed === "SchedulingGated") return { kind: "gated" };
  if (!pod.spec.nodeName) return { kind: "unscheduled" };
  if (pod.status?.reason && phase === "Failed") return { kind: "evicted", reason: pod.status.reason };

  const behind = containers.find((container) => container.differs);
  const pulling = runtime.find(({ state }) => state === "pulling");
  if (behind) {
    const { name, api } = behind;
    if (pulling) return { kind: "pulling", container: name, api: api || "–", image: pulling.image };
    return { kind: "unpublished", container: name, runtime: behind.runtime, api: api || "–" };
  }
  return ofContainers(pod, phase, printed) ?? ofReadiness(pod, phase) ?? ofEvents(lastEvent);
}

const creating = ["ContainerCreating", "PodInitializing"];

function ofContainers({ status }: Pod, phase: string, printed: string): Difference | null {
  if (phase === "Succeeded" || phase === "Failed") return { kind: "finished", phase, status: printed };
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
    return { kind: "crashes", container: waiting.name, status: printed, phase };
  if (waiting) return { kind: "cannotStart", container: waiting.name, status: printed };
  const ended = status?.containerStatuses?.find(({ state }) => state?.terminated);
  return ended ? { kind: "crashes", container: ended.name, status: printed, phase } : null;
}

/** Running, and not every container is ready. */
function ofReadiness({ status }: Pod, phase: string): Difference | null {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  if (phase !== "Running" || !ready || ready.status === "True") return null;
  const unready = (status?.containerStatuses ?? []).filter((container) => !container.ready);
  return { kind: "notReady", containers: unready.map(({ name }) => name).join(", "), reason: ready.reason ?? "" };
}

/** All is well, but the newest Event sounds as if it were not. */
function ofEvents(last: RosettaModel["lastEvent"]): Difference {
  return last?.warning ? { kind: "pastEvent", reason: last.reason } : { kind: "agree" };
}
