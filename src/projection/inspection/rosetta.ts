import type {
  ContainerState,
  Event,
  Node,
  Pod,
  Records,
  RuntimeContainer,
  SimulationCursor,
} from "../../engine/index.ts";
import { virtualTime } from "../../engine/index.ts";
import { brokenNodesAt } from "../faults.ts";
import type { Journey } from "../model.ts";
import { printedPod } from "../printed.ts";
import { kubeletRecordOf, nameOf, namespaceOf, objectsAt, podAt } from "../records.ts";
import { indexTrace, type TraceIndex } from "../traceIndex.ts";
import { type Behind, whyTheyDiffer } from "./difference.ts";
import { timesOf } from "./events.ts";
import type { RosettaModel } from "./model.ts";

/** What five places say about a Pod at a beat; null while no such Pod is stored. */
export function rosettaAt(
  journey: Journey,
  cursor: SimulationCursor,
  key: string | null,
  beatIndex: number,
): RosettaModel | null {
  const beat = journey.beats[beatIndex];
  if (!beat || key === null) return null;
  const records = cursor.stateAt(beat.entry);
  const pod = podAt(records, key);
  if (!pod) return null;
  const printed = printedPod(pod);
  const behind = behindOf(pod, records, indexTrace(cursor.entries), beat.entry);
  const model = {
    pod: key,
    time: beat.time,
    kubectl: {
      name: nameOf(key),
      ready: printed.ready,
      status: printed.status,
      restarts: String(printed.restarts),
    },
    phase: pod.status?.phase ?? "",
    conditions: (pod.status?.conditions ?? []).map(({ type, status, reason, message }) => ({
      type,
      status,
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message }),
    })),
    containers: containersOf(pod, behind),
    lastEvent: lastEventOf(key, records),
  };
  return { ...model, why: whyTheyDiffer(pod, model, behind) };
}

function behindOf(pod: Pod, records: Records, index: TraceIndex, entry: number): Behind {
  const { nodeName = "" } = pod.spec;
  return {
    kubelet: kubeletRecordOf(pod, records),
    node: records.get(`/registry/minions/${nodeName}`) as Node | undefined,
    broken: brokenNodesAt(index, entry).get(nodeName),
  };
}

function containersOf(pod: Pod, { kubelet, broken }: Behind): RosettaModel["containers"] {
  // On a machine that is down nothing runs, whatever its kubelet last knew.
  const runtime = broken === "failNode" ? [] : (kubelet?.containers ?? []);
  const { status } = pod;
  const statuses = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  return [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => {
    const real = runtime.find((container) => container.name === name);
    const state = statuses.find((one) => one.name === name)?.state;
    return { name, api: stateText(state), runtime: runtimeText(real), differs: differs(state, real) };
  });
}

function stateText(state: ContainerState | undefined): string {
  if (state?.running) return "running";
  if (state?.terminated) return `terminated: ${state.terminated.reason ?? state.terminated.exitCode}`;
  if (state?.waiting) return state.waiting.reason ? `waiting: ${state.waiting.reason}` : "waiting";
  return "";
}

function runtimeText(real: RuntimeContainer | undefined): string {
  if (!real) return "";
  return real.state === "exited" ? `exited ${real.exitCode ?? ""}`.trim() : real.state;
}

/** While the kubelet waits to start a container again, the runtime has the one that exited: that is no lag. */
function differs(state: ContainerState | undefined, real: RuntimeContainer | undefined): boolean {
  if (!real) return false;
  switch (real.state) {
    case "running":
      return !state?.running;
    case "exited":
      return !state?.terminated && !(state?.waiting && state.waiting.reason === "CrashLoopBackOff");
    default:
      return state?.running !== undefined;
  }
}

function lastEventOf(pod: string, records: Records): RosettaModel["lastEvent"] {
  const name = nameOf(pod);
  let last: Event | undefined;
  for (const event of objectsAt<Event>(records, `/registry/events/${namespaceOf(pod)}/`)) {
    if (event.involvedObject.kind !== "Pod" || event.involvedObject.name !== name) continue;
    if (!last || Number(event.metadata.resourceVersion) > Number(last.metadata.resourceVersion)) last = event;
  }
  if (!last) return null;
  const { reason = "", message = "", type } = last;
  return { reason, message, warning: type === "Warning", time: virtualTime(timesOf(last)[1]) ?? 0 };
}
