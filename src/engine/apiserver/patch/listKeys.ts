/**
 * How the lists of an object are merged, by the type that holds them and the field's name.
 *
 * Facts of k8s.io/api (v1.34): the patchMergeKey tags, and the x-kubernetes-list-type and -list-map-keys of the schema.
 */
interface ListRule {
  /** What a strategic merge patch tells items apart by; `""`: the values themselves. */
  readonly mergeKey: string;
  /** What server-side apply tells them apart by, where that is more. */
  readonly applyKeys?: readonly string[];
}

const rules: { readonly [field: string]: ListRule } = {
  "ObjectMeta.ownerReferences": { mergeKey: "uid" },
  "ObjectMeta.finalizers": { mergeKey: "" },
  "PodSpec.volumes": { mergeKey: "name" },
  "PodSpec.containers": { mergeKey: "name" },
  "PodSpec.initContainers": { mergeKey: "name" },
  "PodSpec.ephemeralContainers": { mergeKey: "name" },
  "PodSpec.imagePullSecrets": { mergeKey: "name" },
  "PodSpec.hostAliases": { mergeKey: "ip" },
  "PodSpec.topologySpreadConstraints": {
    mergeKey: "topologyKey",
    applyKeys: ["topologyKey", "whenUnsatisfiable"],
  },
  "PodSpec.schedulingGates": { mergeKey: "name" },
  "PodSpec.resourceClaims": { mergeKey: "name" },
  "Container.ports": { mergeKey: "containerPort", applyKeys: ["containerPort", "protocol"] },
  "Container.env": { mergeKey: "name" },
  "Container.volumeMounts": { mergeKey: "mountPath" },
  "Container.volumeDevices": { mergeKey: "devicePath" },
  "EphemeralContainer.ports": { mergeKey: "containerPort", applyKeys: ["containerPort", "protocol"] },
  "EphemeralContainer.env": { mergeKey: "name" },
  "EphemeralContainer.volumeMounts": { mergeKey: "mountPath" },
  "NodeSpec.podCIDRs": { mergeKey: "" },
  "ServiceSpec.ports": { mergeKey: "port", applyKeys: ["port", "protocol"] },
  "ServiceAccount.secrets": { mergeKey: "name" },
  "*.conditions": { mergeKey: "type" },
  "PodStatus.podIPs": { mergeKey: "ip" },
  "NodeStatus.addresses": { mergeKey: "type" },
  "MutatingWebhookConfiguration.webhooks": { mergeKey: "name" },
  "ValidatingWebhookConfiguration.webhooks": { mergeKey: "name" },
};

/** How the list under a field is merged; undefined for a list that is replaced whole. */
export function listRuleOf(type: string, field: string): ListRule | undefined {
  return rules[`${type}.${field}`] ?? rules[`*.${field}`];
}
