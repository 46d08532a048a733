import type { PodStatus } from "../../api/pod.ts";

type Addresses = readonly { readonly ip?: string }[] | undefined;

/** One address and the list of them say the same: the one counts where they differ, and stands for a missing list. */
function addressList(single: string | undefined, list: Addresses): Addresses {
  if (!single) return list;
  return list?.[0]?.ip === single ? list : [{ ip: single }];
}

function withAddresses(status: PodStatus, single: "podIP" | "hostIP", list: "podIPs" | "hostIPs"): PodStatus {
  const fields = status as { readonly [field: string]: unknown };
  const addresses = addressList(fields[single] as string | undefined, fields[list] as Addresses);
  const first = addresses?.[0]?.ip;
  if (!addresses?.length || !first) return status;
  return { ...status, [single]: first, [list]: addresses } as PodStatus;
}

/** Generations that were observed are not forgotten by clients that do not know of them. */
function withGenerations(status: PodStatus, old: PodStatus): PodStatus {
  const left = [...(old.conditions ?? [])];
  const conditions = status.conditions?.map((condition) => {
    const at = left.findIndex(({ type }) => type === condition.type);
    const [before] = at < 0 ? [] : left.splice(at, 1);
    const { observedGeneration } = condition as { readonly observedGeneration?: number };
    const kept = (before as { readonly observedGeneration?: number } | undefined)?.observedGeneration;
    return observedGeneration || !kept ? condition : { ...condition, observedGeneration: kept };
  });
  const generation = status.observedGeneration || old.observedGeneration;
  return { ...status, ...(conditions && { conditions }), ...(generation && { observedGeneration: generation }) };
}

/**
 * A Pod's status as it is written over the old one. Models podStatusStrategy.PrepareForUpdate and the conversion of
 * core/v1's PodStatus (v1.34).
 */
export function preparePodStatus(status: PodStatus = {}, old: PodStatus = {}): PodStatus {
  const withQos = status.qosClass || !old.qosClass ? status : { ...status, qosClass: old.qosClass };
  const addressed = withAddresses(withAddresses(withQos, "podIP", "podIPs"), "hostIP", "hostIPs");
  return withGenerations(addressed, old);
}
