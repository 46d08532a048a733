import type { Service } from "../api/core.ts";
import type { EndpointSlice } from "../api/discovery.ts";
import type { Ingress, IngressBackend, ServiceBackendPort } from "../api/networking.ts";
import { type CanaryConfig, canaryOf } from "./annotations.ts";

/** A Pod that requests can be sent to. */
export interface Endpoint {
  readonly address: string;
  /** `namespace/name`. */
  readonly pod: string;
}

/** A Service's port, with the Pods that are ready behind it. */
export interface Upstream {
  readonly name: string;
  readonly namespace: string;
  readonly service: string;
  /** The Ingress that named it first: `namespace/name`. */
  readonly ingress: string;
  readonly endpoints: readonly Endpoint[];
  /** How a canary gets its share; null for the backend of an Ingress that is none. */
  readonly canary: CanaryConfig | null;
  /** Upstreams that canaries put beside this one. */
  readonly alternatives: string[];
}

/** A path of a host. */
export interface Location {
  readonly path: string;
  readonly pathType: string;
  readonly upstream: string;
  /** The Ingress that it comes from. */
  readonly ingress: string;
  /** Every host has the path `/`: one that no rule asks for gives way to one that does. */
  readonly isDefault: boolean;
}

/** What nginx is configured with. */
export interface Configuration {
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Locations by host; `_` is the server for every other host. */
  readonly servers: ReadonlyMap<string, readonly Location[]>;
}

/** What the configuration is worked out from. */
export interface ClusterState {
  /** Those of this controller's class, in any order. */
  readonly ingresses: readonly Ingress[];
  service(key: string): Service | undefined;
  slicesOf(service: Service): readonly EndpointSlice[];
}

export const emptyConfiguration: Configuration = { upstreams: new Map(), servers: new Map() };

const anyHost = "_";

export const keyOf = ({ metadata }: { readonly metadata: Ingress["metadata"] }): string =>
  `${metadata.namespace ?? "default"}/${metadata.name ?? ""}`;

/**
 * nginx's configuration from the Ingresses: the first one to ask for a path of a host has it; a canary Ingress has no
 * path of its own, but is put beside the one with the same host and path.
 *
 * Models getBackendServers of internal/ingress/controller/controller.go (ingress-nginx, controller v1): Services as
 * backends, HTTP. TLS, rewrites, and the other annotations are left out.
 */
export function configurationOf(state: ClusterState): Configuration {
  const ingresses = [...state.ingresses].sort(byAge);
  const upstreams = createUpstreams(ingresses, state);
  const servers = createServers(ingresses, upstreams);
  const canaries = ingresses.filter((ingress) => canaryOf(ingress) !== null);
  if (canaries.length < ingresses.length) for (const canary of canaries) mergeCanary(canary, upstreams, servers);
  return { upstreams, servers };
}

/** The older first; of equally old ones the last by name. */
function byAge(a: Ingress, b: Ingress): number {
  const [ageOfA, ageOfB] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
  if (ageOfA !== ageOfB) return ageOfA < ageOfB ? -1 : 1;
  return keyOf(a) > keyOf(b) ? -1 : 1;
}

const portText = ({ name, number }: ServiceBackendPort = {}): string => name || String(number ?? "");

function upstreamName({ metadata }: Ingress, { service }: IngressBackend): string {
  return `${metadata.namespace ?? "default"}-${service?.name ?? ""}-${portText(service?.port)}`;
}

/** Every backend that is a Service, with the path that leads to it; the default backend has none. */
function backendsOf({ spec = {} }: Ingress): readonly IngressBackend[] {
  const paths = (spec.rules ?? []).flatMap(({ http }) => http?.paths ?? []).map(({ backend = {} }) => backend);
  return [...(spec.defaultBackend ? [spec.defaultBackend] : []), ...paths].filter(({ service }) => service);
}

function createUpstreams(ingresses: readonly Ingress[], state: ClusterState): Map<string, Upstream> {
  const upstreams = new Map<string, Upstream>();
  for (const ingress of ingresses) {
    for (const backend of backendsOf(ingress)) {
      const name = upstreamName(ingress, backend);
      if (upstreams.has(name)) continue;
      const namespace = ingress.metadata.namespace ?? "default";
      const service = backend.service?.name ?? "";
      const found = state.service(`${namespace}/${service}`);
      upstreams.set(name, {
        name,
        namespace,
        service,
        ingress: keyOf(ingress),
        endpoints: found ? endpointsOf(found, portText(backend.service?.port), state.slicesOf(found)) : [],
        canary: canaryOf(ingress),
        alternatives: [],
      });
    }
  }
  return upstreams;
}

