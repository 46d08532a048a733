import type { EndpointSlice, Pod } from "../../engine/index.ts";
import type { BeatSubject } from "../model.ts";
import { explain } from "../more.ts";
import { say, title, word } from "../narration.ts";
import { printedPod } from "../printed.ts";
import { podAt } from "../records.ts";
import type { EntryOf } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { settledAt } from "./kubelet/settled.ts";
import { podName } from "./source.ts";

/** In a crash loop the same statuses come round and round: each is told so many times. */
const timesTold = 2;

/** Acts 6 and 7 as the API server sees them: statuses that the kubelet publishes, Ready, and the endpoints that follow. */
export function tellPublished(telling: Telling): BeatDraft[] {
  const { index, pod } = telling;
  if (!pod) return [];
  const beats: BeatDraft[] = [];
  const key = `/registry/pods/${pod}`;
  let before = "";
  let wasReady = false;
  const endpoints = new Map<string, number>();
  const told = new Map<string, number>();
  const settled = settledAt(telling);
  for (const write of index.writes) {
    if (write.event.key === key) {
      const stored = podAt(telling.cursor.stateAt(write.seq), pod);
      if (!stored?.spec.nodeName) continue;
      const printed = printedPod(stored);
      const ready = isReady(stored);
      const text = `${printed.status} ${printed.ready}`;
      const times = told.get(text) ?? 0;
      if ((ready !== wasReady || (before !== "" && text !== before)) && times < timesTold) {
        told.set(text, times + 1);
        beats.push(
          tellStatus(telling, write, printed, { turnsReady: ready && !wasReady, settled: write.seq > settled }),
        );
      }
      before = text;
      wasReady = ready;
    } else if (write.event.key.startsWith("/registry/endpointslices/")) {
      const slice = telling.cursor.stateAt(write.seq).get(write.event.key) as EndpointSlice | undefined;
      const mine = slice?.endpoints?.find(({ targetRef }) => targetRef?.name === podName(telling));
      const ready = mine?.conditions?.ready ? 1 : 0;
      if (ready !== (endpoints.get(write.event.key) ?? 0))
        beats.push(tellEndpoints(telling, write, slice, ready === 1));
      endpoints.set(write.event.key, ready);
    }
  }
  return beats;
}

function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

function aboutRequest(write: EntryOf<"EtcdWrite">): BeatSubject {
  return { kind: "request", request: write.event.request, upTo: write.seq };
}

function tellStatus(
  telling: Telling,
  write: EntryOf<"EtcdWrite">,
  printed: { status: string; ready: string },
  { turnsReady, settled }: { readonly turnsReady: boolean; readonly settled: boolean },
): BeatDraft {
  const { seq: request, event } = telling.index.requests.get(write.event.request)?.entry ?? {};
  const pod = podName(telling);
  const byKubelet = event?.client.startsWith("kubelet/") ?? true;
  return {
    id: turnsReady ? "running.ready" : settled ? "running.status" : "kubelet.status",
    act: settled ? 7 : 6,
    entries: request === undefined ? [write.seq] : [request, write.seq],
    title: title("status"),
    place: word(turnsReady ? "Ready" : printed.status),
    sentence: turnsReady
      ? say("ready", { pod })
      : byKubelet
        ? say("status.published", { pod, ...printed })
        : say("status.written", { pod, ...printed, client: event?.client ?? "" }),
    more: turnsReady ? explain("ready", {}) : explain("status", {}),
    about: aboutRequest(write),
  };
}

function tellEndpoints(
  telling: Telling,
  write: EntryOf<"EtcdWrite">,
  slice: EndpointSlice | undefined,
  added: boolean,
): BeatDraft {
  const service = slice?.metadata.labels?.["kubernetes.io/service-name"] ?? slice?.metadata.name ?? "";
  const count = slice?.endpoints?.filter(({ conditions }) => conditions?.ready).length ?? 0;
  const request = telling.index.requests.get(write.event.request)?.entry.seq;
  return {
    id: `running.endpoints.${service}`,
    act: 7,
    entries: request === undefined ? [write.seq] : [request, write.seq],
    title: title("endpoints"),
    place: word(service),
    sentence: say(added ? "endpoints" : "endpoints.gone", { service, count }),
    more: explain("endpoints", {}),
    about: {
      kind: "cluster",
      focus: [`/registry/services/specs/${slice?.metadata.namespace ?? ""}/${service}`, `pod/${telling.pod}`],
    },
    source: { kind: "Service", name: service },
  };
}
