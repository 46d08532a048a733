import type { KubernetesObject } from "../../api/meta.ts";
import { addressWarnings, rangeWarnings } from "./addresses.ts";
import { unnamedLabelWarning } from "./nodeLabels.ts";

interface Node extends KubernetesObject {
  readonly spec?: {
    readonly configSource?: unknown;
    readonly externalID?: string;
    readonly podCIDRs?: readonly string[];
  };
}

/** Models the warnings of pkg/registry/core/node (v1.34). */
export function nodeWarnings({ spec: { configSource, externalID, podCIDRs = [] } = {} }: Node): string[] {
  return [
    ...(configSource ? ["spec.configSource: the feature is removed"] : []),
    ...(externalID ? ["spec.externalID: this field is deprecated, and is unused by Kubernetes"] : []),
    ...podCIDRs.flatMap((range, index) => rangeWarnings(`spec.podCIDRs[${index}]`, range)),
  ];
}

interface StorageClass extends KubernetesObject {
  readonly allowedTopologies?: readonly { readonly matchLabelExpressions?: readonly { readonly key?: string }[] }[];
}

/** Models pkg/api/storage: GetWarningsForStorageClass (v1.34). */
export function storageClassWarnings({ allowedTopologies = [] }: StorageClass): string[] {
  return allowedTopologies.flatMap(({ matchLabelExpressions = [] }, topology) =>
    matchLabelExpressions.flatMap(({ key = "" }, index) =>
      unnamedLabelWarning(`allowedTopologies[${topology}].matchLabelExpressions[${index}].key`, key),
    ),
  );
}

interface RuntimeClass extends KubernetesObject {
  readonly scheduling?: { readonly nodeSelector?: { readonly [key: string]: string } };
}

/** Models pkg/api/node: GetWarningsForRuntimeClass (v1.34). */
export function runtimeClassWarnings({ scheduling }: RuntimeClass): string[] {
  return Object.keys(scheduling?.nodeSelector ?? {})
    .sort()
    .flatMap((key) => unnamedLabelWarning("scheduling.nodeSelector", key));
}

interface EndpointSlice extends KubernetesObject {
  readonly addressType?: string;
  readonly endpoints?: readonly { readonly addresses?: readonly string[] }[] | null;
}

/** Models the warnings of pkg/registry/discovery/endpointslice (v1.34). */
export function endpointSliceWarnings({ addressType, endpoints }: EndpointSlice): string[] {
  if (addressType === "FQDN") return [];
  return (endpoints ?? []).flatMap(({ addresses = [] }, endpoint) =>
    addresses.flatMap((address, index) => addressWarnings(`endpoints[${endpoint}].addresses[${index}]`, address)),
  );
}

interface Peer {
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] };
}

interface NetworkPolicy extends KubernetesObject {
  readonly spec?: {
    readonly ingress?: readonly { readonly from?: readonly Peer[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[] }[];
  };
}

/** Models the warnings of pkg/registry/networking/networkpolicy (v1.34). */
export function networkPolicyWarnings({ spec: { ingress = [], egress = [] } = {} }: NetworkPolicy): string[] {
  const ofPeers = (path: string, peers: readonly Peer[] = []): string[] =>
    peers.flatMap(({ ipBlock }, index) => {
      if (!ipBlock) return [];
      const at = `${path}[${index}].ipBlock`;
      return [
        ...rangeWarnings(`${at}.cidr`, ipBlock.cidr ?? ""),
        ...(ipBlock.except ?? []).flatMap((range, except) => rangeWarnings(`${at}.except[${except}]`, range)),
      ];
    });
  return [
    ...ingress.flatMap(({ from }, index) => ofPeers(`spec.ingress[${index}].from`, from)),
    ...egress.flatMap(({ to }, index) => ofPeers(`spec.egress[${index}].to`, to)),
  ];
}