/** The ready Pods of a Service's port, which is given by its number, its name, or its target. */
function endpointsOf({ spec }: Service, wanted: string, slices: readonly EndpointSlice[]): Endpoint[] {
  const port = (spec?.ports ?? []).find(
    ({ port, targetPort, name }) => String(port) === wanted || String(targetPort) === wanted || name === wanted,
  );
  if (!port || (port.protocol ?? "TCP") !== "TCP") return [];
  const endpoints = new Map<string, Endpoint>();
  for (const slice of slices) {
    const offered = (slice.ports ?? []).find(({ name = "" }) => name === (port.name ?? ""));
    if (!offered) continue;
    for (const { addresses, conditions, targetRef } of slice.endpoints ?? []) {
      if (conditions?.ready === false) continue;
      const pod = `${targetRef?.namespace ?? slice.metadata.namespace ?? "default"}/${targetRef?.name ?? ""}`;
      for (const address of addresses) endpoints.set(address, { address, pod });
    }
  }
  return [...endpoints.values()];
}

function createServers(
  ingresses: readonly Ingress[],
  upstreams: ReadonlyMap<string, Upstream>,
): Map<string, Location[]> {
  const servers = new Map<string, Location[]>();
  const main = ingresses.filter((ingress) => canaryOf(ingress) === null);
  for (const ingress of main) {
    const { defaultBackend, rules = [] } = ingress.spec ?? {};
    const otherwise = defaultBackend?.service ? upstreamName(ingress, defaultBackend) : null;
    const hosts = rules.length > 0 ? rules.map(({ host }) => host || anyHost) : otherwise ? [anyHost] : [];
    for (const host of hosts) {
      if (servers.has(host)) continue;
      const root = { path: "/", pathType: "Prefix", ingress: keyOf(ingress), isDefault: rules.length > 0 };
      servers.set(host, otherwise ? [{ ...root, upstream: otherwise }] : []);
    }
  }
  for (const ingress of main) {
    for (const { host, http } of ingress.spec?.rules ?? []) {
      const locations = servers.get(host || anyHost) ?? [];
      for (const { path, pathType = "", backend = {} } of http?.paths ?? []) {
        if (!backend.service || upstreams.get(upstreamName(ingress, backend))?.canary) continue;
        const location = { path: path || "/", pathType, ingress: keyOf(ingress), isDefault: false };
        addLocation(locations, { ...location, upstream: upstreamName(ingress, backend) });
      }
    }
  }
  return servers;
}

function addLocation(locations: Location[], location: Location): void {
  const same = ({ path, pathType }: Location): boolean => path === location.path && pathType === location.pathType;
  const at = locations.findIndex(same);
  if (at < 0) locations.push(location);
  else if (locations[at]?.isDefault) locations[at] = location;
}

/** Puts a canary's backends beside those of the same host and path; one that has no such path is left out. */
function mergeCanary(
  ingress: Ingress,
  upstreams: Map<string, Upstream>,
  servers: ReadonlyMap<string, readonly Location[]>,
): void {
  const { defaultBackend, rules = [] } = ingress.spec ?? {};
  if (defaultBackend?.service) merge(defaultBackend, servers.get(anyHost) ?? [], () => true);
  for (const { host, http } of rules) {
    const locations = servers.get(host || anyHost);
    if (!locations) continue;
    for (const { path, pathType, backend = {} } of http?.paths ?? [])
      merge(backend, locations, (location) => location.path === path && location.pathType === pathType);
  }

  function merge(backend: IngressBackend, locations: readonly Location[], fits: (location: Location) => boolean): void {
    const canary = backend.service && upstreams.get(upstreamName(ingress, backend));
    if (!canary) return;
    let isMerged = false;
    for (const location of locations) {
      const main = upstreams.get(location.upstream);
      if (!main) continue;
      // The Service is the main backend of a path: it is nobody's canary.
      if (main.name === canary.name) return;
      if (main.canary || !fits(location)) continue;
      if (!main.alternatives.includes(canary.name)) main.alternatives.push(canary.name);
      isMerged = true;
    }
    if (!isMerged) upstreams.delete(canary.name);
  }
}
