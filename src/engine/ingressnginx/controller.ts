import type { Service } from "../api/core.ts";
import type { EndpointSlice } from "../api/discovery.ts";
import { type Ingress, type IngressClass, ingressClassAnnotation } from "../api/networking.ts";
import type { Client, Informer } from "../client/client.ts";
import type { ComponentContext } from "../client/component.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import { type Configuration, configurationOf, emptyConfiguration, keyOf } from "./configuration.ts";
import { RequestCounter } from "./counter.ts";
import type { IngressNginxEvent } from "./events.ts";
import { type Answerer, Nginx } from "./nginx.ts";
import { RequestSource, requestsUntil, type Traffic } from "./traffic.ts";
import { changesOf, type IngressView, trafficOf, viewsOf } from "./view.ts";

/** The program's name, as events show it. */
const program = "nginx-ingress-controller";

/** What an IngressClass says to be for this controller, and how the old annotation names it. */
const controllerName = "k8s.io/ingress-nginx";
const className = "nginx";

/** --publish-status-address, as in the manifest for kind. */
const address = { hostname: "localhost" };

/** --sync-rate-limit 0.3: the least time between two syncs, after the first. */
const syncInterval: VirtualMillis = Math.ceil(1000 / 0.3);
/** The leader looks after the Ingresses' status this often. */
const statusInterval: VirtualMillis = 60_000;
/** nginx's workers look for a new configuration this often. */
const pollInterval: VirtualMillis = 1000;
/** An entry of the trace for so many seconds of traffic. */
const reportSeconds = 5;

const serviceNameLabel = "kubernetes.io/service-name";

export interface IngressNginxOptions {
  readonly traffic: readonly Traffic[];
  readonly answer: Answerer;
}

type Reported = Extract<IngressNginxEvent, { type: "Traffic" }>["backends"][number];

/**
 * ingress-nginx: a program beside the control plane that turns Ingresses into nginx's configuration, and the nginx that
 * requests from outside go through. It watches all namespaces and takes Ingresses without a class too
 * (--watch-ingress-without-class, as in the manifest for kind).
 *
 * Models internal/ingress/controller and internal/ingress/status of ingress-nginx (controller v1). It has no Pod.
 */
export class IngressNginx {
  readonly counter = new RequestCounter();
  private readonly client: Client;
  private readonly nginx: Nginx;
  private readonly sources: readonly { readonly traffic: Traffic; readonly source: RequestSource }[];
  private readonly accepted = new Map<string, Ingress>();
  private readonly classes: Informer<IngressClass>;
  private readonly services: Informer<Service>;
  private readonly slices: Informer<EndpointSlice>;
  private configuration: Configuration = emptyConfiguration;
  private views: ReadonlyMap<string, IngressView> = new Map();
  private nextSync: VirtualMillis = 0;
  private isSyncDue = false;
  private isStatusDue = false;
  private readonly reported = new Map<string, { requests: number; errors: { [status: string]: number } }>();
  private notFound = 0;

  constructor(
    private readonly context: ComponentContext<IngressNginxEvent>,
    options: IngressNginxOptions,
  ) {
    this.client = context.client(program);
    this.nginx = new Nginx(context.random, options.answer);
    this.sources = options.traffic.map((traffic) => ({ traffic, source: new RequestSource(traffic) }));
    const enqueue = (): void => this.enqueue();
    this.classes = this.client.informer<IngressClass>("ingressclasses", {}, { added: enqueue });
    // A Service that comes or goes is heard of through its slices.
    this.services = this.client.informer<Service>("services", {}, { updated: enqueue });
    const onSlices = { added: enqueue, updated: enqueue, deleted: enqueue };
    this.slices = this.client.informer<EndpointSlice>("endpointslices", {}, onSlices);
    this.client.informer<Ingress>(
      "ingresses",
      {},
      {
        added: (ingress) => this.observe(ingress),
        updated: (before, ingress) => {
          if (this.isOurs(before) && !this.isOurs(ingress)) this.drop(before);
          else this.observe(ingress);
        },
        deleted: (ingress) => this.drop(ingress),
      },
    );
    if (options.traffic.length > 0) this.poll();
    // A change of the rate is something to wait for.
    for (const { from } of options.traffic.flatMap(({ rate }) => rate)) context.after(from, () => undefined);
  }

  /** Requests a second that a Pod has answered lately. */
  requestRate(pod: string, seconds: number): number {
    return this.counter.perSecond(pod, Math.floor(this.context.now() / pollInterval), seconds);
  }

  /** Models GetIngressClass of internal/ingress/controller/store. */
  private isOurs({ metadata, spec }: Ingress): boolean {
    if (spec?.ingressClassName !== undefined)
      return this.classes.get(spec.ingressClassName)?.spec?.controller === controllerName;
    const annotated = metadata.annotations?.[ingressClassAnnotation];
    return !annotated || annotated === className;
  }

  /** An Ingress whose class is not there yet is passed over until it changes, as upstream does. */
  private observe(ingress: Ingress): void {
    if (!this.isOurs(ingress)) return;
    this.client.event(ingress, "Normal", "Sync", "Scheduled for sync");
    this.accepted.set(keyOf(ingress), ingress);
    this.enqueue();
    this.watchStatus();
  }

