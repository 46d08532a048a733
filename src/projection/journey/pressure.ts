import type { Node, Pod } from "../../engine/index.ts";
import { bytesText } from "../amounts.ts";
import { explain } from "../more.ts";
import { type PressureName, say, title, word } from "../narration.ts";
import { nameOf } from "../records.ts";
import type { EntryOf } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { changeOf } from "./family.ts";

const pressures: readonly PressureName[] = ["MemoryPressure", "DiskPressure", "PIDPressure"];

/** What a kubelet does when its node runs short, and what becomes of a change of the Pod's resources. */
export function tellPressure(telling: Telling): BeatDraft[] {
  return [...tellConditions(telling), ...tellRemovedImages(telling), ...tellEnded(telling), ...tellResize(telling)];
}

const nodeOf = (actor: string): string => actor.slice(actor.indexOf("/") + 1);

function tellConditions({ index, course }: Telling): BeatDraft[] {
  return index.writes.flatMap((write): BeatDraft[] => {
    if (!write.event.key.startsWith("/registry/minions/") || write.seq < (course?.entry.seq ?? 0)) return [];
    const { from, to } = changeOf<Node>(write);
    if (!from || !to) return [];
    const statusOf = ({ status }: Node, wanted: string): string | undefined =>
      status?.conditions?.find(({ type }) => type === wanted)?.status;
    const node = nameOf(write.event.key);
    return pressures.flatMap((pressure): BeatDraft[] => {
      const [was, is] = [statusOf(from, pressure) === "True", statusOf(to, pressure) === "True"];
      if (was === is) return [];
      return [
        {
          id: `running.pressure.${node}.${pressure}`,
          act: 7,
          entries: [write.seq],
          title: word(pressure),
          place: word(node),
          sentence: say("node.pressure", { node, pressure, on: is }),
          more: explain("pressure", {}),
          about: { kind: "cluster", focus: [`node/${node}`] },
        },
      ];
    });
  });
}

/** Images that go in one look of the kubelet are one beat. */
function tellRemovedImages({ index }: Telling): BeatDraft[] {
  const groups: EntryOf<"ImageRemoved">[][] = [];
  for (const entry of index.removedImages) {
    const last = groups.at(-1);
    if (last?.[0].actor === entry.actor && last[0].time === entry.time) last.push(entry);
    else groups.push([entry]);
  }
  return groups.map((group) => {
    const node = nodeOf(group[0].actor);
    const size = bytesText(group.reduce((sum, { event }) => sum + event.sizeBytes, 0));
    const names = group.map(({ event }) => event.image.replace(/^docker\.io\/(library\/)?/, "")).join(", ");
    return {
      id: `running.imagesRemoved.${node}`,
      act: 7,
      entries: group.map(({ seq }) => seq),
      title: title("image"),
      place: word(node),
      sentence: say("images.removed", { node, count: group.length, names, size }),
      more: explain("imagesRemoved", { why: group[0].event.why }),
      about: { kind: "cluster", focus: [`node/${node}`] },
    };
  });
}

/** Pods that their kubelet ends by its own decision; the one on stage is told with the rest of its story. */
function tellEnded({ index, pod: onStage }: Telling): BeatDraft[] {
  return [...index.kubelet].flatMap(([pod, entries]): BeatDraft[] => {
    if (pod === onStage) return [];
    return entries.flatMap(({ seq, actor, event }): BeatDraft[] => {
      if (event.type !== "KubeletStep" || event.step !== "terminating" || event.phase !== "start") return [];
      if (event.reason === undefined) return [];
      const node = nodeOf(actor);
      return [
        {
          id: `running.ended.${nameOf(pod)}`,
          act: 7,
          entries: [seq],
          title: title("eviction"),
          place: word(nameOf(pod)),
          sentence: say("kubelet.verdict", {
            node,
            pod: nameOf(pod),
            reason: event.reason,
            message: event.message ?? "",
          }),
          more: explain("verdict", { reason: event.reason }),
          about: { kind: "cluster", pods: [pod], focus: [`node/${node}`, `pod/${pod}`] },
        },
      ];
    });
  });
}

/** A wish for other resources that has to wait, or is never going to be met. */
function tellResize({ index, pod }: Telling): BeatDraft[] {
  const pendingOf = ({ status }: Pod) => status?.conditions?.find(({ type }) => type === "PodResizePending");
  return index.writes.flatMap((write): BeatDraft[] => {
    if (!pod || write.event.key !== `/registry/pods/${pod}`) return [];
    const { from, to } = changeOf<Pod>(write);
    const [was, is] = [from && pendingOf(from), to && pendingOf(to)];
    if (!is || was?.reason === is.reason) return [];
    const { reason = "", message = "" } = is;
    return [
      {
        id: `running.resize.${reason}`,
        act: 7,
        entries: [write.seq],
        title: word("PodResizePending"),
        place: word(reason),
        sentence: say("resize.pending", { pod: nameOf(pod), reason, message }),
        more: explain("resizePending", { reason }),
        about: { kind: "cluster", pods: [pod] },
      },
    ];
  });
}
