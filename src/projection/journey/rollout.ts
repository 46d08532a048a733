import type { EndpointSlice, Pod, ReplicaSet } from "../../engine/index.ts";
import { explain } from "../more.ts";
import { say, title, word } from "../narration.ts";
import { keyOf, nameOf, podAt } from "../records.ts";
import { after, type EntryOf } from "../traceIndex.ts";
import { isCommanded } from "./commands.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { changeOf, type Family, familyOf } from "./family.ts";

type Write = EntryOf<"EtcdWrite">;

/** Pods that come, get Ready or go within so many milliseconds are told in one beat. */
const together = 300;
/** How long the EndpointSlice controller may take to follow, milliseconds. */
const followsWithin = 500;
/** Names that a sentence holds. */
const namesTold = 6;
/** A long row of changes is told by its beginning and its end. */
const [toldFirst, toldLast] = [36, 12];

/**
 * What becomes of the workload once the Pod on stage exists: ReplicaSets that are scaled against one another, Pods that
 * controllers make, replace and take away, and when they can serve.
 */
export function tellRollout(telling: Telling): BeatDraft[] {
  if (!telling.course || !telling.pod) return [];
  const family = familyOf(telling);
  const scalings = scalingsOf(telling, family);
  const beats = [
    ...scalings.map((scaling) => tellScaling(telling, scaling)),
    ...tellPods(telling, family, new Set(scalings.map(({ seq }) => seq))),
  ].sort((a, b) => a.entries[a.entries.length - 1] - b.entries[b.entries.length - 1]);
  return beats.length <= toldFirst + toldLast ? beats : [...beats.slice(0, toldFirst), ...beats.slice(-toldLast)];
}

interface Scaling {
  readonly seq: number;
  readonly write: Write;
  readonly set: ReplicaSet;
  readonly from: number;
  readonly to: number;
}

/** Each time that the Deployment changes how many Pods one of its ReplicaSets is to have; its first is told in act 1. */
function scalingsOf(telling: Telling, family: Family): Scaling[] {
  const { index, course } = telling;
  return index.writes.flatMap((write): Scaling[] => {
    if (!write.event.key.startsWith("/registry/replicasets/") || write.seq <= (course?.entry.seq ?? 0)) return [];
    const { from, to } = changeOf<ReplicaSet>(write);
    const [before, now] = [from?.spec.replicas ?? 0, to?.spec.replicas ?? 0];
    if (!to || before === now || !(family.has(to) || isCommanded(telling, write.seq))) return [];
    return [{ seq: write.seq, write, set: to, from: before, to: now }];
  });
}

function tellScaling({ index }: Telling, { write, set, from, to }: Scaling): BeatDraft {
  const deployment = set.metadata.ownerReferences?.find(({ controller }) => controller)?.name ?? "";
  const name = set.metadata.name ?? "";
  const isNew = write.event.op === "create";
  return {
    id: `running.${isNew ? "rollout" : "scale"}.${name}`,
    act: 7,
    entries: [...causeOf(index.requests.get(write.event.request)?.entry.seq), write.seq],
    title: title(isNew ? "rollout" : "scaling"),
    place: word(`${from} → ${to}`),
    sentence: isNew
      ? say("rollout.newSet", {
          deployment,
          set: name,
          replicas: to,
          image: imageOf(set),
          isFirst: isFirst(index, set),
        })
      : say("rollout.scale", { deployment, set: name, from, to }),
    more: explain("rollout", {}),
    about: { kind: "cluster", focus: [`/registry/replicasets/${keyOf(set)}`] },
    source: { kind: "Deployment", name: deployment, path: isNew ? "spec.template" : "spec.replicas" },
  };
}

/** A Deployment's first ReplicaSet comes with it; later ones come of a change. */
function isFirst({ writes }: Telling["index"], set: ReplicaSet): boolean {
  const owner = set.metadata.ownerReferences?.find(({ controller }) => controller)?.uid;
  const first = writes.find(
    (write) =>
      write.event.op === "create" &&
      write.event.key.startsWith("/registry/replicasets/") &&
      changeOf(write).to?.metadata.ownerReferences?.some(({ uid }) => uid === owner),
  );
  return first?.event.key === `/registry/replicasets/${keyOf(set)}`;
}

const causeOf = (seq: number | undefined): number[] => (seq === undefined ? [] : [seq]);
const imageOf = (set: ReplicaSet): string => set.spec.template?.spec.containers[0]?.image ?? "";

interface Happening {
  readonly what: "created" | "ready" | "deleted";
  readonly owner: string;
  readonly time: number;
  readonly entries: number[];
  readonly pods: Pod[];
}

