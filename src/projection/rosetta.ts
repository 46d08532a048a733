import type { ContainerState, Event, KubeletPodRecord, Pod, Records, SimulationCursor } from "../engine/index.ts";
import { rowOf } from "./events.ts";
import type { Journey, RosettaModel } from "./model.ts";
import { printedPod } from "./printed.ts";
import { nameOf, namespaceOf, objectsAt, podAt } from "./records.ts";

/** What five places say about the Pod on stage at a beat; null while no such Pod is stored. */
export function rosettaAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): RosettaModel | null {
  const beat = journey.beats[beatIndex];
  if (!beat || !journey.pod) return null;
  const records = cursor.stateAt(beat.entry);
  const pod = podAt(records, journey.pod);
  if (!pod) return null;
  const printed = printedPod(pod);
  return {
    pod: journey.pod,
    time: beat.time,
    kubectl: {
      name: nameOf(journey.pod),
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
    containers: containersOf(pod, records),
    lastEvent: lastEventOf(journey.pod, records),
  };
}

function containersOf(pod: Pod, records: Records): RosettaModel["containers"] {
  const key = `kubelet/${pod.spec.nodeName ?? ""}/pods/${pod.metadata.uid ?? ""}`;
  const runtime = (records.get(key) as KubeletPodRecord | undefined)?.containers ?? [];
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ name }) => {
    const real = runtime.find((container) => container.name === name);
    return {
      name,
      api: stateText(statuses.find((status) => status.name === name)?.state),
      runtime: real ? (real.state === "exited" ? `exited ${real.exitCode ?? ""}`.trim() : real.state) : "",
    };
  });
}

function stateText(state: ContainerState | undefined): string {
  if (state?.running) return "running";
  if (state?.terminated) return `terminated: ${state.terminated.reason ?? state.terminated.exitCode}`;
  if (state?.waiting) return state.waiting.reason ? `waiting: ${state.waiting.reason}` : "waiting";
  return "";
}

function lastEventOf(pod: string, records: Records): RosettaModel["lastEvent"] {
  const name = nameOf(pod);
  let last: Event | undefined;
  for (const event of objectsAt<Event>(records, `/registry/events/${namespaceOf(pod)}/`)) {
    if (event.involvedObject.kind !== "Pod" || event.involvedObject.name !== name) continue;
    if (!last || Number(event.metadata.resourceVersion) > Number(last.metadata.resourceVersion)) last = event;
  }
  if (!last) return null;
  const { reason, message, type } = rowOf(last);
  return { reason, message, warning: type === "Warning" };
}
