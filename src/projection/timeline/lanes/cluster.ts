import type {
  EndpointSlice,
  IngressBackend,
  IngressTraffic,
  Node,
  Pod,
  SimulationEntry,
} from "../../../engine/index.ts";
import type { Journey } from "../../model.ts";
import { printedPod } from "../../printed.ts";
import { byName, nameOf } from "../../records.ts";
import { type Tone, toneOf } from "../../stage/statusTone.ts";
import type { BarState, Lane } from "../model.ts";
import type { Place } from "../place.ts";
import { LaneBook, type Said } from "./laneBook.ts";

const podPrefix = "/registry/pods/";
const nodePrefix = "/registry/minions/";
const slicePrefix = "/registry/endpointslices/";
const trafficPrefix = "ingress/";

/**
 * The rest of the cluster, as etcd saw it: the other Pods by their STATUS, the endpoints of each Service, what the
 * autoscalers want, and the nodes with the Pods that came to them. One pass over what changed.
 */
export function clusterLanes({ pod: own }: Journey, entries: readonly SimulationEntry[], place: Place): Lane[] {
  const pods = new LaneBook("pods", "pod");
  const endpoints = new LaneBook("services", "endpoints");
  const traffic = new LaneBook("services", "traffic");
  const autoscalers = new LaneBook("services", "autoscaler");
  const nodes = new LaneBook("nodes", "node");
  const owners = new Map<string, string>();
  const slices = new Slices();
  const ownServices = new Set<string>();
  for (const { seq, event, changes } of entries) {
    const at = () => place(seq);
    if (event.type === "Reconcile" && event.kind === "HorizontalPodAutoscaler") {
      autoscalers.say(event.key, at, { state: "now", label: { key: "replicas", count: event.want ?? 0 } });
      autoscalers.mark(event.key, {
        at: at(),
        state: "event",
        label: `${event.decision} ${event.have} → ${event.want}`,
      });
    } else if (event.type === "Fault" && event.node !== undefined) {
      const state = event.fault === "recoverNode" ? "event" : "fail";
      nodes.mark(event.node, { at: at(), state, label: event.fault });
    }
    for (const { key, from, to } of changes) {
      if (key.startsWith(podPrefix)) {
        const pod = key.slice(podPrefix.length);
        const object = to as Pod | undefined;
        if (object) owners.set(pod, ownerOf(object));
        if (pod !== own) pods.say(pod, at, object ? saidOfPod(object) : null);
        const arrived = object?.spec.nodeName;
        if (arrived !== undefined && event.type !== "Boot" && (from as Pod | undefined)?.spec.nodeName === undefined)
          nodes.mark(arrived, { at: at(), state: "event", label: pod });
      } else if (key.startsWith(nodePrefix)) {
        nodes.say(nameOf(key), at, to === undefined ? null : saidOfNode(to as Node));
      } else if (key.startsWith(trafficPrefix)) {
        for (const [service, said] of saidOfTraffic(
          from as IngressTraffic | undefined,
          to as IngressTraffic | undefined,
        ))
          traffic.say(service, at, said);
      } else if (key.startsWith(slicePrefix)) {
        const slice = to as EndpointSlice | undefined;
        for (const service of slices.put(key, slice)) {
          endpoints.say(service, at, slices.said(service));
          if (own !== null && hasEndpoint(slice, own)) ownServices.add(service);
        }
      }
    }
  }
  const end = place(entries.length - 1);
  const isSibling = (pod: string): boolean =>
    (owners.get(pod) ?? "") !== "" && owners.get(pod) === owners.get(own ?? "");
  const siblingsFirst = (a: string, b: string): number => Number(isSibling(b)) - Number(isSibling(a)) || byName(a, b);
  const marked = (lanes: readonly Lane[], isOwn: (name: string) => boolean): Lane[] =>
    lanes.map((lane) => ({ ...lane, isOwn: isOwn(lane.name) }));
  const isOwnService = (service: string): boolean => ownServices.has(service);
  return [
    // Pods that were there from the start and never change say nothing.
    ...marked(pods.lanes(end, siblingsFirst), isSibling).filter(
      ({ bars }) => bars.length > 1 || (bars[0]?.from.time ?? 0) > 0,
    ),
    ...marked(endpoints.lanes(end, byName), isOwnService),
    ...autoscalers.lanes(end, byName),
    ...traffic.lanes(end, byName),
    ...nodes.lanes(end, byName),
  ];
}

