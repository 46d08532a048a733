import type { IngressBackend, IngressChange, IngressTraffic, SimulationEntry } from "../../engine/index.ts";
import { explain } from "../more.ts";
import { type Narration, say, word } from "../narration.ts";
import { percentsOf } from "../percents.ts";
import type { EntryOf } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";

/** So long after the rules changed, the record's window holds only requests that they have decided; virtual milliseconds. */
const settling = 12_000;

/** What becomes of the Ingresses: what ingress-nginx makes of them, where their traffic goes, and when it fails. */
export function tellIngresses(telling: Telling): BeatDraft[] {
  const beats: BeatDraft[] = [];
  const traffic = new TrafficTeller(telling);
  for (const entry of telling.entries) {
    if (isOf("IngressSync", entry)) {
      beats.push(...entry.event.changes.flatMap((change) => tellChange(telling, entry, change)));
      if (entry.event.changes.some(({ what }) => what !== "endpoints" && what !== "removed")) traffic.await(entry);
    } else if (isOf("Traffic", entry)) beats.push(...traffic.tell(entry));
  }
  return beats;
}

function isOf<T extends "IngressSync" | "Traffic">(type: T, entry: SimulationEntry): entry is EntryOf<T> {
  return entry.event.type === type;
}

const nameOf = (key: string): string => key.slice(key.indexOf("/") + 1);

function beatOf(entry: SimulationEntry, ingress: string, id: string, sentence: Narration): BeatDraft {
  return {
    id: `running.${id}.${nameOf(ingress)}`,
    act: 7,
    entries: [entry.seq],
    title: word("Ingress"),
    place: word(nameOf(ingress)),
    sentence,
    more: explain("ingress", {}),
    about: { kind: "cluster", focus: [`/registry/ingress/${ingress}`] },
    source: { kind: "Ingress", name: nameOf(ingress) },
    duration: 3600,
  };
}

const recordAt = ({ cursor }: Telling, seq: number, ingress: string): IngressTraffic | undefined =>
  cursor.stateAt(seq).get(`ingress/${ingress}`) as IngressTraffic | undefined;

type Rule = IngressBackend["by"];

/** A canary's rule in the words of its annotations. */
function ruleText({ header, cookie, weight, weightTotal }: Rule): string {
  return [
    ...(header ? [`canary-by-header ${header}`] : []),
    ...(cookie ? [`canary-by-cookie ${cookie}`] : []),
    ...(weight === undefined ? [] : [`canary-weight ${weight}${weightTotal ? ` / ${weightTotal}` : ""}`]),
  ].join(", ");
}

function tellChange(telling: Telling, entry: EntryOf<"IngressSync">, change: IngressChange): BeatDraft[] {
  const { ingress } = entry.event;
  const name = nameOf(ingress);
  const record = recordAt(telling, entry.seq, ingress);
  const canary = (service: string): string =>
    record?.backends.find((backend) => backend.service === service && backend.role === "canary")?.ingress ?? name;
  switch (change.what) {
    case "added": {
      const main = (record?.backends ?? []).filter(({ role }) => role === "main");
      const sentence = say("ingress.added", {
        ingress: name,
        hosts: (record?.hosts ?? []).join(", "),
        services: main.map(({ service }) => service).join(", "),
        endpoints: main.reduce((sum, { readyEndpoints }) => sum + readyEndpoints, 0),
      });
      return [beatOf(entry, ingress, "ingress", sentence)];
    }
    case "removed":
      return [beatOf(entry, ingress, "ingressGone", say("ingress.removed", { ingress: name }))];
    case "switched": {
      const { from, to } = change;
      return [beatOf(entry, ingress, "ingressSwitched", say("ingress.switched", { ingress: name, from, to }))];
    }
    case "canaryAdded": {
      const { service, by } = change;
      const params = { ingress: name, canary: canary(service), service, rule: ruleText(by) };
      return [{ ...beatOf(entry, ingress, "canary", say("canary.added", params)), more: explain("canary", {}) }];
    }
    case "canaryRemoved": {
      const { service } = change;
      return [
        {
          ...beatOf(entry, ingress, "canaryGone", say("canary.removed", { ingress: name, service })),
          more: explain("canary", {}),
        },
      ];
    }
    case "canaryChanged": {
      const { service, from, to } = change;
      const { weight: before = 0, ...restBefore } = from;
      const { weight: after = 0, ...restAfter } = to;
      const isWeight = before !== after && JSON.stringify(restBefore) === JSON.stringify(restAfter);
      const sentence = isWeight
        ? say("canary.weight", { service, from: before, to: after })
        : say("canary.changed", { service, rule: ruleText(to) });
      const beat = beatOf(entry, ingress, "canaryRule", sentence);
      return [{ ...beat, ...(isWeight && { place: word(`${before} → ${after}`) }), more: explain("canary", {}) }];
    }
    // Told with the Pods and the EndpointSlices that they come from.
    case "endpoints":
      return [];
  }
}

