import type { Pod, SimulationEntry } from "../../../engine/index.ts";
import { type EntryOf, indexTrace, type KubeletEntry } from "../../traceIndex.ts";
import type { Bar, Lane, Mark, Moment } from "../model.ts";
import type { Place } from "../place.ts";
import { ContainerBars } from "./containerBars.ts";

type Probe = NonNullable<Lane["probe"]>;

/** The Pod on stage: the kubelet's steps, its sandbox, its containers, and under each container its probes. */
export function podLanes(pod: string, entries: readonly SimulationEntry[], place: Place): Lane[] {
  const kubelet = indexTrace(entries).kubelet.get(pod) ?? [];
  const end = place(entries.length - 1);
  const containers = new ContainerBars(kubelet, place, end);
  const probes = probeLanes(kubelet, place, podOf(entries, pod));
  return [
    ...stepLanes(kubelet, place, end),
    ...containers.lanes().flatMap((lane) => [lane, ...(probes.get(lane.name) ?? [])]),
  ];
}

/** The Pod as it was first stored, defaults filled in. */
function podOf(entries: readonly SimulationEntry[], pod: string): Pod | undefined {
  const write = indexTrace(entries).writes.find(({ event }) => event.key === `/registry/pods/${pod}`);
  return write?.changes.find(({ key }) => key === write.event.key)?.to as Pod | undefined;
}

/** A lane for each kubelet that had the Pod: of a StatefulSet's there may be several. */
function stepLanes(kubelet: readonly KubeletEntry[], place: Place, end: Moment): Lane[] {
  const lanes = new Map<string, { bars: Bar[]; marks: Mark[] }>();
  const open = new Map<string, Bar>();
  for (const { seq, actor, event } of kubelet) {
    if (event.type !== "KubeletStep" && event.type !== "VolumeMount") continue;
    const lane = lanes.get(actor) ?? { bars: [], marks: [] };
    lanes.set(actor, lane);
    const at = place(seq);
    if (event.type === "VolumeMount") {
      lane.marks.push({ at, state: event.ok ? "pass" : "fail", label: event.volume });
      continue;
    }
    const started = open.get(event.step);
    open.delete(event.step);
    const label = { key: "step", step: event.step } as const;
    if (event.phase === "start") open.set(event.step, { from: at, to: end, state: "now", label });
    else if (started) lane.bars.push({ ...started, to: at, state: event.phase === "fail" ? "fail" : "now" });
    else lane.marks.push({ at, state: event.phase === "fail" ? "fail" : "event", label: event.reason ?? event.step });
  }
  for (const bar of open.values()) lanes.get([...lanes.keys()][lanes.size - 1])?.bars.push(bar);
  return [...lanes].map(([actor, lane]) => {
    const name = actor.slice(actor.indexOf("/") + 1);
    return { id: `kubelet/${name}`, group: "pod", kind: "kubelet", name, ...lane };
  });
}

function probeLanes(kubelet: readonly KubeletEntry[], place: Place, pod: Pod | undefined): Map<string, Lane[]> {
  const found = new Map<string, { container: string; probe: Probe; marks: Mark[] }>();
  for (const entry of kubelet) {
    if (entry.event.type !== "Probe") continue;
    const { container, probe } = entry.event;
    const id = `${container} ${probe}`;
    const known = found.get(id);
    const mark = probeMark(entry as EntryOf<"Probe">, place);
    if (known) known.marks.push(mark);
    else found.set(id, { container, probe, marks: [mark] });
  }
  const lanes = new Map<string, Lane[]>();
  for (const [id, { container, probe, marks }] of found) {
    const periodSeconds = periodOf(pod, container, probe);
    const lane: Lane = {
      id: `probe/${id}`,
      group: "pod",
      kind: "probe",
      name: container,
      probe,
      ...(periodSeconds !== undefined && { periodSeconds }),
      bars: [],
      marks,
    };
    lanes.set(container, [...(lanes.get(container) ?? []), lane]);
  }
  return lanes;
}

function probeMark({ seq, event }: EntryOf<"Probe">, place: Place): Mark {
  const said = event.message ? `: ${event.message}` : "";
  return {
    at: place(seq),
    state: event.success ? "pass" : "fail",
    label: `${event.handler} ${event.consecutive}/${event.threshold}${said}`,
  };
}

function periodOf(pod: Pod | undefined, container: string, probe: Probe): number | undefined {
  const all = [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])];
  return all.find(({ name }) => name === container)?.[`${probe}Probe`]?.periodSeconds;
}
