import type { Container, ContainerStatus, Pod } from "../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../kernel/clock.ts";
import type { Records } from "../kernel/records.ts";
import { type Logged, type LoggedRun, logOf } from "../kubelet/containerLog.ts";
import type { ContainerKind, KubeletPodRecord } from "../kubelet/events.ts";
import { createRuntimeModel, type RuntimeModelOptions } from "../kubelet/runtimeModel.ts";

interface LogRequest {
  readonly records: Records;
  readonly now: VirtualMillis;
  readonly runtime?: RuntimeModelOptions;
  readonly pod: Pod;
  readonly container: string;
  readonly previous: boolean;
}

/** A container of a Pod with its kind and what the status says of it. */
export function containerIn(
  { spec, status = {} }: Pod,
  name: string,
): { readonly container: Container; readonly kind: ContainerKind; readonly status?: ContainerStatus } | null {
  const named = <T extends { readonly name: string }>(list: readonly T[] | undefined): T | undefined =>
    list?.find((each) => each.name === name);
  const app = named(spec.containers);
  if (app) return { container: app, kind: "app", status: named(status.containerStatuses) };
  const init = named(spec.initContainers);
  const kind = init?.restartPolicy === "Always" ? "sidecar" : "init";
  if (init) return { container: init, kind, status: named(status.initContainerStatuses) };
  const ephemeral = named(spec.ephemeralContainers);
  return ephemeral
    ? { container: ephemeral, kind: "ephemeral", status: named(status.ephemeralContainerStatuses) }
    : null;
}

type Terminated = NonNullable<NonNullable<ContainerStatus["state"]>["terminated"]>;

const millisOf = (time: string | null | undefined): VirtualMillis => (time ? (virtualTime(time) ?? 0) : 0);

/** Which run's log is asked for, or why there is none. Models validateContainerLogStatus in pkg/kubelet/kubelet_pods.go (v1.34). */
function runOf(
  pod: Pod,
  name: string,
  status: ContainerStatus | undefined,
  previous: boolean,
  now: VirtualMillis,
): LoggedRun | { readonly error: string } {
  const it = `container ${JSON.stringify(name)} in pod ${JSON.stringify(pod.metadata.name)}`;
  if (!status) return { error: `${it} is not available` };
  const { state = {}, lastState, restartCount } = status;
  const { running, terminated, waiting } = state;
  const ended = ({ startedAt, finishedAt }: Terminated, nth: number): LoggedRun => ({
    nth,
    startedAt: millisOf(startedAt),
    until: millisOf(finishedAt),
  });
  const last = lastState?.terminated;
  if (previous) {
    if (!last?.containerID) return { error: `previous terminated ${it} not found` };
    return ended(last, waiting ? restartCount + 1 : restartCount);
  }
  if (running) return { nth: restartCount + 1, startedAt: millisOf(running.startedAt), until: now };
  if (terminated?.containerID) return ended(terminated, restartCount + 1);
  if (last?.containerID) return ended(last, restartCount + 1);
  if (terminated || last) return { error: `${it} is terminated` };
  if (!waiting) return { error: `${it} is waiting to start - no logs yet` };
  const reasons: { readonly [reason: string]: string } = {
    ErrImagePull: "image can't be pulled",
    ImagePullBackOff: "trying and failing to pull image",
  };
  const reason = waiting.reason ?? "";
  return { error: `${it} is waiting to start: ${reasons[reason] ?? reason}` };
}

/** The status tells whole seconds; the runtime knows better of the present run. */
function exact(run: LoggedRun, name: string, { metadata, spec }: Pod, records: Records): LoggedRun {
  const record = records.get(`kubelet/${spec.nodeName}/pods/${metadata.uid}`) as KubeletPodRecord | undefined;
  const known = record?.containers.find((each) => each.name === name);
  const { startedAt, finishedAt } = known ?? {};
  if (startedAt === undefined || Math.floor(startedAt / 1000) * 1000 !== run.startedAt) return run;
  return { ...run, startedAt, until: finishedAt ?? run.until };
}

/** The lines that a container has written, or why the kubelet does not give them. */
export function containerLog(request: LogRequest): readonly Logged[] | { readonly error: string } {
  const { records, now, runtime, pod, previous } = request;
  const found = containerIn(pod, request.container);
  if (!found) return { error: `container ${request.container} is not valid for pod ${pod.metadata.name}` };
  // A Pod without a node has no kubelet to ask: the API server answers with nothing.
  if (!pod.spec.nodeName) return [];
  const { container, kind, status } = found;
  const run = runOf(pod, container.name, status, previous, now);
  if ("error" in run) return run;
  // Of containers that ran before the run began only what the scenario says is known: their status has no ID.
  const behaviour = createRuntimeModel(runtime).behaviour(pod, container, status?.containerID ? kind : "adopted");
  const hostname = (pod.spec as { readonly hostname?: string }).hostname ?? pod.metadata.name ?? "";
  return logOf(container, behaviour, hostname, exact(run, container.name, pod, records)).filter(
    ({ time }) => time <= now,
  );
}
