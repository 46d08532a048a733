import type { Condition } from "../../api/meta.ts";
import type { ContainerStatus, Pod, PodPhase } from "../../api/pod.ts";

type Verdict = Pick<Condition, "type" | "status" | "reason" | "message">;

const isTrue = (type: string): Verdict => ({ type, status: "True" });
const isFalse = (type: string, reason: string, message?: string): Verdict => ({
  type,
  status: "False",
  reason,
  ...(message !== undefined && { message }),
});

/**
 * The conditions that the kubelet answers for, in the order in which it writes them; the times come when they are
 * merged with those that are published. Models pkg/kubelet/status/generate.go (v1.34).
 */
export function podConditions(
  pod: Pod,
  phase: PodPhase,
  statuses: { readonly init: readonly ContainerStatus[]; readonly app: readonly ContainerStatus[] },
  sandboxReady: boolean,
): Verdict[] {
  const containersReady = containersReadyCondition(pod, phase, statuses);
  return [
    sandboxReady ? isTrue("PodReadyToStartContainers") : { type: "PodReadyToStartContainers", status: "False" },
    initializedCondition(pod, phase, statuses),
    readyCondition(pod, containersReady),
    containersReady,
    isTrue("PodScheduled"),
  ];
}

type Statuses = Parameters<typeof podConditions>[2];

const isSidecar = ({ restartPolicy }: { restartPolicy?: string }): boolean => restartPolicy === "Always";
const listed = (names: readonly string[]): string => `[${names.join(" ")}]`;

function initializedCondition({ spec }: Pod, phase: PodPhase, { init, app }: Statuses): Verdict {
  const type = "Initialized";
  const containers = spec.initContainers ?? [];
  if (containers.length === 0) return isTrue(type);
  const byName = new Map(init.map((status) => [status.name, status]));
  const unknown = containers.filter(({ name }) => !byName.has(name));
  const incomplete = containers.filter((container) => {
    const status = byName.get(container.name);
    return status !== undefined && !(isSidecar(container) ? status.started : status.ready);
  });
  if (phase === "Succeeded" && unknown.length === 0) return { ...isTrue(type), reason: "PodCompleted" };
  // An app container that has run is proof enough: sidecars may be restarting.
  if (app.some(({ state, lastState }) => state?.running || state?.terminated || lastState?.terminated))
    return isTrue(type);
  const problems = [
    ...(unknown.length > 0 ? [`containers with unknown status: ${listed(unknown.map(({ name }) => name))}`] : []),
    ...(incomplete.length > 0
      ? [`containers with incomplete status: ${listed(incomplete.map(({ name }) => name))}`]
      : []),
  ];
  return problems.length > 0 ? isFalse(type, "ContainersNotInitialized", problems.join(", ")) : isTrue(type);
}

function containersReadyCondition({ spec }: Pod, phase: PodPhase, { init, app }: Statuses): Verdict {
  const type = "ContainersReady";
  const byName = new Map([...init, ...app].map((status) => [status.name, status]));
  const counted = [...(spec.initContainers ?? []).filter(isSidecar), ...spec.containers];
  const unknown = counted.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  const unready = counted.filter(({ name }) => byName.get(name)?.ready === false).map(({ name }) => name);
  if (phase === "Succeeded" && unknown.length === 0) return isFalse(type, "PodCompleted");
  if (phase === "Failed") return isFalse(type, "PodFailed");
  const problems = [
    ...(unknown.length > 0 ? [`containers with unknown status: ${listed(unknown)}`] : []),
    ...(unready.length > 0 ? [`containers with unready status: ${listed(unready)}`] : []),
  ];
  return problems.length > 0 ? isFalse(type, "ContainersNotReady", problems.join(", ")) : isTrue(type);
}

function readyCondition({ spec, status }: Pod, containersReady: Verdict): Verdict {
  if (containersReady.status !== "True") return { ...containersReady, type: "Ready" };
  const problems = (spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const gate = status?.conditions?.find(({ type }) => type === conditionType);
    if (!gate) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return gate.status === "True"
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`];
  });
  return problems.length > 0 ? isFalse("Ready", "ReadinessGatesNotReady", problems.join(", ")) : isTrue("Ready");
}
