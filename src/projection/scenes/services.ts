import type { EndpointSlice, Records, Service } from "../../engine/index.ts";
import type { ResidentScene, ServiceScene } from "../model.ts";
import { byName, keyOf, namespaceOf, objectsAt } from "../records.ts";
import type { Residency } from "./residency.ts";

/** A Pod of the run with what selectors look at. */
export type Labelled = ResidentScene & { readonly labels: { readonly [key: string]: string } };

/** Who serves whom: the Services in the order of the nodes that they are served from. */
export function serviceScenes(
  records: Records,
  residents: readonly Labelled[],
  { servedFrom }: Residency,
  requests: ReadonlyMap<string, number>,
): ServiceScene[] {
  const own = new Set(residents.filter((resident) => resident.own).map(({ pod }) => pod));
  const slices = slicesByService(records);
  const scenes = objectsAt<Service>(records, "/registry/services/specs/").map((service): ServiceScene => {
    const { name = "", namespace = "" } = service.metadata;
    const id = keyOf(service);
    const selector = Object.entries(service.spec?.selector ?? {});
    const matching = residents.filter(
      ({ pod, labels }) =>
        selector.length > 0 &&
        namespaceOf(pod) === namespace &&
        selector.every(([key, value]) => labels[key] === value),
    );
    const endpoints = endpointsOf(slices.get(id) ?? [], namespace, requests);
    // Pods that match but have no IP yet are in no EndpointSlice: they are to come.
    const listed = new Set(endpoints.map(({ pod }) => pod));
    const coming = matching.filter(({ pod, terminating }) => !listed.has(pod) && !terminating);
    const [port] = service.spec?.ports ?? [];
    return {
      key: `/registry/services/specs/${id}`,
      id,
      name,
      namespace,
      type: service.spec?.type ?? "ClusterIP",
      port: port ? portText(port) : "",
      headless: service.spec?.clusterIP === "None",
      hasSelector: selector.length > 0,
      own: matching.some(({ pod }) => own.has(pod)) || endpoints.some(({ pod }) => own.has(pod)),
      endpoints,
      coming: coming.map(({ pod, node }) => ({ pod, node: node ?? "" })),
    };
  });
  const placeOf = ({ id }: ServiceScene): readonly [string, number] => servedFrom.get(id) ?? ["\uffff", 0];
  return scenes.sort((a, b) => {
    const [from, to] = [placeOf(a), placeOf(b)];
    return byName(from[0], to[0]) || from[1] - to[1] || byName(a.id, b.id);
  });
}

function slicesByService(records: Records): ReadonlyMap<string, EndpointSlice[]> {
  const found = new Map<string, EndpointSlice[]>();
  for (const slice of objectsAt<EndpointSlice>(records, "/registry/endpointslices/")) {
    const id = `${slice.metadata.namespace}/${slice.metadata.labels?.["kubernetes.io/service-name"] ?? ""}`;
    found.set(id, [...(found.get(id) ?? []), slice]);
  }
  return found;
}

function endpointsOf(
  slices: readonly EndpointSlice[],
  namespace: string,
  requests: ReadonlyMap<string, number>,
): ServiceScene["endpoints"] {
  const endpoints = slices
    .flatMap((slice) => slice.endpoints ?? [])
    .map(({ targetRef, nodeName, addresses, conditions }) => ({
      pod: targetRef?.name ? `${targetRef.namespace ?? namespace}/${targetRef.name}` : "",
      node: nodeName ?? "",
      ip: addresses[0] ?? "",
      ready: conditions?.ready ?? false,
      terminating: conditions?.terminating ?? false,
    }));
  const total = endpoints.reduce((sum, { pod }) => sum + (requests.get(pod) ?? 0), 0);
  return endpoints.map((each) => ({ ...each, share: total === 0 ? null : (requests.get(each.pod) ?? 0) / total }));
}

type Port = NonNullable<NonNullable<Service["spec"]>["ports"]>[number];

const portText = ({ port, targetPort }: Port): string =>
  targetPort === undefined || targetPort === port ? String(port) : `${port} → ${targetPort}`;
