import type { Node, Pod } from "../../engine/index.ts";
import { brokenNodesAt } from "../faults.ts";
import type { HostScene, IngressScene, ResidentScene, RunningScene, ServiceScene } from "../model.ts";
import { isRefusal, printedPod } from "../printed.ts";
import { keyOf, kubeletRecordOf, nodesAt, podsAt } from "../records.ts";
import { containerScenes, volumeScenes } from "./containers.ts";
import type { SceneContext } from "./context.ts";
import { ingressScenes, requestsByPod } from "./ingresses.ts";
import { isOver, isTornDown } from "./pod.ts";
import { type Residency, residencyOf, slotOf, taintKeys } from "./residency.ts";
import { saidUpTo } from "./said.ts";
import { type Labelled, serviceScenes } from "./services.ts";
import { isOwn, workloadScenes } from "./workloads.ts";

/** So many Pods at once, and no more, are shown with what is in them. */
const mostOpened = 8;

/** Act 7 as a whole: the workload, who reaches its Pods, and the nodes that they are on. */
export function runningScene(context: SceneContext): RunningScene | null {
  const { beat, pod, records, journey, entries, index } = context;
  // A Pod that is gone can't be opened: then the beat is seen among the others.
  const isOpened = beat.view === "opened" && pod?.spec.nodeName !== undefined;
  if (beat.act < 6 || isOpened) return null;
  const residency = residencyOf(journey, entries);
  const residents = residentsOf(context, residency);
  const services = serviceScenes(records, residents, residency, requestsByPod(records));
  const selected = new Set(
    services.flatMap(({ endpoints, coming }) => [...endpoints, ...coming].map(({ pod }) => pod)),
  );
  return {
    time: [beat.start, beat.start + beat.duration],
    workloads: workloadScenes(records, journey, beat),
    ingresses: ownFirst(ingressScenes(records), services),
    services,
    hosts: hostsOf(context, residency),
    residents: residents.map(({ labels: _, ...resident }) => ({ ...resident, selected: selected.has(resident.pod) })),
    showsLinks: index.faults.some(({ event }) => event.node !== undefined && event.fault !== "killSandbox"),
    unplacedRows: residency.unplacedRows,
    peak: residency.peak,
    largest: residency.peak <= mostOpened ? residency.largest : null,
    terminal: terminalOf(context),
  };
}

/** The Ingress that the Pods on stage are behind is the one that has room to tell of its traffic. */
function ownFirst(ingresses: IngressScene[], services: readonly ServiceScene[]): IngressScene[] {
  const own = new Set(services.filter((service) => service.own).map(({ id }) => id));
  const isOwn = ({ backends }: IngressScene): number => Number(backends.some(({ service }) => own.has(service)));
  return ingresses.sort((a, b) => isOwn(b) - isOwn(a));
}

function residentsOf(context: SceneContext, residency: Residency): Labelled[] {
  const { records, journey, beat } = context;
  const ofRun = new Set(journey.pods);
  return podsAt(records)
    .filter((pod) => ofRun.has(keyOf(pod)))
    .map((pod) => ({
      ...heldBy(pod, records),
      pod: keyOf(pod),
      node: pod.spec.nodeName ?? null,
      slot: slotOf(residency, pod, beat.entry),
      own: isOwn(records, journey, pod),
      onStage: keyOf(pod) === journey.pod,
      ...printedPod(pod),
      isReady: isReady(pod),
      terminating: pod.metadata.deletionTimestamp !== undefined,
      selected: false,
      inside: residency.peak <= mostOpened ? insideOf(context, pod) : null,
      labels: pod.metadata.labels ?? {},
    }));
}

/** What the sandbox gives a Pod, from the moment on at which the node has it: the API hears of it a little later. */
function heldBy(pod: Pod, records: SceneContext["records"]): Pick<ResidentScene, "ended" | "ip"> {
  const record = kubeletRecordOf(pod, records);
  const ended = isOver(pod) || (record !== undefined && isTornDown(record));
  return { ended, ip: ended ? "" : (record?.ip ?? pod.status?.podIP ?? "") };
}

function insideOf(context: SceneContext, pod: Pod): ResidentScene["inside"] {
  const record = kubeletRecordOf(pod, context.records);
  return { containers: containerScenes(context, pod, record), volumes: volumeScenes(pod, record) };
}

const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;

function hostsOf({ records, journey, index, beat }: SceneContext, { rows, taints }: Residency): HostScene[] {
  const ofRun = new Set(journey.pods);
  const others = new Map<string, number>();
  for (const pod of podsAt(records))
    if (pod.spec.nodeName && !ofRun.has(keyOf(pod)))
      others.set(pod.spec.nodeName, (others.get(pod.spec.nodeName) ?? 0) + 1);
  const broken = brokenNodesAt(index, beat.entry);
  return nodesAt(records).map((node) => {
    const { name = "" } = node.metadata;
    return {
      name,
      slots: rows.get(name) ?? 0,
      taintRows: taints.get(name) ?? 0,
      taints: taintsOf(node),
      broken: broken.get(name) ?? null,
      ready:
        node.status?.conditions?.find(({ type }) => type === "Ready")?.status !== undefined ? isNodeReady(node) : true,
      cordoned: node.spec?.unschedulable ?? false,
      others: others.get(name) ?? 0,
    };
  });
}

const isNodeReady = ({ status }: Node): boolean =>
  status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;

function taintsOf(node: Node): HostScene["taints"] {
  return taintKeys(node).map((pair) => {
    const [key, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    const effects = (node.spec?.taints ?? [])
      .filter((taint) => taint.key === key && (taint.value ?? "") === value)
      .map(({ effect }) => effect);
    return { key, value, effects };
  });
}

/** kubectl's last command and what it last said, where the scenario has a script; until it begins, the file that was applied. */
function terminalOf(context: SceneContext): RunningScene["terminal"] {
  const { index, beat } = context;
  const lengths = lengthsOf(index.kubectl);
  if (lengths.length < 2) return null;
  let terminal = { command: "", output: "", error: false };
  let last = 0;
  for (const { time, event } of saidUpTo(context)) {
    if (event.type === "KubectlCommand") {
      terminal = { command: event.command, output: "", error: false };
    }
    last = time;
    if (event.type === "KubectlOutput")
      terminal = { ...terminal, output: firstLine(event.text), error: isRefusal(event) };
  }
  return { ...terminal, ago: beat.about.kind === "kubectl" ? null : beat.time - last, lengths };
}

type Said = SceneContext["index"]["kubectl"];
type Lengths = NonNullable<RunningScene["terminal"]>["lengths"];

const known = new WeakMap<Said, Lengths>();

function lengthsOf(said: Said): Lengths {
  const before = known.get(said);
  if (before) return before;
  const lengths: [number, number][] = [];
  for (const { event } of said) {
    if (event.type === "KubectlCommand") lengths.push([event.command.length, 0]);
    const last = lengths.at(-1);
    if (event.type === "KubectlOutput" && last) last[1] = Math.max(last[1], firstLine(event.text).length);
  }
  known.set(said, lengths);
  return lengths;
}

const firstLine = (text: string): string => text.trim().split("\n", 1)[0];
