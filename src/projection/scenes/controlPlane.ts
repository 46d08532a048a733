import type { EndpointSlice } from "../../engine/index.ts";
import type { Scene } from "../model.ts";
import { isRefusal } from "../printed.ts";
import { objectsAt } from "../records.ts";
import { countUpTo, type EntryOf } from "../traceIndex.ts";
import type { SceneContext } from "./context.ts";
import { saidUpTo } from "./said.ts";

/** What kubectl was told to do last, and what it has printed of that so far. */
export function kubectlScene(context: SceneContext): Scene["kubectl"] {
  let command = "";
  let output: { text: string; error: boolean }[] = [];
  for (const { event } of saidUpTo(context)) {
    if (event.type === "KubectlCommand") {
      command = event.command;
      output = [];
    } else if (event.type === "KubectlOutput")
      for (const text of event.text.split("\n")) if (text !== "") output.push({ text, error: isRefusal(event) });
  }
  return { command, output };
}

const revisionsShown = 4;

/** The last revisions; those that the beat is about are among them even when others came after. */
export function etcdScene({ index, beat, pod }: SceneContext): Scene["etcd"] {
  const past = index.writes.slice(0, countUpTo(index.writes, beat.entry));
  const own = past.filter(({ seq }) => beat.entries.includes(seq));
  const upTo = own.length > 0 ? own[own.length - 1].seq : beat.entry;
  const shown = past.slice(0, countUpTo(past, upTo)).slice(-revisionsShown);
  return {
    revisions: shown.map((write) => ({
      revision: write.event.revision,
      key: write.event.key,
      ...(changedPath(write) && { changed: changedPath(write) }),
      now: beat.entries.includes(write.seq),
    })),
    stored:
      pod && (beat.act === 3 || beat.act === 5)
        ? { phase: pod.status?.phase ?? "", node: pod.spec.nodeName ?? null }
        : null,
  };
}

function changedPath({ event: { changed = [] } }: EntryOf<"EtcdWrite">): string | undefined {
  return (
    changed.find(({ path }) => path === "spec.nodeName") ?? changed.find(({ path }) => !path.startsWith("metadata."))
  )?.path;
}

const controllersShown = 4;
const lookBack = 400;

/** The objects that controllers worked on last, oldest first; the one whose request is on its way is now. */
export function controllersScene(context: SceneContext): Scene["controllers"] {
  const { index, beat } = context;
  const lines = new Map<string, Scene["controllers"][number]>();
  const past = countUpTo(index.reconciles, beat.entry);
  const speaking = speakersOf(context);
  for (let at = past - 1; at >= Math.max(0, past - lookBack) && lines.size < controllersShown; at--) {
    const { seq, event } = index.reconciles[at];
    const line = `${event.controller} ${event.key}`;
    if (event.want === undefined || lines.has(line)) continue;
    lines.set(line, {
      controller: event.controller,
      object: event.key,
      want: event.want,
      have: haveOf(context, event),
      now: speaking.delete(event.controller) || beat.entries.includes(seq),
    });
  }
  return [...lines.values()].reverse();
}

/** The controllers whose requests and replies the beat shows. */
function speakersOf({ beat, entries }: SceneContext): Set<string> {
  const clients = beat.entries.map((seq) => {
    const { event } = entries[seq];
    return event.type === "Request" || event.type === "Response" ? event.client : "";
  });
  return new Set(clients);
}

/** What a pass found; for endpoints what is stored by now, as no later pass of that controller tells of its own writes. */
function haveOf({ records }: SceneContext, event: EntryOf<"Reconcile">["event"]): number {
  if (event.controller !== "endpoint-slice-controller") return event.have ?? 0;
  const [namespace, service] = event.key.split("/");
  return objectsAt<EndpointSlice>(records, `/registry/endpointslices/${namespace}/`)
    .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service)
    .reduce((sum, { endpoints }) => sum + (endpoints?.length ?? 0), 0);
}
