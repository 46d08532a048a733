import type { Pod } from "../../engine/index.ts";
import { explain } from "../more.ts";
import { say, title, word } from "../narration.ts";
import { printedPod } from "../printed.ts";
import { byName, keyOf, nameOf, podAt, podsAt } from "../records.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { isRefused, ownersOf } from "./focus.ts";
import { applicationsOf, rootApplication, tellShort } from "./prelude.ts";
import { aboutText, outputAfter } from "./request.ts";

/** Up to so many other Pods get a beat each; of more, those that run are told by workload. */
const podByPod = 24;

/** Pods that go within so much time of each other go in one beat, virtual milliseconds. */
const together = 30_000;

/** The Pods that were deleted and that no beat has told of, when they went. */
export function tellGone(telling: Telling, pods: readonly string[], told: readonly BeatDraft[]): BeatDraft[] {
  const missing = new Set(withNews(telling, pods, told).filter((pod) => !podAt(telling.last, pod)));
  const groups: { readonly pods: string[]; readonly seqs: number[] }[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const { seq, time, event } of telling.index.writes) {
    const pod = event.key.replace("/registry/pods/", "");
    if (event.op !== "delete" || !missing.has(pod)) continue;
    if (time - before > together) groups.push({ pods: [], seqs: [] });
    const group = groups[groups.length - 1]!;
    group.pods.push(pod);
    group.seqs.push(seq);
    before = time;
  }
  return groups.map(({ pods: gone, seqs }) => ({
    ...clusterBeat("running.deleted", seqs[seqs.length - 1]!, gone),
    sentence: say("other.deleted", { count: gone.length, names: gone.map(nameOf).join(", ") }),
    more: explain("other.deleted", {}),
  }));
}

/** The end of the journey: the other Pods, what is not simulated, and how it all stands. */
export function tellOthers(
  telling: Telling,
  pods: readonly string[],
  notSimulated: readonly { readonly kind: string; readonly name: string }[],
  told: readonly BeatDraft[],
): BeatDraft[] {
  const end = telling.entries.length - 1;
  return [
    ...tellOtherPods(telling, withNews(telling, pods, told), end),
    ...tellNotSimulated(telling, notSimulated, end),
    tellSummary(telling, pods, end),
  ];
}

/** What nothing acts on, and what the cluster does not even know. What was refused has been told as that. */
function tellNotSimulated(
  { index }: Telling,
  objects: readonly { readonly kind: string; readonly name: string }[],
  end: number,
): BeatDraft[] {
  return objects.flatMap(({ kind, name }): BeatDraft[] => {
    const sent = index.requestList.filter(
      ({ entry: { event } }) =>
        event.client === "kubectl" && event.body?.kind === kind && event.body.metadata.name === name,
    );
    if (sent.length > 0 && sent.every(isRefused)) return [];
    return [
      {
        id: `running.notSimulated.${kind}-${name}`,
        act: 7,
        entries: [end],
        title: title("notSimulated"),
        place: word(kind),
        sentence: say("notSimulated", { kind, name, stored: sent.length > 0 }),
        more: explain("notSimulated", {}),
        about: { kind: "cluster" },
        source: { kind, name },
      },
    ];
  });
}

/** What kubectl applied after the object that the Pod on stage comes from. */
export function tellRestOfFile(telling: Telling): BeatDraft[] {
  const applications = applicationsOf(telling);
  const rest = applications.slice(rootApplication(telling, applications) + 1);
  const refused = rest.filter(({ tracks }) => isRefused(tracks[tracks.length - 1]));
  const stored = rest.filter((application) => !refused.includes(application));
  const beats: BeatDraft[] = [];
  if (stored.length > 0) {
    beats.push({
      id: "running.restOfFile",
      act: 7,
      entries: stored.flatMap(({ tracks }) => {
        const { response } = tracks[tracks.length - 1];
        return response ? [response.seq, outputAfter(telling.index.kubectl, response.seq)?.seq ?? response.seq] : [];
      }),
      title: title("otherObjects"),
      place: say("place.of", { at: stored.length, of: applications.length }),
      sentence: say("kubectl.appliedMore", {
        count: stored.length,
        names: stored
          .slice(0, 4)
          .map(({ tracks }) => aboutText(tracks[tracks.length - 1]))
          .join(", ")
          .concat(stored.length > 4 ? ", …" : ""),
      }),
      more: explain("apply", {}),
      about: { kind: "cluster" },
    });
  }
  for (const application of refused) {
    const short = tellShort(telling, application);
    const last = application.tracks[application.tracks.length - 1];
    beats.push({
      ...short,
      id: short.id.replace("create.apply", "running.refused"),
      act: 7,
      more: explain("other.refused", {}),
      sentence: say("other.refused", { about: aboutText(last), message: last.response?.event.message ?? "" }),
    });
  }
  return beats;
}

