import type { ResourceList } from "../../../api/meta.ts";
import type { Container, Pod } from "../../../api/pod.ts";
import { addQuantities, canonicalQuantity, compareQuantities, milliValueBig } from "../../../api/quantity.ts";

/** What is asked for and what it may grow to, of one thing: a container, a Pod, a claim. */
export interface Amounts {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

/** Why a minimum is not kept, or null. */
export function belowMinimum(type: string, resource: string, minimum: string, { requests, limits }: Amounts) {
  const rule = `minimum ${resource} usage per ${type} is ${minimum}`;
  const request = requests[resource];
  const limit = limits[resource];
  if (request === undefined) return `${rule}.  No request is specified`;
  if (compareQuantities(request, minimum) < 0) return `${rule}, but request is ${canonicalQuantity(request)}`;
  if (limit !== undefined && compareQuantities(limit, minimum) < 0) {
    return `${rule}, but limit is ${canonicalQuantity(limit)}`;
  }
  return null;
}

/** Why a maximum is not kept, or null. */
export function aboveMaximum(type: string, resource: string, maximum: string, { requests, limits }: Amounts) {
  const rule = `maximum ${resource} usage per ${type} is ${maximum}`;
  const request = requests[resource];
  const limit = limits[resource];
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (compareQuantities(limit, maximum) > 0) return `${rule}, but limit is ${canonicalQuantity(limit)}`;
  if (request !== undefined && compareQuantities(request, maximum) > 0) {
    return `${rule}, but request is ${canonicalQuantity(request)}`;
  }
  return null;
}

/** Claims have no limits: their request is held against the maximum. */
export function requestAboveMaximum(type: string, resource: string, maximum: string, { requests }: Amounts) {
  const rule = `maximum ${resource} usage per ${type} is ${maximum}`;
  const request = requests[resource];
  if (request === undefined) return `${rule}.  No request is specified`;
  return compareQuantities(request, maximum) > 0 ? `${rule}, but request is ${canonicalQuantity(request)}` : null;
}

/** Why the limit is too far above the request, or null. */
export function aboveRatio(type: string, resource: string, ratio: string, { requests, limits }: Amounts) {
  const rule = `${resource} max limit to request ratio per ${type} is ${ratio}`;
  const request = milliValueBig(requests[resource] ?? "0");
  const limit = milliValueBig(limits[resource] ?? "0");
  if (request === 0n) return `${rule}, but no request is specified or request is 0`;
  if (limit === 0n) return `${rule}, but no limit is specified or limit is 0`;
  if (limit * 1000n <= request * milliValueBig(ratio)) return null;
  return `${rule}, but provided ratio is ${(Number(limit) / Number(request)).toFixed(6)}`;
}

export function amountsOf({ resources }: Container): Amounts {
  return { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} };
}

function plus(a: ResourceList, b: ResourceList): ResourceList {
  const sum = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const present = sum[name];
    sum[name] = present === undefined ? amount : addQuantities(present, amount);
  }
  return sum;
}

function larger(a: ResourceList, b: ResourceList): ResourceList {
  const most = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const present = most[name];
    if (present === undefined || compareQuantities(amount, present) > 0) most[name] = amount;
  }
  return most;
}

/** All containers and sidecars together, or the init container that needs more beside the sidecars before it. */
function podSum(pod: Pod, side: keyof Amounts): ResourceList {
  let total: ResourceList = {};
  for (const container of pod.spec.containers) total = plus(total, amountsOf(container)[side]);
  let sidecars: ResourceList = {};
  let peak: ResourceList = {};
  for (const container of pod.spec.initContainers ?? []) {
    const own = amountsOf(container)[side];
    if (container.restartPolicy === "Always") {
      total = plus(total, own);
      sidecars = plus(sidecars, own);
      peak = larger(peak, sidecars);
    } else {
      peak = larger(peak, plus(own, sidecars));
    }
  }
  return larger(total, peak);
}

export function podAmounts(pod: Pod): Amounts {
  return { requests: podSum(pod, "requests"), limits: podSum(pod, "limits") };
}