function tellPods(telling: Telling, family: Family, scaled: ReadonlySet<number>): BeatDraft[] {
  const happenings: Happening[] = [];
  const wereReady = new Set<string>();
  // Pods of the workload on stage, and those that a command of the script brings about elsewhere.
  const concerned = new Set<string>();
  const start = firstBatchEnds(telling);
  for (const write of telling.index.writes) {
    if (!write.event.key.startsWith("/registry/pods/") || nameKey(write) === telling.pod) continue;
    const { from, to } = changeOf<Pod>(write);
    const pod = to ?? from;
    if (!pod) continue;
    const uid = pod.metadata.uid ?? "";
    if (!from && (family.has(pod) || isMirror(pod) || isCommanded(telling, write.seq))) concerned.add(uid);
    if (!concerned.has(uid)) continue;
    const turnsReady = to !== undefined && isReady(to) && !wereReady.has(uid);
    if (turnsReady) wereReady.add(uid);
    if (write.time <= start && !turnsReady) continue;
    if (turnsReady && createdBefore(pod, telling, start)) continue;
    if (turnsReady) put("ready", pod, write, slicesAfter(telling, write, pod));
    // What kubectl itself makes is told by its command.
    else if (!from && isOwned(pod) && !isCausedBy(telling, write.seq, scaled)) put("created", pod, write, []);
    else if (
      to?.metadata.deletionTimestamp &&
      !from?.metadata.deletionTimestamp &&
      !isCausedBy(telling, write.seq, scaled)
    )
      if (isOwnersDeed(telling, write)) put("deleted", pod, write, []);
  }
  return happenings.map((happening) => tellHappening(telling, happening));

  function put(what: Happening["what"], pod: Pod, write: Write, more: readonly number[]): void {
    const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller);
    const named = owner ? `${owner.kind} ${owner.name}` : "";
    const known = happenings.findLast((each) => each.what === what && each.owner === named);
    if (known && write.time - known.time <= together) {
      known.entries.push(write.seq, ...more);
      known.pods.push(pod);
    } else happenings.push({ what, owner: named, time: write.time, entries: [write.seq, ...more], pods: [pod] });
  }
}

const isOwned = ({ metadata }: Pod): boolean => metadata.ownerReferences?.some(({ controller }) => controller) === true;

/** What a kubelet shows of a Pod that it runs from a file. */
const isMirror = ({ metadata }: Pod): boolean => metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined;

const nameKey = (write: Write): string => write.event.key.slice("/registry/pods/".length);

/** The Pods that are made in one go with the Pod on stage are named at the end; what comes later is news. */
function firstBatchEnds({ course, index, pod }: Telling): number {
  const created = index.writes.find(({ event }) => event.op === "create" && event.key === `/registry/pods/${pod}`);
  return ((created ?? course?.entry)?.time ?? 0) + together;
}

function createdBefore(pod: Pod, { index }: Telling, time: number): boolean {
  const key = `/registry/pods/${keyOf(pod)}`;
  const write = index.writes.findLast(
    (each) =>
      each.event.op === "create" && each.event.key === key && changeOf(each).to?.metadata.uid === pod.metadata.uid,
  );
  return write !== undefined && write.time <= time;
}

const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;

/** Whether a write follows from one of `seqs`, along its chain of causes. */
function isCausedBy({ entries }: Telling, seq: number, seqs: ReadonlySet<number>): boolean {
  for (let at: number | null = seq; at !== null; at = entries[at].cause) if (seqs.has(at)) return true;
  return false;
}

/** Deleted by the controller that owns it, and not by a user or because its node is gone: those are told as what they are. */
function isOwnersDeed({ index }: Telling, write: Write): boolean {
  const client = index.requests.get(write.event.request)?.entry.event.client ?? "";
  return /^(replicaset|statefulset|daemon-set|job)-controller$/.test(client);
}

/** The EndpointSlices that take a Pod up as ready, right after it is. */
function slicesAfter({ index }: Telling, ready: Write, pod: Pod): number[] {
  const found: number[] = [];
  const seen = new Set<string>();
  for (let write = after(index.writes, ready.seq); write; write = after(index.writes, write.seq)) {
    if (write.time - ready.time > followsWithin) break;
    if (!write.event.key.startsWith("/registry/endpointslices/") || seen.has(write.event.key)) continue;
    const slice = changeOf<EndpointSlice>(write).to;
    const listed = slice?.endpoints?.find(({ targetRef }) => targetRef?.name === pod.metadata.name);
    if (!listed?.conditions?.ready || slice?.metadata.namespace !== pod.metadata.namespace) continue;
    seen.add(write.event.key);
    found.push(write.seq);
  }
  return found;
}

function tellHappening(telling: Telling, { what, owner, entries, pods }: Happening): BeatDraft {
  const names = pods.map(({ metadata }) => metadata.name ?? "");
  const told = names
    .slice(0, namesTold)
    .join(", ")
    .concat(names.length > namesTold ? ", …" : "");
  const seqs = [...entries].sort((a, b) => a - b);
  const records = telling.cursor.stateAt(seqs[seqs.length - 1]);
  const nodes = [...new Set(pods.flatMap((pod) => podAt(records, keyOf(pod))?.spec.nodeName ?? []))];
  const parameters = { owner, count: names.length, names: told };
  return {
    id: `running.pods.${what}.${nameOf(names[0])}`,
    act: 7,
    entries: seqs,
    title: title("otherPods"),
    place: word(what === "ready" ? "Ready" : owner.split(" ")[0]),
    sentence:
      what === "ready"
        ? say("pods.ready", { ...parameters, nodes: nodes.join(", ") })
        : say(`pods.${what}`, parameters),
    more: explain("pods", {}),
    about: { kind: "cluster", pods: pods.map(keyOf), focus: pods.map((pod) => `pod/${keyOf(pod)}`) },
    duration: 2600,
  };
}
