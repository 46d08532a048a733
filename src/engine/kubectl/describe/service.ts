import type { Service } from "../../api/core.ts";
import type { EndpointSlice } from "../../api/discovery.ts";
import { resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { IngressClass } from "../../api/networking.ts";
import { objectAt, objectsOf } from "../console/cluster.ts";
import { labelsText } from "../print/labels.ts";
import { loadBalancerText } from "../print/service.ts";
import type { DescribeContext, Describer } from "./description.ts";

const sliceKind = resourceByName("endpointslices")!;
const serviceKind = resourceByName("services")!;

/** The ready endpoints of a Service's port: the first three, and how many more. Models formatEndpointSlices (v1.34). */
function endpointsOf(
  service: string,
  namespace: string | undefined,
  port: string,
  { records }: DescribeContext,
): string {
  const slices = objectsOf<EndpointSlice>(records, sliceKind, namespace).filter(
    ({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service,
  );
  if (slices.length === 0) return "<none>";
  const addresses = slices.flatMap(({ ports = [], endpoints = [] }) => {
    const ready = endpoints
      .filter(({ conditions }) => conditions?.ready !== false)
      .map(({ addresses }) => addresses[0]);
    if (ports.length === 0) return ready;
    return ports
      .filter(({ name }) => (name ?? "") === port)
      .flatMap(({ port: number }) => ready.map((address) => `${address}:${number}`));
  });
  const shown = addresses.slice(0, 3).join(",");
  return addresses.length > 3 ? `${shown} + ${addresses.length - 3} more...` : shown;
}

interface LoadBalancerStatus {
  readonly ingress?: readonly { readonly ip?: string; readonly ipMode?: string; readonly hostname?: string }[];
}

function ingressText({ ip, ipMode, hostname = "" }: NonNullable<LoadBalancerStatus["ingress"]>[number]): string {
  return ip ? `${ip}${ipMode ? ` (${ipMode})` : ""}` : hostname;
}

/** Models describeService of kubectl's pkg/describe/describe.go (v1.34). */
export const describeService: Describer<Service> = (description, service, context) => {
  const { metadata, spec = {}, status } = service;
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "Selector", labelsText(spec.selector)).field(0, "Type", spec.type ?? "");
  if (spec.ipFamilyPolicy) description.field(0, "IP Family Policy", spec.ipFamilyPolicy);
  description.field(0, "IP Families", spec.ipFamilies?.join(",") || "<none>");
  description.field(0, "IP", spec.clusterIP ?? "").field(0, "IPs", spec.clusterIPs?.join(",") || "<none>");
  const external = (spec.externalIPs as readonly string[] | undefined) ?? [];
  if (external.length > 0) description.field(0, "External IPs", external.join(","));
  if (spec.externalName) description.field(0, "External Name", spec.externalName);
  if (spec.loadBalancerIP) description.field(0, "Desired LoadBalancer IP", String(spec.loadBalancerIP));
  const { ingress = [] } = (status?.loadBalancer as LoadBalancerStatus | undefined) ?? {};
  if (ingress.length > 0) description.field(0, "LoadBalancer Ingress", ingress.map(ingressText).join(", "));
  for (const { name = "", port, protocol = "TCP", targetPort = port, nodePort } of spec.ports ?? []) {
    const shown = name || "<unset>";
    description.line(0, "Port:", shown, `${port}/${protocol}`).field(0, "TargetPort", `${targetPort}/${protocol}`);
    if (nodePort) description.line(0, "NodePort:", shown, `${nodePort}/${protocol}`);
    description.field(0, "Endpoints", endpointsOf(metadata.name ?? "", metadata.namespace, name, context));
  }
  description.field(0, "Session Affinity", spec.sessionAffinity ?? "");
  if (spec.externalTrafficPolicy) description.field(0, "External Traffic Policy", spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy) description.field(0, "Internal Traffic Policy", spec.internalTrafficPolicy);
  if (spec.healthCheckNodePort) description.field(0, "HealthCheck NodePort", Number(spec.healthCheckNodePort));
  const ranges = (spec.loadBalancerSourceRanges as readonly string[] | undefined) ?? [];
  if (ranges.length > 0) description.field(0, "LoadBalancer Source Ranges", ranges.join(","));
};

interface Backend {
  readonly service?: { readonly name: string; readonly port?: { readonly number?: number; readonly name?: string } };
  readonly resource?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
}

interface Ingress extends KubernetesObject {
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: Backend;
    readonly tls?: readonly { readonly secretName?: string; readonly hosts?: readonly string[] }[];
    readonly rules?: readonly {
      readonly host?: string;
      readonly http?: { readonly paths?: readonly { readonly path?: string; readonly backend: Backend }[] };
    }[];
  };
  readonly status?: { readonly loadBalancer?: Parameters<typeof loadBalancerText>[0] };
}

function backendText({ service, resource }: Backend, namespace: string | undefined, context: DescribeContext): string {
  if (resource) return `APIGroup: ${resource.apiGroup ?? "<none>"}, Kind: ${resource.kind}, Name: ${resource.name}`;
  if (!service) return "";
  const { name, port } = service;
  const shown = `${name}:${port?.name || port?.number || ""}`;
  const live = objectAt<Service>(context.records, serviceKind, namespace, name);
  if (!live) return `${shown} (<error: services "${name}" not found>)`;
  const used = live.spec?.ports?.find((each) => (port?.number ? each.port === port.number : each.name === port?.name));
  return `${shown} (${endpointsOf(name, namespace, used?.name ?? "", context)})`;
}

/** Models describeIngressV1 of kubectl's pkg/describe/describe.go (v1.34). */
export const describeIngress: Describer<Ingress> = (description, ingress, context) => {
  const { metadata, spec = {}, status } = ingress;
  const backend = (given: Backend): string => backendText(given, metadata.namespace, context);
  description.field(0, "Name", metadata.name ?? "").labels("Labels", metadata.labels);
  description.field(0, "Namespace", metadata.namespace ?? "");
  description.field(0, "Address", loadBalancerText(status?.loadBalancer, true));
  description.field(0, "Ingress Class", spec.ingressClassName ?? "<none>");
  const defaultBackend = spec.defaultBackend ? backend(spec.defaultBackend) : "<default>";
  description.field(0, "Default backend", defaultBackend);
  if (spec.tls?.length) description.line(0, "TLS:");
  for (const { secretName, hosts = [] } of spec.tls ?? [])
    description.line(1, secretName ? `${secretName} terminates ${hosts.join(",")}` : `SNI routes ${hosts.join(",")}`);
  description.line(0, "Rules:").line(1, "Host", "Path", "Backends").line(1, "----", "----", "--------");
  const rules = (spec.rules ?? []).filter(({ http }) => http !== undefined);
  for (const { host, http } of rules) {
    description.line(1, host || "*", "");
    for (const { path = "", backend: to } of http?.paths ?? []) description.line(2, "", `${path} `, backend(to));
  }
  if (rules.length === 0) description.line(1, "*", "*", defaultBackend);
  description.annotations("Annotations", metadata.annotations);
};

/** Models describeIngressClassV1. */
export const describeIngressClass: Describer<IngressClass> = (description, { metadata, spec = {} }) => {
  description.field(0, "Name", metadata.name ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "Controller", spec.controller ?? "");
  const { parameters } = spec;
  if (!parameters) return;
  description.line(0, "Parameters:");
  if (parameters.apiGroup) description.field(1, "APIGroup", parameters.apiGroup);
  description.field(1, "Kind", parameters.kind ?? "").field(1, "Name", parameters.name ?? "");
};

/** Models describeEndpointSliceV1. */
export const describeEndpointSlice: Describer<EndpointSlice> = (description, slice) => {
  const { metadata, addressType = "", ports = [], endpoints = [] } = slice;
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "AddressType", addressType);
  if (ports.length === 0) description.line(0, "Ports: <unset>");
  else description.line(0, "Ports:").line(1, "Name", "Port", "Protocol").line(1, "----", "----", "--------");
  for (const { name, port = "<unset>", protocol = "TCP" } of ports)
    description.line(1, name || "<unset>", port, protocol);
  description.line(0, endpoints.length === 0 ? "Endpoints: <none>" : "Endpoints:");
  for (const { addresses, conditions, targetRef, nodeName = "<unset>", zone = "<unset>" } of endpoints) {
    description.line(1, "- Addresses:", addresses.join(", ") || "<none>").line(2, "Conditions:");
    description.field(3, "Ready", conditions?.ready ?? "<unset>").field(2, "Hostname", "<unset>");
    if (targetRef) description.field(2, "TargetRef", `${targetRef.kind}/${targetRef.name}`);
    description.field(2, "NodeName", nodeName).field(2, "Zone", zone);
  }
};