/** The other Pods of which there is something to say at the end: those that came with the first, and those that don't run as they were told to. */
function withNews({ pod, last }: Telling, pods: readonly string[], told: readonly BeatDraft[]): string[] {
  const known = new Set(told.flatMap(({ about }) => (about.kind === "cluster" ? (about.pods ?? []) : [])));
  return pods.filter((each) => {
    if (each === pod) return false;
    const stored = podAt(last, each);
    return !known.has(each) || (stored !== undefined && printedPod(stored).status !== "Running");
  });
}

function tellOtherPods(telling: Telling, others: readonly string[], end: number): BeatDraft[] {
  const groups = new Map<string, string[]>();
  const single: Pod[] = [];
  for (const pod of others) {
    const stored = podAt(telling.last, pod);
    if (!stored) continue;
    if (others.length <= podByPod || !stored.spec.nodeName) single.push(stored);
    else {
      const owners = ownersOf(stored, telling.last);
      const owner = `${keyOf(owners[owners.length - 1])} ${printedPod(stored).status}`;
      groups.set(owner, [...(groups.get(owner) ?? []), pod]);
    }
  }
  const grouped = [...groups].map(([owner, members]): BeatDraft => {
    const [key, status] = owner.split(" ");
    return {
      ...clusterBeat(`running.pods.${nameOf(key)}.${status}`, end, members),
      place: word(nameOf(key)),
      sentence: say("other.pods", {
        owner: nameOf(key),
        count: members.length,
        status,
        names: members
          .map(nameOf)
          .sort(byName)
          .slice(0, 3)
          .join(", ")
          .concat(members.length > 3 ? ", …" : ""),
      }),
      more: explain("other.pod", {}),
    };
  });
  return [...grouped, ...single.map((pod) => tellOtherPod(pod, end))];
}

function clusterBeat(id: string, end: number, pods: readonly string[]): Omit<BeatDraft, "sentence" | "more"> {
  return { id, act: 7, entries: [end], title: title("otherPods"), about: { kind: "cluster", pods }, duration: 2200 };
}

function tellOtherPod(stored: Pod, end: number): BeatDraft {
  const pod = keyOf(stored);
  const name = nameOf(pod);
  const beat = clusterBeat(`running.pod.${name}`, end, [pod]);
  const { status } = printedPod(stored);
  const node = stored.spec.nodeName ?? "";
  const message = node ? "" : unschedulableMessage(stored);
  return {
    ...beat,
    place: word(status),
    sentence: say("other.pod", { pod: name, status, node, message }),
    more: explain("other.pod", {}),
  };
}

/** What the scheduler wrote into PodScheduled: the FailedScheduling text. */
function unschedulableMessage(pod: Pod): string {
  return (
    pod.status?.conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False")?.message ?? ""
  );
}

function tellSummary(telling: Telling, pods: readonly string[], end: number): BeatDraft {
  const created = new Set(pods);
  const statuses = new Map<string, number>();
  let total = 0;
  for (const pod of podsAt(telling.last)) {
    if (!created.has(keyOf(pod))) continue;
    const { status } = printedPod(pod);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    total++;
  }
  const counts = [...statuses].map(([status, count]) => ({ status, count })).sort((a, b) => b.count - a.count);
  return {
    id: "running.end",
    act: 7,
    entries: [end],
    title: title("end"),
    place: say("place.of", { at: statuses.get("Running") ?? 0, of: total }),
    sentence:
      total > 0
        ? say("summary", { total, counts })
        : pods.length > 0
          ? say("summary.gone", { count: pods.length })
          : say("summary.refused", {}),
    more: explain("summary", {}),
    about: { kind: "cluster", pods },
    duration: 3000,
  };
}
