import type { SimulationEntry } from "../../../engine/index.ts";
import type { Journey } from "../../model.ts";
import { nameOf } from "../../records.ts";
import { type EntryOf, indexTrace, type RequestTrack } from "../../traceIndex.ts";
import type { Bar, Lane, LaneKind, Mark } from "../model.ts";
import type { Place } from "../place.ts";

/** kubectl, the API server and etcd, kube-scheduler with its queues, and a lane for each controller that acted. */
export function controlPlaneLanes(journey: Journey, entries: readonly SimulationEntry[], place: Place): Lane[] {
  const index = indexTrace(entries);
  const scheduling = (journey.pod && index.scheduling.get(journey.pod)) || [];
  return [
    lane("kubectl", kubectlBars(index.kubectl, place)),
    lane(
      "apiServer",
      index.requestList.map((track) => requestBar(track, place)),
    ),
    lane(
      "etcd",
      [],
      index.writes.map((write) => etcdMark(write, place)),
    ),
    lane("queue", queueBars(scheduling, place, place(entries.length - 1))),
    lane("scheduler", attemptBars(index.scheduling, journey.pod, place), verdicts(journey)),
    ...controllerLanes(index.reconciles, place),
  ];
}

function lane(kind: LaneKind, bars: readonly Bar[], marks: readonly Mark[] = [], name = ""): Lane {
  const id = name === "" ? kind : `${kind}/${name}`;
  return { id, group: "controlPlane", kind, name, bars, marks };
}

/** From each command to the last that it printed. */
function kubectlBars(kubectl: readonly SimulationEntry[], place: Place): Bar[] {
  const bars: Bar[] = [];
  for (const { seq, event } of kubectl) {
    const at = place(seq);
    const open = bars[bars.length - 1];
    if (event.type === "KubectlCommand") bars.push({ from: at, to: at, state: "now", label: verbOf(event.command) });
    else if (open) bars[bars.length - 1] = { ...open, to: at };
  }
  return bars;
}

/** `apply` of `kubectl apply -f scenario.yaml`. */
const verbOf = (command: string): string => command.split(" ")[1] ?? command;

function requestBar({ entry, response }: RequestTrack, place: Place): Bar {
  const { method, resource, subresource } = entry.event;
  const from = place(entry.seq);
  const code = response?.event.code ?? 0;
  // What kubectl looks for before it creates it is not there, and that is no failure.
  const refused = code >= 400 && !(method === "GET" && code === 404);
  const what = `${method} ${resource}${subresource ? `/${subresource}` : ""}`;
  return {
    from,
    to: response ? place(response.seq) : from,
    state: refused ? "fail" : "now",
    label: refused ? `${what} ${code}` : what,
  };
}

function etcdMark({ seq, event }: EntryOf<"EtcdWrite">, place: Place): Mark {
  return { at: place(seq), state: "event", label: `${event.revision} ${event.op} ${event.key}` };
}

type Scheduling = readonly EntryOf<"QueueMove" | "SchedulingPhase">[];

/** In which of the queues the Pod on stage waits. */
function queueBars(scheduling: Scheduling, place: Place, end: Bar["to"]): Bar[] {
  const bars: Bar[] = [];
  let open: { readonly from: Bar["from"]; readonly queue: string } | null = null;
  const close = (to: Bar["to"]): void => {
    if (!open) return;
    const state = open.queue === "unschedulablePods" ? "fail" : "pending";
    bars.push({ from: open.from, to, state, label: open.queue });
    open = null;
  };
  for (const { seq, event } of scheduling) {
    if (event.type !== "QueueMove") continue;
    const at = place(seq);
    close(at);
    if (event.to !== null && event.to !== "inHand") open = { from: at, queue: event.to };
  }
  close(end);
  return bars;
}

/** One bar an attempt: from the queue to the node that is reserved, or to the refusal. Binding goes on beside the next one. */
function attemptBars(scheduling: ReadonlyMap<string, Scheduling>, own: string | null, place: Place): Bar[] {
  const bars: Bar[] = [];
  for (const [pod, moves] of scheduling) {
    let from: Bar["from"] | null = null;
    for (const { seq, event } of moves) {
      if (event.type !== "QueueMove") continue;
      if (event.to === "inHand") from = place(seq);
      else if (event.from === "inHand" && from) {
        const state = event.to !== null ? "fail" : pod === own ? "now" : "terminated";
        // The marks of its nodes stand in the Pod's own bar.
        bars.push({ from, to: place(seq), state, ...(pod !== own && { label: nameOf(pod) }) });
        from = null;
      }
    }
  }
  return inOrder(bars);
}

const inOrder = (bars: Bar[]): Bar[] => bars.sort((a, b) => a.from.time - b.from.time || a.from.story - b.from.story);

/** What Filter said of each node, where the story tells it. */
function verdicts({ beats }: Journey): Mark[] {
  return beats.flatMap(({ about, sentence, start, duration, time }): Mark[] => {
    if (about.kind !== "decision" || about.phase !== "Filter" || about.node === undefined) return [];
    const state = sentence.key === "filter.refused" ? "fail" : "pass";
    return [{ at: { story: start + duration, time }, state, label: about.node }];
  });
}

function controllerLanes(reconciles: readonly EntryOf<"Reconcile">[], place: Place): Lane[] {
  const marks = new Map<string, Mark[]>();
  for (const { seq, event } of reconciles) {
    const list = marks.get(event.controller);
    const label = `${event.decision} ${nameOf(event.key)}${event.want === undefined ? "" : ` ${event.have ?? 0} → ${event.want}`}`;
    const mark: Mark = { at: place(seq), state: "event", label };
    if (list) list.push(mark);
    else marks.set(event.controller, [mark]);
  }
  return [...marks].map(([controller, list]) => lane("controller", [], list, controller));
}
