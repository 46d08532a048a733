import type { Service } from "../../api/core.ts";
import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import type { Pod, PodTemplateSpec } from "../../api/pod.ts";
import { find } from "../console/find.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";
import { generated, generatorFlags } from "./generated.ts";
import { nothingNamed } from "./named.ts";

type Workload = KubernetesObject & {
  readonly spec?: {
    readonly selector?: LabelSelector & { [key: string]: string };
    readonly template?: PodTemplateSpec;
  };
};

/** What an object's Pods are chosen by, or why there is no such thing. Models MapBasedSelectorForObject (v1.34). */
function selectorOf(object: KubernetesObject): { readonly [key: string]: string } | { readonly error: string } {
  const { spec } = object as Workload;
  switch (object.kind) {
    case "Pod":
      return object.metadata.labels && Object.keys(object.metadata.labels).length > 0
        ? object.metadata.labels
        : { error: "the pod has no labels and cannot be exposed" };
    case "Service":
      return (object as Service).spec?.selector ?? { error: "the service has no pod selector set" };
    case "ReplicationController":
      return (spec?.selector as { [key: string]: string } | undefined) ?? {};
    default:
      if ((spec?.selector?.matchExpressions ?? []).length > 0)
        return {
          error: `couldn't convert expressions - "${JSON.stringify(spec?.selector?.matchExpressions)}" to map-based selector format`,
        };
      return spec?.selector?.matchLabels ?? {};
  }
}

function portsOf(object: KubernetesObject): readonly { readonly port: number; readonly protocol: string }[] {
  if (object.kind === "Service")
    return ((object as Service).spec?.ports ?? []).map(({ port, protocol = "TCP" }) => ({ port, protocol }));
  const spec = object.kind === "Pod" ? (object as Pod).spec : (object as Workload).spec?.template?.spec;
  return (spec?.containers ?? []).flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = "TCP" }) => ({ port: containerPort, protocol })),
  );
}

const exposable = ["Pod", "Service", "ReplicationController", "Deployment", "ReplicaSet"];
const types = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];

function run(call: Call): ConsoleResult {
  const { flags } = call;
  const findings = find(call);
  const missing = nothingNamed(call, findings);
  if (missing) return missing;
  if ("error" in findings) return refusal(findings.error);
  if (findings.errors.length > 0) return refusal(findings.errors.join("\n"));
  const [{ kind, objects }] = findings.found;
  const [target] = objects;
  if (!exposable.includes(kind.kind)) return refusal(`error: cannot expose a ${kind.kind}`);
  const introspected = selectorOf(target);
  if ("error" in introspected && typeof introspected.error === "string" && !flags.has("selector"))
    return refusal(`error: couldn't retrieve selectors via --selector flag or introspection: ${introspected.error}`);
  const selector = flags.has("selector")
    ? Object.fromEntries(flags.list("selector").map((pair) => pair.split("=") as [string, string]))
    : introspected;
  const given = flags.number("port");
  const ports = given === undefined ? portsOf(target) : [{ port: given, protocol: flags.text("protocol") ?? "TCP" }];
  if (ports.length === 0) return usageError(call, "couldn't find port via --port flag or introspection");
  const type = flags.text("type");
  if (type !== undefined && !types.includes(type)) return refusal(`error: invalid service type: ${type}`);
  const targetPort = flags.text("target-port");
  const { labels } = target.metadata;
  const name = flags.text("name") ?? target.metadata.name ?? "";
  const object = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { ...(labels && { labels }), name },
    spec: {
      ports: ports.map(({ port, protocol }, i) => ({
        ...(ports.length > 1 && { name: `port-${i + 1}` }),
        port,
        protocol: flags.text("protocol") ?? protocol,
        targetPort: targetPort === undefined ? port : /^\d+$/.test(targetPort) ? Number(targetPort) : targetPort,
      })),
      selector,
      ...(type !== undefined && { type }),
    },
    status: { loadBalancer: {} },
  } as KubernetesObject;
  return generated(call, { object, done: "exposed" });
}

/** Models kubectl's pkg/cmd/expose (v1.34). */
export const expose: Verb = {
  name: "expose",
  short: "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service",
  usage:
    "expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]",
  examples: ["kubectl expose deployment web --port=80 --target-port=8000"],
  flags: [
    ...generatorFlags,
    { name: "name", is: "string", about: "The name for the newly created object." },
    {
      name: "port",
      is: "int",
      about: "The port that the service should serve on. Copied from the resource being exposed, if unspecified",
    },
    {
      name: "protocol",
      is: "string",
      about: "The network protocol for the service to be created. Default is 'TCP'.",
      values: ["TCP", "UDP", "SCTP"],
    },
    {
      name: "selector",
      is: "string",
      about: "A label selector to use for this service. Only equality-based selector requirements are supported.",
    },
    {
      name: "target-port",
      is: "string",
      about: "Name or number for the port on the container that the service should direct traffic to. Optional.",
    },
    {
      name: "type",
      is: "string",
      about: "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'.",
      values: types,
    },
  ],
  absent:
    "allocate-load-balancer-node-ports cluster-ip external-ip field-manager filename kustomize labels load-balancer-ip override-type overrides recursive save-config session-affinity show-managed-fields template",
  completes: ["resource", "name"],
  run,
};
