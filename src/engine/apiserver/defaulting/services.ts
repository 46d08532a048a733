import { ensureRecord, type Fields, recordAt, recordsAt, setAbsent } from "./fields.ts";

/** Models SetDefaults_Service (v1.34). Addresses are allocated later, by the API server's strategy. */
export function defaultService(service: Fields): void {
  const spec = ensureRecord(service, "spec");
  setAbsent(spec, { sessionAffinity: "None", type: "ClusterIP" });
  if (spec.sessionAffinity === "None") delete spec.sessionAffinityConfig;
  else if (spec.sessionAffinity === "ClientIP")
    setAbsent(ensureRecord(ensureRecord(spec, "sessionAffinityConfig"), "clientIP"), { timeoutSeconds: 10800 });
  for (const port of recordsAt(spec, "ports")) {
    setAbsent(port, { protocol: "TCP" });
    if (!port.targetPort) port.targetPort = port.port;
  }
  const isLoadBalancer = spec.type === "LoadBalancer";
  const isOutside =
    isLoadBalancer ||
    spec.type === "NodePort" ||
    (spec.type === "ClusterIP" && Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0);
  if (isOutside) setAbsent(spec, { externalTrafficPolicy: "Cluster" });
  if (spec.type !== "ExternalName") setAbsent(spec, { internalTrafficPolicy: "Cluster" });
  if (isLoadBalancer) setAbsent(spec, { allocateLoadBalancerNodePorts: true });
}

/** Models pkg/apis/networking/v1/defaults.go (v1.34). */
export function defaultNetworkPolicy(policy: Fields): void {
  const spec = ensureRecord(policy, "spec");
  const hasEgress = recordsAt(spec, "egress").length > 0;
  if (!Array.isArray(spec.policyTypes) || spec.policyTypes.length === 0)
    spec.policyTypes = hasEgress ? ["Ingress", "Egress"] : ["Ingress"];
  for (const rule of [...recordsAt(spec, "ingress"), ...recordsAt(spec, "egress")])
    for (const port of recordsAt(rule, "ports")) setAbsent(port, { protocol: "TCP" });
}

/** Models SetDefaults_IngressClass of pkg/apis/networking/v1 (v1.34). */
export function defaultIngressClass(ingressClass: Fields): void {
  const parameters = recordAt(recordAt(ingressClass, "spec"), "parameters");
  if (parameters) setAbsent(parameters, { scope: "Cluster" });
}

/** Models pkg/apis/admissionregistration/v1/defaults.go (v1.34). */
export function defaultWebhooks(configuration: Fields): void {
  for (const webhook of recordsAt(configuration, "webhooks")) {
    setAbsent(webhook, {
      failurePolicy: "Fail",
      matchPolicy: "Equivalent",
      namespaceSelector: {},
      objectSelector: {},
      timeoutSeconds: 10,
    });
    if (configuration.kind === "MutatingWebhookConfiguration") setAbsent(webhook, { reinvocationPolicy: "Never" });
    for (const rule of recordsAt(webhook, "rules")) setAbsent(rule, { scope: "*" });
    const service = recordAt(recordAt(webhook, "clientConfig"), "service");
    if (service) setAbsent(service, { port: 443 });
  }
}
