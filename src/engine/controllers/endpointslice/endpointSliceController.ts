import type { Node, Service } from "../../api/core.ts";
import type { EndpointSlice } from "../../api/discovery.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { byLabels } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { controllerReference, isNamespaceTerminating, isNotFound, keyOf, nameOf, semanticEqual } from "../objects.ts";
import { isFinished } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { type EndpointGroup, endpointGroups, hasEndpoint, type SliceEndpoint, type SlicePort } from "./endpoints.ts";
import { PodsByLabel } from "./podsByLabel.ts";

/** The most endpoints in one slice (--max-endpoints-per-slice). */
const sliceLimit = 100;

const serviceNameLabel = "kubernetes.io/service-name";
const managedByLabel = "endpointslice.kubernetes.io/managed-by";
const headlessLabel = "service.kubernetes.io/headless";
const managedBy = "endpointslice-controller.k8s.io";

/**
 * The EndpointSlice controller lists, for each Service with a selector, the Pods behind it and whether they are ready.
 *
 * Models pkg/controller/endpointslice (v1.34). Slices are not rebalanced: each is filled before the next is begun.
 */
export const endpointSliceController: Controller = {
  name: "endpoint-slice-controller",
  kinds: ["Service", "EndpointSlice"],
  start: (context) => new EndpointSliceController(context).start(),
};

/** What a slice is to hold. */
interface Wanted {
  readonly ports: readonly SlicePort[];
  readonly endpoints: readonly SliceEndpoint[];
}

class EndpointSliceController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private services!: Informer<Service>;
  private slices!: Informer<EndpointSlice>;
  private readonly pods = new PodsByLabel();
  private nodes!: Informer<Node>;
  /** The generations of slices as this controller wrote them, by UID: a later one is somebody else's edit. */
  private readonly written = new Map<string, number>();

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(endpointSliceController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
  }

  start(): void {
    const { informers } = this.context;
    this.services = informers.of<Service>("services", {
      added: (service) => this.queue.add(keyOf(service)),
      updated: (_before, service) => this.queue.add(keyOf(service)),
      deleted: (service) => this.queue.add(keyOf(service)),
    });
    informers.of<Pod>("pods", {
      added: (pod) => {
        this.pods.set(pod);
        this.podChanged(pod);
      },
      updated: (before, pod) => {
        this.pods.set(pod, before);
        if (!matters(before, pod)) return;
        this.podChanged(before);
        this.podChanged(pod);
      },
      deleted: (pod) => {
        this.pods.delete(pod);
        this.podChanged(pod);
      },
    });
    this.slices = informers.of<EndpointSlice>("endpointslices", {
      updated: (_before, slice) => {
        const own = this.written.get(slice.metadata.uid ?? "");
        if (own !== undefined && (slice.metadata.generation ?? 0) > own) this.sliceChanged(slice);
      },
      deleted: (slice) => {
        this.written.delete(slice.metadata.uid ?? "");
        this.sliceChanged(slice);
      },
    });
    this.nodes = informers.of<Node>("nodes");
  }

  private sliceChanged({ metadata }: EndpointSlice): void {
    const name = metadata.labels?.[serviceNameLabel];
    if (name) this.queue.add(`${metadata.namespace}/${name}`);
  }

  private podChanged(pod: Pod): void {
    for (const service of this.services.list()) if (podsOf(service)(pod)) this.queue.add(keyOf(service));
  }

  private *sync(key: string): Process<SyncResult> {
    const service = this.services.get(key);
    if (!service || service.metadata.deletionTimestamp || !hasSelector(service)) return null;
    const selected = podsOf(service);
    const [[label, value] = ["", ""]] = Object.entries(service.spec?.selector ?? {});
    const candidates = this.pods.with(service.metadata.namespace, label, value);
    const pods = candidates.filter((pod) => selected(pod) && hasEndpoint(pod));
    const groups = endpointGroups(service, pods, (name) => this.nodes.get(name));
    const existing = this.slices
      .list()
      .filter(
        ({ metadata }) =>
          metadata.namespace === service.metadata.namespace &&
          metadata.labels?.[serviceNameLabel] === nameOf(service) &&
          metadata.labels?.[managedByLabel] === managedBy,
      );
    return yield* this.reconcile(service, chunks(groups), existing);
  }

  private *reconcile(
    service: Service,
    wanted: readonly Wanted[],
    existing: readonly EndpointSlice[],
  ): Process<SyncResult> {
    const left = [...existing];
    const have = existing.reduce((sum, { endpoints }) => sum + (endpoints?.length ?? 0), 0);
    const want = wanted.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
    const tell = (decision: string): void => this.record(service, want, have, decision);
    let acted = false;
    const pending: Wanted[] = [];
    const labels = labelsOf(service);
    for (const item of wanted) {
      const at = left.findIndex((slice) => sameContent(slice, item) && sameLabels(slice.metadata.labels, labels));
      if (at < 0) pending.push(item);
      else left.splice(at, 1);
    }
    for (const item of pending) {
      const at = left.findIndex((slice) => semanticEqual(slice.ports, item.ports));
      const [old] = at < 0 ? [] : left.splice(at, 1);
      tell(old ? "updateEndpoints" : "createEndpointSlice");
      acted = true;
      const slice = { ports: [...item.ports], endpoints: [...item.endpoints] };
      const written = old
        ? yield* this.client.update<EndpointSlice>({ ...old, metadata: { ...old.metadata, labels }, ...slice })
        : yield* this.client.create<EndpointSlice>({ ...newSlice(service, labels), ...slice });
      if (!written.ok) return isNamespaceTerminating(written.status) ? null : written.status;
      const { uid = "", generation = 0 } = written.object.metadata;
      this.written.set(uid, generation);
    }
    for (const slice of left) {
      tell("deleteEndpointSlice");
      acted = true;
      const deleted = yield* this.client.delete("endpointslices", slice.metadata.namespace, nameOf(slice));
      if (!deleted.ok && !isNotFound(deleted.status)) return deleted.status;
    }
    if (!acted) tell("none");
    return null;
  }

  private record(service: Service, want: number, have: number, decision: string): void {
    this.context.record(endpointSliceController.name, {
      type: "Reconcile",
      controller: endpointSliceController.name,
      kind: "Service",
      key: keyOf(service),
      want,
      have,
      decision,
    });
  }
}

