import type { Node } from "../../engine/index.ts";
import { explain } from "../more.ts";
import { say, title, word } from "../narration.ts";
import { nameOf } from "../records.ts";
import type { EntryOf } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { changeOf } from "./family.ts";

const prefix = "/registry/minions/";

/** What becomes of nodes after the Pod was created: what breaks, how the cluster notices, and which Pods have to go. */
export function tellNodes(telling: Telling): BeatDraft[] {
  return [...telling.index.faults.map(tellFault), ...tellConditions(telling), ...tellEvictions(telling)];
}

function tellFault({ seq, event: { fault, node = "", pod } }: EntryOf<"Fault">): BeatDraft {
  const name = pod ? nameOf(pod) : node || "kube-scheduler";
  const sentence = (() => {
    switch (fault) {
      case "restartScheduler":
        return say("fault.restartScheduler", {});
      case "killSandbox":
      case "addStaticPod":
      case "removeStaticPod":
        return say(`fault.${fault}`, { node, pod: name });
      default:
        return say(`fault.${fault}`, { node });
    }
  })();
  return {
    id: `running.${fault}.${name}`,
    act: 7,
    entries: [seq],
    title: title("fault"),
    place: word(name),
    sentence,
    more: explain("fault", { fault }),
    about: { kind: "cluster", focus: pod ? [`pod/${pod}`] : node ? [`node/${node}`] : ["scheduler"] },
  };
}

type Write = EntryOf<"EtcdWrite">;

/** Ready that flips and taints that come and go, as the API server gets to know of them. What a kubectl command does is told by the command. */
function tellConditions(telling: Telling): BeatDraft[] {
  const { index, course } = telling;
  return index.writes.flatMap((write): BeatDraft[] => {
    if (!write.event.key.startsWith(prefix) || write.seq < (course?.entry.seq ?? 0)) return [];
    const { from, to } = changeOf<Node>(write);
    const client = index.requests.get(write.event.request)?.entry.event.client;
    if (!from || !to || client === "kubectl") return [];
    const [was, is] = [readyOf(from), readyOf(to)];
    const beats: BeatDraft[] = [];
    if (was !== is) beats.push(is === "True" ? tellReady(write) : tellSilent(telling, write, is));
    const [gone, come] = [missing(from, to), missing(to, from)];
    if (come.length > 0) beats.push(tellTaints(write, come, false));
    else if (gone.length > 0) beats.push(tellTaints(write, gone, true));
    return beats;
  });
}

const readyOf = ({ status }: Node): string =>
  status?.conditions?.find(({ type }) => type === "Ready")?.status ?? "True";

type Taint = NonNullable<NonNullable<Node["spec"]>["taints"]>[number];

const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ""}:${effect}`;

/** The controller's echo of a cordon, which is told as the command that it is. */
const cordoned = "node.kubernetes.io/unschedulable";

/** Taints of the one that the other does not have. */
function missing(of: Node, other: Node): string[] {
  const there = new Set((other.spec?.taints ?? []).map(taintText));
  const taints = (of.spec?.taints ?? []).filter(({ key }) => key !== cordoned);
  return taints.map(taintText).filter((taint) => !there.has(taint));
}

function about(write: Write, id: string): Omit<BeatDraft, "sentence" | "title" | "more"> {
  const node = nameOf(write.event.key);
  return {
    id: `running.${id}.${node}`,
    act: 7,
    entries: [write.seq],
    place: word(node),
    about: { kind: "cluster", focus: [`node/${node}`] },
  };
}

function tellSilent({ index }: Telling, write: Write, status: string): BeatDraft {
  const node = nameOf(write.event.key);
  const fault = index.faults.findLast(({ seq, event }) => seq < write.seq && event.node === node);
  const seconds = fault ? Math.round((write.time - fault.time) / 1000) : 0;
  return {
    ...about(write, "notReady"),
    title: word(status === "Unknown" ? "NodeStatusUnknown" : "NotReady"),
    sentence: say("node.notReady", { node, status, seconds }),
    more: explain("node.notReady", {}),
  };
}

function tellReady(write: Write): BeatDraft {
  return {
    ...about(write, "nodeReady"),
    title: word("Ready"),
    sentence: say("node.ready", { node: nameOf(write.event.key) }),
    more: explain("node.notReady", {}),
  };
}

function tellTaints(write: Write, taints: readonly string[], gone: boolean): BeatDraft {
  return {
    ...about(write, gone ? "untainted" : "tainted"),
    title: title("taints"),
    sentence: say(gone ? "node.untainted" : "node.tainted", {
      node: nameOf(write.event.key),
      taints: taints.join(", "),
    }),
    more: explain("node.tainted", {}),
  };
}

/** Pods that outlive their toleration of a NoExecute taint. */
function tellEvictions({ index }: Telling): BeatDraft[] {
  return index.reconciles.flatMap(({ seq, time, event }): BeatDraft[] => {
    if (event.controller !== "taint-eviction-controller" || event.decision !== "evictPod") return [];
    const node = String(event.params?.node ?? "");
    const deletion = index.writes.find(
      (write) =>
        write.seq > seq &&
        write.event.key === `/registry/pods/${event.key}` &&
        write.event.changed?.some(({ path }) => path === "metadata.deletionTimestamp"),
    );
    const tainted = index.writes.findLast(
      (write) =>
        write.seq < seq &&
        write.event.key === `${prefix}${node}` &&
        changeOf<Node>(write).to?.spec?.taints?.some(({ effect }) => effect === "NoExecute") === true &&
        changeOf<Node>(write).from?.spec?.taints?.some(({ effect }) => effect === "NoExecute") !== true,
    );
    const seconds = tainted ? Math.round((time - tainted.time) / 1000) : 0;
    return [
      {
        id: `running.evicted.${nameOf(event.key)}`,
        act: 7,
        entries: deletion ? [seq, deletion.seq] : [seq],
        title: title("eviction"),
        place: word(nameOf(event.key)),
        sentence: say("evicted", { pod: nameOf(event.key), node, seconds }),
        more: explain("evicted", {}),
        about: { kind: "cluster", pods: [event.key], focus: [`node/${node}`, `pod/${event.key}`] },
      },
    ];
  });
}
