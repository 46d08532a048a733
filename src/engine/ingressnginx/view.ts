import type { Ingress } from "../api/networking.ts";
import { ingressClassAnnotation } from "../api/networking.ts";
import { type CanaryConfig, canaryOf, saysWeight } from "./annotations.ts";
import { type Configuration, keyOf, type Upstream } from "./configuration.ts";
import { type RequestCounter, trafficWindow } from "./counter.ts";
import type { CanaryRule, IngressBackend, IngressChange, IngressTraffic } from "./events.ts";

type Backend = Pick<IngressBackend, "service" | "ingress" | "role" | "by" | "readyEndpoints">;

/** A main Ingress as it is configured: what its record says but for the numbers. */
export type IngressView = Pick<IngressTraffic, "name" | "namespace" | "class" | "hosts"> & {
  readonly backends: readonly Backend[];
};

const nameOf = (key: string): string => key.slice(key.indexOf("/") + 1);

/** The views of all Ingresses that are no canary, by `namespace/name`. */
export function viewsOf(configuration: Configuration, ingresses: readonly Ingress[]): ReadonlyMap<string, IngressView> {
  const byKey = new Map(ingresses.map((ingress) => [keyOf(ingress), ingress]));
  const views = new Map<string, IngressView>();
  for (const ingress of ingresses) {
    if (canaryOf(ingress)) continue;
    const { metadata, spec } = ingress;
    const key = keyOf(ingress);
    const hosts = new Set((spec?.rules ?? []).map(({ host }) => host || "*"));
    views.set(key, {
      name: metadata.name ?? "",
      namespace: metadata.namespace ?? "default",
      class: spec?.ingressClassName ?? metadata.annotations?.[ingressClassAnnotation] ?? "",
      hosts: hosts.size > 0 ? [...hosts] : ["*"],
      backends: backendsOf(key, configuration, byKey),
    });
  }
  return views;
}

function backendsOf(
  ingress: string,
  { servers, upstreams }: Configuration,
  byKey: ReadonlyMap<string, Ingress>,
): readonly Backend[] {
  const locations = [...servers.values()].flat().filter((location) => location.ingress === ingress);
  const main = [...new Set(locations.map(({ upstream }) => upstream))].flatMap((name) => upstreams.get(name) ?? []);
  const canaries = main.flatMap(({ alternatives }) => upstreams.get(alternatives[0] ?? "") ?? []);
  return [
    ...main.map((upstream): Backend => ({ ...shown(upstream), ingress: nameOf(ingress), role: "main", by: {} })),
    ...[...new Set(canaries)].map((upstream): Backend => {
      const by = upstream.canary ? ruleOf(upstream.canary, byKey.get(upstream.ingress)) : {};
      return { ...shown(upstream), ingress: nameOf(upstream.ingress), role: "canary", by };
    }),
  ];
}

const shown = ({ service, endpoints }: Upstream): Pick<Backend, "service" | "readyEndpoints"> => ({
  service,
  readyEndpoints: endpoints.length,
});

function ruleOf(canary: CanaryConfig, ingress: Ingress | undefined): CanaryRule {
  const { weight, weightTotal, header, headerValue, headerPattern, cookie } = canary;
  const value = headerValue ? `: ${headerValue}` : headerPattern ? ` ~ ${headerPattern}` : "";
  return {
    ...(header && { header: `${header}${value}` }),
    ...(cookie && { cookie }),
    ...((weight > 0 || (ingress && saysWeight(ingress))) && { weight }),
    ...(weightTotal > 100 && { weightTotal }),
  };
}

/** The record of an Ingress, with the numbers at a second of the run. */
export function trafficOf(key: string, view: IngressView, counter: RequestCounter, second: number): IngressTraffic {
  const { backends, ...ingress } = view;
  return {
    ...ingress,
    backends: backends.map((backend) => ({ ...backend, ...counter.backend(key, backend.service, second) })),
    window: trafficWindow,
    pods: counter.podsOf(key, second),
  };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is other than before behind an Ingress; undefined stands for none. */
export function changesOf(before: IngressView | undefined, after: IngressView | undefined): IngressChange[] {
  if (!after) return before ? [{ what: "removed" }] : [];
  const was = before?.backends ?? [];
  const changes: IngressChange[] = before ? switched(was, after.backends) : [{ what: "added" }];
  for (const { service, role, by, readyEndpoints } of after.backends) {
    const old = was.find((backend) => backend.service === service && backend.role === role);
    if (role === "canary") {
      if (!old) changes.push({ what: "canaryAdded", service, by });
      else if (!isSame(old.by, by)) changes.push({ what: "canaryChanged", service, from: old.by, to: by });
    }
    if (old && old.readyEndpoints !== readyEndpoints)
      changes.push({ what: "endpoints", service, from: old.readyEndpoints, to: readyEndpoints });
  }
  for (const { service, role, by } of was) {
    const isKept = after.backends.some((backend) => backend.service === service && backend.role === role);
    if (role === "canary" && !isKept) changes.push({ what: "canaryRemoved", service, by });
  }
  return changes;
}

/** Main backends that took the place of others, in order. */
function switched(before: readonly Backend[], after: readonly Backend[]): IngressChange[] {
  const mainOf = (backends: readonly Backend[]): string[] =>
    backends.filter(({ role }) => role === "main").map(({ service }) => service);
  const gone = mainOf(before).filter((service) => !mainOf(after).includes(service));
  const come = mainOf(after).filter((service) => !mainOf(before).includes(service));
  return come.flatMap((to, at) => {
    const from = gone[at];
    return from === undefined ? [] : [{ what: "switched" as const, from, to }];
  });
}