function hasEndpoint(slice: EndpointSlice | undefined, pod: string): boolean {
  const { namespace = "", name = "" } = slice?.metadata ?? {};
  return (
    slice?.endpoints?.some(
      ({ targetRef }) => `${targetRef?.namespace ?? namespace}/${targetRef?.name ?? name}` === pod,
    ) ?? false
  );
}

const ownerOf = ({ metadata }: Pod): string =>
  metadata.ownerReferences?.find(({ controller }) => controller)?.uid ?? "";

const states: { readonly [tone in Tone]: BarState } = {
  pass: "pass",
  fail: "fail",
  run: "running",
  pend: "pending",
  warn: "warning",
  term: "terminated",
};

/** Its STATUS, as `kubectl get pods` prints it; after a restart, for the how-manieth time it runs. */
function saidOfPod(pod: Pod): Said {
  const { status, restarts } = printedPod(pod);
  const again = status === "Running" && restarts > 0;
  return { state: states[toneOf(status)], label: again ? { key: "run", count: restarts + 1 } : status };
}

/** Its STATUS, as `kubectl get nodes` prints it. Models printNode in pkg/printers/internalversion (v1.34), without roles. */
function saidOfNode({ spec, status }: Node): Said {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  const word = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady";
  if (word !== "Ready") return { state: "fail", label: spec?.unschedulable ? `${word},SchedulingDisabled` : word };
  return spec?.unschedulable ? { state: "warning", label: "Ready,SchedulingDisabled" } : { state: "pass", label: word };
}

/** What each Service behind an Ingress gets of its requests, and how they fare; null: nothing any more. */
function saidOfTraffic(before: IngressTraffic | undefined, now: IngressTraffic | undefined): [string, Said | null][] {
  const nameOf = (traffic: IngressTraffic, { service }: IngressBackend): string => `${traffic.namespace}/${service}`;
  const backends = now?.backends ?? [];
  const weights = backends.map(({ by: { weight = 0, weightTotal = 100 } }) => (weight * 100) / weightTotal);
  const rest = 100 - weights.reduce((sum, weight) => sum + weight, 0);
  const said = backends.map((backend, index): [string, Said] => {
    const { role, by, recent, failed } = backend;
    const parts = [by.header, by.cookie].filter((part) => part !== undefined);
    if (role === "main" || by.weight !== undefined || parts.length === 0)
      parts.push(`${Math.round(role === "main" ? rest : weights[index])}%`);
    const state = failed > 0 ? "fail" : recent > 0 ? "now" : "pending";
    return [nameOf(now as IngressTraffic, backend), { state, label: parts.join(" · ") }];
  });
  const names = new Set(said.map(([name]) => name));
  const gone = (before?.backends ?? []).map((backend) => nameOf(before as IngressTraffic, backend));
  return [...said, ...gone.filter((name) => !names.has(name)).map((name): [string, null] => [name, null])];
}

interface Counted {
  readonly service: string;
  readonly ready: number;
  readonly all: number;
}

/** The endpoints of a Service may lie in several slices. */
class Slices {
  private readonly counted = new Map<string, Counted>();

  /** Takes a slice in its new form; gives the Services whose endpoints may have changed by it. */
  put(key: string, slice: EndpointSlice | undefined): Set<string> {
    const before = this.counted.get(key);
    const { namespace = "", labels } = slice?.metadata ?? {};
    const service = labels?.["kubernetes.io/service-name"];
    if (slice && service !== undefined) {
      const list = slice.endpoints ?? [];
      const ready = list.filter(({ conditions }) => conditions?.ready).length;
      this.counted.set(key, { service: `${namespace}/${service}`, ready, all: list.length });
    } else this.counted.delete(key);
    return new Set([before, this.counted.get(key)].flatMap((each) => (each ? [each.service] : [])));
  }

  /** How many are ready; null when the Service has no slice. */
  said(service: string): Said | null {
    const own = [...this.counted.values()].filter((each) => each.service === service);
    if (own.length === 0) return null;
    const ready = own.reduce((sum, each) => sum + each.ready, 0);
    const all = own.reduce((sum, each) => sum + each.all, 0);
    const state = ready === 0 ? "pending" : ready < all ? "warning" : "pass";
    return { state, label: { key: "endpoints", count: ready } };
  }
}