/** A Service without a selector, or one that is only a name elsewhere, has no slices of ours. */
function hasSelector({ spec }: Service): boolean {
  return Object.keys(spec?.selector ?? {}).length > 0 && spec?.type !== "ExternalName";
}

/** Predicates of the Services as they were seen: every change of a Pod asks all of them. */
const predicates = new WeakMap<Service, (pod: Pod) => boolean>();

/** The Service's selector as a predicate. */
function podsOf(service: Service): (pod: Pod) => boolean {
  const known = predicates.get(service);
  if (known) return known;
  const made = predicateOf(service);
  predicates.set(service, made);
  return made;
}

function predicateOf(service: Service): (pod: Pod) => boolean {
  if (!hasSelector(service)) return () => false;
  const { namespace } = service.metadata;
  const wanted = Object.entries(service.spec?.selector ?? {});
  const isLabelled = byLabels((labels) => wanted.every(([key, value]) => labels[key] === value));
  return (pod) => pod.metadata.namespace === namespace && isLabelled(pod);
}

/** Whether an update of a Pod can change an endpoint. */
function matters(before: Pod, pod: Pod): boolean {
  return (
    before.spec.nodeName !== pod.spec.nodeName ||
    before.status?.podIP !== pod.status?.podIP ||
    isFinished(before) !== isFinished(pod) ||
    readiness(before) !== readiness(pod) ||
    (before.metadata.deletionTimestamp === undefined) !== (pod.metadata.deletionTimestamp === undefined) ||
    !semanticEqual(before.metadata.labels, pod.metadata.labels)
  );
}

const readiness = ({ status }: Pod): string | undefined =>
  status?.conditions?.find(({ type }) => type === "Ready")?.status;

/** One slice for up to a hundred endpoints with the same ports; an empty one when there are none. */
function chunks(groups: readonly EndpointGroup[]): readonly Wanted[] {
  const result: Wanted[] = [];
  for (const { ports, endpoints } of groups) {
    for (let at = 0; at < endpoints.length; at += sliceLimit) {
      result.push({ ports, endpoints: endpoints.slice(at, at + sliceLimit) });
    }
  }
  return result.length > 0 ? result : [{ ports: [], endpoints: [] }];
}

function sameContent(slice: EndpointSlice, wanted: Wanted): boolean {
  return semanticEqual(slice.ports, wanted.ports) && semanticEqual(slice.endpoints, wanted.endpoints);
}

/** The Service's labels, and those by which the controller knows its slices. */
function labelsOf({ metadata, spec }: Service): { readonly [key: string]: string } {
  const copied = Object.entries(metadata.labels ?? {}).filter(
    ([key]) => key !== serviceNameLabel && key !== managedByLabel && key !== headlessLabel,
  );
  return {
    ...Object.fromEntries(copied),
    [managedByLabel]: managedBy,
    [serviceNameLabel]: metadata.name ?? "",
    ...(spec?.clusterIP === "None" && { [headlessLabel]: "" }),
  };
}

/** The label of headless Services is no reason to write a slice. */
function sameLabels(own: { readonly [key: string]: string } = {}, wanted: { readonly [key: string]: string }): boolean {
  const { [headlessLabel]: _own, ...labels } = own;
  const { [headlessLabel]: _wanted, ...others } = wanted;
  return semanticEqual(labels, others);
}

function newSlice(service: Service, labels: { readonly [key: string]: string }): EndpointSlice {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      generateName: `${nameOf(service)}-`,
      namespace: service.metadata.namespace,
      labels,
      ownerReferences: [controllerReference(service)],
    },
    addressType: "IPv4",
  };
}