/** Tells of traffic when there is news: rules that take effect, and backends that fail or recover. */
class TrafficTeller {
  /** Ingresses whose rules have changed, with the time from which their numbers are those of the new rules. */
  private readonly awaited = new Map<string, number>();
  private readonly failing = new Set<string>();
  private hasMissed = false;

  constructor(private readonly telling: Telling) {}

  await({ time, event }: EntryOf<"IngressSync">): void {
    this.awaited.set(event.ingress, time + settling);
  }

  tell(entry: EntryOf<"Traffic">): BeatDraft[] {
    const { event, time, seq } = entry;
    const beats: BeatDraft[] = [];
    if (event.notFound > 0 && !this.hasMissed) {
      this.hasMissed = true;
      beats.push({
        id: "running.trafficNotFound",
        act: 7,
        entries: [seq],
        title: word("Ingress"),
        place: word("404"),
        sentence: say("traffic.notFound", { count: event.notFound }),
        more: explain("ingress", {}),
        about: { kind: "cluster" },
      });
    }
    for (const [ingress, due] of this.awaited) {
      const record = recordAt(this.telling, seq, ingress);
      if (time < due || !record) continue;
      this.awaited.delete(ingress);
      beats.push(...this.tellShares(entry, ingress, record));
    }
    for (const { ingress, service, requests, errors } of event.backends) {
      const beat = this.tellErrors(entry, ingress, service, requests, errors);
      if (beat) beats.push(beat);
    }
    return beats;
  }

  private tellShares(entry: SimulationEntry, ingress: string, record: IngressTraffic): BeatDraft[] {
    const percents = percentsOf(record.backends.map(({ recent }) => recent));
    if (!percents) return [];
    const requests = record.backends.reduce((sum, { recent }) => sum + recent, 0);
    const shares = record.backends.map(({ service, recent }) => ({ service, requests: recent }));
    const sentence = say("traffic.shares", { seconds: record.window, requests, shares });
    const beat = beatOf(entry, ingress, "traffic", sentence);
    return [
      { ...beat, place: word(percents.join(" : ")), more: explain(shares.length > 1 ? "traffic" : "ingress", {}) },
    ];
  }

  private tellErrors(
    entry: SimulationEntry,
    ingress: string,
    service: string,
    requests: number,
    errors: Readonly<Record<string, number>>,
  ): BeatDraft | null {
    const key = `${ingress} ${service}`;
    const [worst] = Object.entries(errors).sort(([, a], [, b]) => b - a);
    if (worst) {
      if (this.failing.has(key)) return null;
      this.failing.add(key);
      const [status, count] = worst;
      const sentence = say("traffic.failing", { service, status: Number(status), count, requests });
      return {
        ...beatOf(entry, ingress, "failing", sentence),
        place: word(status),
        more: explain("traffic.failing", {}),
      };
    }
    if (!this.failing.has(key)) return null;
    const backend = recordAt(this.telling, entry.seq, ingress)?.backends.find((each) => each.service === service);
    if (backend && backend.failed > 0) return null;
    this.failing.delete(key);
    return {
      ...beatOf(entry, ingress, "recovered", say("traffic.recovered", { service })),
      more: explain("traffic.failing", {}),
    };
  }
}
