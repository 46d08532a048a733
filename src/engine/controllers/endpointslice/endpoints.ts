import type { Node, Service, ServicePort } from "../../api/core.ts";
import type { Endpoint } from "../../api/discovery.ts";
import type { Pod } from "../../api/pod.ts";
import { nameOf } from "../objects.ts";
import { isFinished, isReady } from "../podState.ts";

export type SliceEndpoint = Endpoint & { hostname?: string };

/** A port of a slice, as a client connects to it. */
export interface SlicePort {
  name: string;
  port: number;
  protocol: string;
  appProtocol?: string;
}

/** Endpoints that share their ports: named target ports may differ from Pod to Pod. */
export interface EndpointGroup {
  readonly ports: readonly SlicePort[];
  readonly endpoints: readonly SliceEndpoint[];
}

/** Whether a Pod takes part: it has an address and has not ended. One that is terminating still does. */
export const hasEndpoint = (pod: Pod): boolean => !isFinished(pod) && !!pod.status?.podIP;

/** The container port that a Service's port leads to; null when the Pod has no port of that name. */
function targetPort({ port, targetPort: target = port, protocol = "TCP" }: ServicePort, pod: Pod): number | null {
  if (typeof target === "number") return target === 0 ? port : target;
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  for (const container of [...pod.spec.containers, ...sidecars]) {
    const named = container.ports?.find((own) => own.name === target && (own.protocol ?? "TCP") === protocol);
    if (named) return named.containerPort;
  }
  return null;
}

function portsFor(service: Service, pod: Pod): SlicePort[] {
  return (service.spec?.ports ?? []).flatMap((servicePort) => {
    const port = targetPort(servicePort, pod);
    if (port === null) return [];
    const { name = "", protocol = "TCP", appProtocol } = servicePort;
    return [{ name, port, protocol, ...(appProtocol && { appProtocol }) }];
  });
}

function endpointOf(service: Service, pod: Pod, node: Node | undefined): SliceEndpoint {
  const serving = isReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec?.publishNotReadyAddresses ? true : serving && !terminating;
  const { hostname, subdomain, nodeName } = pod.spec;
  const zone = node?.metadata.labels?.["topology.kubernetes.io/zone"];
  return {
    addresses: [pod.status?.podIP ?? ""],
    conditions: { ready, serving, terminating },
    ...(hostname && subdomain === nameOf(service) && { hostname }),
    targetRef: { kind: "Pod", namespace: pod.metadata.namespace, name: nameOf(pod), uid: pod.metadata.uid },
    ...(nodeName && { nodeName }),
    ...(zone && { zone }),
  };
}

/**
 * The endpoints of a Service, by ports. A Pod that is not ready is among them, marked so.
 *
 * Models podToEndpoint and getEndpointPorts of endpointslice/utils.go (v1.34). IPv4 only.
 */
export function endpointGroups(
  service: Service,
  pods: readonly Pod[],
  node: (name: string) => Node | undefined,
): readonly EndpointGroup[] {
  const groups = new Map<string, { ports: SlicePort[]; endpoints: SliceEndpoint[] }>();
  // Only a target port that is a name is looked up in the Pod.
  const varies = service.spec?.ports?.some(({ targetPort }) => typeof targetPort === "string") ?? false;
  let ports: SlicePort[] | null = null;
  let key = "";
  for (const pod of pods) {
    if (ports === null || varies) {
      ports = portsFor(service, pod);
      key = JSON.stringify(ports);
    }
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpointOf(service, pod, node(pod.spec.nodeName ?? "")));
    groups.set(key, group);
  }
  return [...groups.values()];
}