  private drop(ingress: Ingress): void {
    if (this.accepted.delete(keyOf(ingress))) this.enqueue();
  }

  private enqueue(): void {
    if (this.isSyncDue) return;
    this.isSyncDue = true;
    const { now, after } = this.context;
    after(Math.max(1, this.nextSync - now()), () => {
      this.isSyncDue = false;
      this.nextSync = now() + syncInterval;
      this.sync();
    });
  }

  private sync(): void {
    const ingresses = [...this.accepted.values()];
    const configuration = configurationOf({
      ingresses,
      service: (key) => this.services.get(key),
      slicesOf: ({ metadata }) =>
        this.slices
          .list()
          .filter(
            (slice) =>
              slice.metadata.namespace === metadata.namespace &&
              slice.metadata.labels?.[serviceNameLabel] === metadata.name,
          ),
    });
    const views = viewsOf(configuration, ingresses);
    const reload = serversText(configuration) !== serversText(this.configuration);
    const before = this.views;
    this.configuration = configuration;
    this.views = views;
    for (const ingress of [...new Set([...before.keys(), ...views.keys()])]) {
      const view = views.get(ingress);
      const changes = changesOf(before.get(ingress), view);
      if (changes.length === 0) continue;
      this.context.record(program, { type: "IngressSync", ingress, reload, changes }, [this.recordOf(ingress, view)]);
    }
  }

  private recordOf(ingress: string, view: IngressView | undefined) {
    const second = Math.floor(this.context.now() / pollInterval);
    return this.context.change(`ingress/${ingress}`, view && trafficOf(ingress, view, this.counter, second));
  }

  /** The address is written when the minute is full, for all Ingresses that lack it. */
  private watchStatus(): void {
    if (this.isStatusDue || this.withoutAddress().length === 0) return;
    this.isStatusDue = true;
    this.context.after(statusInterval - (this.context.now() % statusInterval), () => {
      this.context.spawn(this.writeStatus(), () => {
        this.isStatusDue = false;
        this.watchStatus();
      });
    });
  }

  private withoutAddress(): Ingress[] {
    return [...this.accepted.values()].filter(({ status }) => {
      const known = status?.loadBalancer?.ingress ?? [];
      return known.length !== 1 || known[0]?.hostname !== address.hostname || known[0]?.ip !== undefined;
    });
  }

  private *writeStatus(): Process {
    for (const { metadata } of this.withoutAddress()) {
      const found = yield* this.client.get<Ingress>("ingresses", metadata.namespace, metadata.name ?? "");
      if (found.ok) yield* this.client.updateStatus<Ingress>(withAddress(found.object));
    }
  }

  /** Each second: what has come in is served, then the workers take over the configuration that is there by now. */
  private poll(): void {
    this.context.background(pollInterval, () => {
      const second = Math.floor(this.context.now() / pollInterval);
      this.serve(second - 1);
      this.nginx.take(this.configuration);
      this.counter.forget(second);
      if (second % reportSeconds === 0) this.report();
      this.poll();
    });
  }

  private serve(second: number): void {
    this.nginx.tick();
    for (const { traffic, source } of this.sources) {
      const from = requestsUntil(traffic, second * pollInterval);
      const to = requestsUntil(traffic, (second + 1) * pollInterval);
      for (let sent = from; sent < to; sent++) {
        const outcome = this.nginx.serve(source.next(this.context.random));
        if (outcome.ingress === null) {
          this.notFound++;
          continue;
        }
        const { ingress, service, pod, status } = outcome;
        const failed = status >= 500;
        this.counter.count(second, ingress, service, pod, failed);
        const reported = this.reported.get(`${ingress} ${service}`) ?? { requests: 0, errors: {} };
        this.reported.set(`${ingress} ${service}`, reported);
        reported.requests++;
        if (failed) reported.errors[status] = (reported.errors[status] ?? 0) + 1;
      }
    }
  }

  /** One entry for all Ingresses; none when nothing came and the numbers on the screen stand still. */
  private report(): void {
    const inOrder = [...this.reported].sort(([a], [b]) => (a < b ? -1 : 1));
    const backends = inOrder.map(([key, counted]): Reported => {
      const [ingress = "", service = ""] = key.split(" ");
      return { ingress, service, ...counted };
    });
    const { records, record } = this.context;
    const changes = [...this.views]
      .map(([ingress, view]) => this.recordOf(ingress, view))
      .filter(({ key, to }) => JSON.stringify(records.get(key)) !== JSON.stringify(to));
    if (changes.length > 0 || this.notFound > 0)
      record(program, { type: "Traffic", seconds: reportSeconds, backends, notFound: this.notFound }, changes);
    this.reported.clear();
    this.notFound = 0;
  }
}

const withAddress = (ingress: Ingress): Ingress => ({ ...ingress, status: { loadBalancer: { ingress: [address] } } });

/** What nginx.conf says: a change of it takes a reload. */
function serversText({ servers }: Configuration): string {
  return JSON.stringify([...servers].map(([host, locations]) => [host, locations]));
}
