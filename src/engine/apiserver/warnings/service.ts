import type { Service } from "../../api/core.ts";
import { addressWarnings, rangeWarnings } from "./addresses.ts";

const hints = "service.kubernetes.io/topology-aware-hints";

interface Spec {
  readonly type?: string;
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly externalIPs?: readonly string[];
  readonly externalName?: string;
  readonly loadBalancerIP?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly sessionAffinity?: string;
}

function headlessWarnings({ type, clusterIP, loadBalancerIP, externalIPs = [], sessionAffinity }: Spec): string[] {
  if (type !== "ClusterIP" || clusterIP !== "None") return [];
  return [
    ...(loadBalancerIP ? ["spec.loadBalancerIP is ignored for headless services"] : []),
    ...(externalIPs.length > 0 ? ["spec.externalIPs is ignored for headless services"] : []),
    ...(sessionAffinity ? ["spec.SessionAffinity is ignored for headless services"] : []),
  ];
}

/** Models pkg/api/service/warnings.go (v1.34). */
export function serviceWarnings({ metadata, spec: given = {} }: Service): string[] {
  const spec = given as Spec;
  const { type, clusterIPs = [], externalIPs = [], externalName, loadBalancerIP, loadBalancerSourceRanges = [] } = spec;
  const addresses = (field: string, list: readonly string[]) =>
    list.flatMap((address, index) => addressWarnings(`spec.${field}[${index}]`, address));
  return [
    ...(Object.hasOwn(metadata.annotations ?? {}, hints)
      ? [`annotation ${hints} is deprecated, please use service.kubernetes.io/topology-mode instead`]
      : []),
    ...addresses("clusterIPs", clusterIPs),
    ...headlessWarnings(spec),
    ...addresses("externalIPs", externalIPs),
    ...(loadBalancerIP ? addressWarnings("spec.loadBalancerIP", loadBalancerIP) : []),
    ...loadBalancerSourceRanges.flatMap((range, index) =>
      rangeWarnings(`spec.loadBalancerSourceRanges[${index}]`, range.trim()),
    ),
    ...(type === "ExternalName" && externalIPs.length > 0
      ? ['spec.externalIPs is ignored when spec.type is "ExternalName"']
      : []),
    ...(type !== "ExternalName" && externalName
      ? ['spec.externalName is ignored when spec.type is not "ExternalName"']
      : []),
  ];
}
