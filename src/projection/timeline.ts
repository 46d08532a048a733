import type { SimulationEntry } from "../engine/index.ts";
import type { ActNumber, Beat, Journey, TimelineLane, TimelineModel } from "./model.ts";
import { indexTrace, type KubeletEntry } from "./traceIndex.ts";

type Bar = TimelineLane["bars"][number];
type Mark = TimelineLane["marks"][number];

/** The journey as lanes over presentation time: components first, then the node, its containers and their probes. */
export function timelineOf(journey: Journey, entries: readonly SimulationEntry[]): TimelineModel {
  const place = placing(journey);
  const nodes = [...new Set(journey.beats.flatMap(({ about }) => (about.kind === "node" ? [about.node] : [])))];
  const kubelet = (journey.pod && indexTrace(entries).kubelet.get(journey.pod)) || [];
  const lanes: TimelineLane[] = [
    laneOf(
      "kubectl",
      "kubectl",
      "component",
      runs(journey.beats, ({ about }) => about.kind === "kubectl"),
    ),
    laneOf(
      "apiServer",
      "API server",
      "component",
      runs(journey.beats, ({ about }) => about.kind === "request"),
    ),
    {
      ...laneOf(
        "scheduler",
        "kube-scheduler",
        "component",
        runs(journey.beats, ({ about, act }) => act >= 4 && (about.kind === "decision" || about.kind === "queue")),
      ),
      marks: verdicts(journey.beats),
    },
    laneOf(
      "controllers",
      "controllers",
      "component",
      runs(journey.beats, ({ about }) => about.kind === "reconcile"),
    ),
    ...nodes.map((node) =>
      laneOf(
        `node/${node}`,
        `kubelet ${node}`,
        "node",
        runs(journey.beats, ({ about, act }) => act === 6 && about.kind === "node" && about.node === node),
      ),
    ),
    ...containerLanes(kubelet, place, journey.duration),
    ...probeLanes(kubelet, place),
  ];
  return { acts: actsOf(journey), lanes: lanes.filter(({ bars, marks }) => bars.length + marks.length > 0) };
}

function actsOf({ acts, beats }: Journey): TimelineModel["acts"] {
  return acts.flatMap((act, at) =>
    act
      ? [
          {
            act: (at + 1) as ActNumber,
            from: beats[act.first].start,
            to: beats[act.last].start + beats[act.last].duration,
          },
        ]
      : [],
  );
}

/** Presentation time of an entry: within the beat that shows it, or at the end of the first that has it behind it. */
function placing({ beats, duration }: Journey): (seq: number) => number {
  const shown = new Map<number, number>();
  for (const beat of beats) {
    beat.entries.forEach((seq, at) => {
      if (!shown.has(seq)) shown.set(seq, beat.start + (beat.duration * (at + 1)) / beat.entries.length);
    });
  }
  return (seq) => {
    const known = shown.get(seq);
    if (known !== undefined) return known;
    let before: Beat | undefined;
    for (const beat of beats) {
      if (beat.entry >= seq) {
        const from = before?.entry ?? -1;
        const share = beat.entry === from ? 1 : (seq - from) / (beat.entry - from);
        return beat.start + beat.duration * Math.min(1, Math.max(0, share));
      }
      before = beat;
    }
    return duration;
  };
}

function laneOf(id: string, label: string, kind: TimelineLane["kind"], bars: readonly Bar[]): TimelineLane {
  return { id, label, kind, bars, marks: [] };
}

/** Neighbouring beats that belong together, as one bar. */
function runs(beats: readonly Beat[], belongs: (beat: Beat) => boolean): Bar[] {
  const bars: Bar[] = [];
  let open: { from: number; to: number; state: Bar["state"] } | null = null;
  for (const beat of beats) {
    if (!belongs(beat)) {
      open = null;
      continue;
    }
    const end = beat.start + beat.duration;
    if (open) open.to = end;
    else {
      open = { from: beat.start, to: end, state: "now" };
      bars.push(open);
    }
  }
  return bars;
}

function verdicts(beats: readonly Beat[]): Mark[] {
  return beats.flatMap(({ about, sentence, start, duration }): Mark[] => {
    if (about.kind !== "decision" || about.phase !== "Filter" || about.node === undefined) return [];
    return [{ at: start + duration, state: sentence.key === "filter.refused" ? "fail" : "pass" }];
  });
}

function containerLanes(kubelet: readonly KubeletEntry[], place: (seq: number) => number, end: number): TimelineLane[] {
  const lanes = new Map<string, Bar[]>();
  const open = new Map<string, { from: number; state: Bar["state"]; label?: string }>();
  const close = (container: string, at: number, state?: Bar["state"], label?: string): void => {
    const bar = open.get(container);
    if (!bar) return;
    open.delete(container);
    const bars = lanes.get(container) ?? [];
    lanes.set(container, bars);
    const said = label ?? bar.label;
    bars.push({ from: bar.from, to: at, state: state ?? bar.state, ...(said !== undefined && { label: said }) });
  };
  for (const { seq, event } of kubelet) {
    const at = place(seq);
    if (event.type === "CRI") {
      const container = event.call === "RunPodSandbox" || event.call === "StopPodSandbox" ? "pause" : event.container;
      if (container === undefined) continue;
      if (event.phase === "call") {
        if (event.call === "PullImage") open.set(container, { from: at, state: "pending", label: "pull" });
        continue;
      }
      if (event.call === "PullImage") close(container, at, event.ok === false ? "fail" : "pass");
      else if ((event.call === "StartContainer" || event.call === "RunPodSandbox") && event.ok !== false) {
        close(container, at);
        open.set(container, {
          from: at,
          state: "running",
          label: event.call === "RunPodSandbox" ? event.ip : "Running",
        });
      } else if (event.call === "StopPodSandbox") close(container, at);
    } else if (event.type === "ContainerExited") {
      close(event.container, at, event.exitCode === 0 ? "pass" : "fail", `exit ${event.exitCode}`);
    }
  }
  for (const container of [...open.keys()]) close(container, end);
  return [...lanes].map(([container, bars]) => laneOf(`container/${container}`, container, "container", bars));
}

function probeLanes(kubelet: readonly KubeletEntry[], place: (seq: number) => number): TimelineLane[] {
  const lanes = new Map<string, Mark[]>();
  for (const { seq, event } of kubelet) {
    if (event.type !== "Probe") continue;
    const lane = `${event.container} ${event.probe}`;
    const marks = lanes.get(lane) ?? [];
    lanes.set(lane, marks);
    marks.push({ at: place(seq), state: event.success ? "pass" : "fail" });
  }
  return [...lanes].map(([lane, marks]) => ({ id: `probe/${lane}`, label: lane, kind: "probe", bars: [], marks }));
}
