import type { Service } from "../../api/core.ts";
import type { EndpointSlice } from "../../api/discovery.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { age } from "./age.ts";
import { labelsText } from "./labels.ts";
import type { Printer } from "./table.ts";

interface LoadBalancerStatus {
  readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
}

/** More than this of a load balancer's addresses is cut off, without `-o wide`. */
const loadBalancerWidth = 16;

export function loadBalancerText(status: LoadBalancerStatus | undefined, wide: boolean): string {
  const addresses = (status?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || "");
  const text = [...new Set(addresses.filter((address) => address !== ""))].sort().join(",");
  return !wide && text.length > loadBalancerWidth ? `${text.slice(0, loadBalancerWidth - 3)}...` : text;
}

function externalIp({ spec = {}, status }: Service, wide: boolean): string {
  const external = (spec.externalIPs as readonly string[] | undefined) ?? [];
  switch (spec.type) {
    case "ClusterIP":
    case "NodePort":
      return external.join(",") || "<none>";
    case "LoadBalancer": {
      const balanced = loadBalancerText(status?.loadBalancer as LoadBalancerStatus | undefined, wide);
      return [...(balanced === "" ? [] : [balanced]), ...external].join(",") || "<pending>";
    }
    case "ExternalName":
      return spec.externalName ?? "";
    default:
      return "<unknown>";
  }
}

export const servicePrinter: Printer<Service> = {
  columns: ["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age"],
  wide: ["Selector"],
  cells: (service, { now, wide }) => {
    const { metadata, spec = {} } = service;
    const ports = (spec.ports ?? []).map(
      ({ port, nodePort, protocol = "TCP" }) => `${port}${nodePort ? `:${nodePort}` : ""}/${protocol}`,
    );
    return [
      metadata.name ?? "",
      spec.type ?? "",
      spec.clusterIPs?.[0] ?? "<none>",
      externalIp(service, wide),
      ports.join(",") || "<none>",
      age(metadata.creationTimestamp, now),
      labelsText(spec.selector),
    ];
  },
};

/** The first three, and how many more there are; `<unset>` for none. */
function firstThree(list: readonly string[]): string {
  const shown = list.slice(0, 3).join(",");
  return list.length > 3 ? `${shown} + ${list.length - 3} more...` : shown || "<unset>";
}

export const endpointSlicePrinter: Printer<EndpointSlice> = {
  columns: ["Name", "AddressType", "Ports", "Endpoints", "Age"],
  cells: ({ metadata, addressType = "", ports, endpoints }, { now }) => [
    metadata.name ?? "",
    addressType,
    firstThree((ports ?? []).map(({ port, name }) => `${port ?? name ?? "*"}`)),
    firstThree((endpoints ?? []).flatMap(({ addresses }) => addresses)),
    age(metadata.creationTimestamp, now),
  ],
};

interface Ingress extends KubernetesObject {
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly rules?: readonly { readonly host?: string }[];
    readonly tls?: readonly unknown[];
  };
  readonly status?: { readonly loadBalancer?: LoadBalancerStatus };
}

function hostsOf(rules: readonly { readonly host?: string }[]): string {
  const hosts = rules.slice(0, 3).flatMap(({ host }) => (host ? [host] : []));
  if (hosts.length === 0) return "*";
  return rules.length > 3 && hosts.length === 3 ? `${hosts.join(",")} + ${rules.length - 3} more...` : hosts.join(",");
}

export const ingressPrinter: Printer<Ingress> = {
  columns: ["Name", "Class", "Hosts", "Address", "Ports", "Age"],
  cells: ({ metadata, spec = {}, status }, { now, wide }) => [
    metadata.name ?? "",
    spec.ingressClassName ?? "<none>",
    hostsOf(spec.rules ?? []),
    loadBalancerText(status?.loadBalancer, wide),
    spec.tls?.length ? "80, 443" : "80",
    age(metadata.creationTimestamp, now),
  ],
};

interface IngressClass extends KubernetesObject {
  readonly spec?: {
    readonly controller?: string;
    readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  };
}

export const ingressClassPrinter: Printer<IngressClass> = {
  columns: ["Name", "Controller", "Parameters", "Age"],
  cells: ({ metadata, spec = {} }, { now }) => {
    const { parameters } = spec;
    const group = parameters?.apiGroup ? `.${parameters.apiGroup}` : "";
    return [
      metadata.name ?? "",
      spec.controller ?? "",
      parameters ? `${parameters.kind}${group}/${parameters.name}` : "<none>",
      age(metadata.creationTimestamp, now),
    ];
  },
};
