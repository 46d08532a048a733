import type { Container, Pod } from "../api/pod.ts";
import { milliOf, nanoQuantity, podRequests, unitsOf } from "../api/podResources.ts";
import { quantityOf, roundedDown } from "./amounts.ts";
import { editObject } from "./editObject.ts";
import type { EditStep } from "./model.ts";

interface FieldEdit {
  readonly path: readonly EditStep[];
  readonly value: string;
}

function amountOf(resource: string, nano: bigint): number {
  return Number(resource === "cpu" ? milliOf(nano) : unitsOf(nano));
}

export function requestOf(pod: Pod, resource: string): number {
  return amountOf(resource, podRequests(pod).get(resource) ?? 0n);
}

/** How the manifest writes what it requests of a resource. */
export function writtenRequest({ spec }: Pod, resource: string): number | string | undefined {
  const all = [spec, ...spec.containers, ...(spec.initContainers ?? [])];
  return all.map(({ resources }) => resources?.requests?.[resource]).find((written) => written !== undefined);
}

/** Kubernetes wants requests and limits of these to be equal; cpu, memory and ephemeral storage may burst. */
const mayBurst = (resource: string): boolean =>
  resource === "cpu" || resource === "memory" || resource === "ephemeral-storage";

/**
 * The fields that bring what the Pod requests of a resource down to at most `target`: one container's when that is
 * enough, else all in proportion. null when there is no positive amount to ask for.
 */
export function lowerRequests(pod: Pod, resource: string, target: number): readonly FieldEdit[] | null {
  if (target <= 0) return null;
  const { resources, containers, initContainers = [] } = pod.spec;
  const overhead = amountOf(resource, nanoQuantity(pod.spec.overhead?.[resource] ?? "0"));
  const asked = requestOf(pod, resource);
  if (resources?.requests?.[resource] !== undefined) {
    const to = roundedDown(resource, target - overhead);
    const held = { requests: resources.requests, limits: resources.limits };
    return to > 0 ? fieldsOf(["spec", "resources"], held, resource, to) : null;
  }
  const requests = [
    ...containers.map((container, i) => requestIn(container, ["spec", "containers", i], resource)),
    ...initContainers.map((container, i) => requestIn(container, ["spec", "initContainers", i], resource)),
  ].filter(({ amount }) => amount > 0);
  for (const { container, path, amount } of requests.toSorted((a, b) => b.amount - a.amount)) {
    const to = roundedDown(resource, amount - (asked - target));
    if (to <= 0) continue;
    const fields = fieldsOf([...path, "resources"], container.resources ?? {}, resource, to);
    if (requestOf(applied(pod, fields), resource) <= target) return fields;
  }
  const share = (target - overhead) / (asked - overhead);
  const scaled = requests.flatMap(({ container, path, amount }) => {
    const to = roundedDown(resource, amount * share);
    return to > 0 ? fieldsOf([...path, "resources"], container.resources ?? {}, resource, to) : [];
  });
  return scaled.length > 0 && requestOf(applied(pod, scaled), resource) <= target ? scaled : null;
}

function requestIn(container: Container, path: readonly EditStep[], resource: string) {
  const amount = amountOf(resource, nanoQuantity(container.resources?.requests?.[resource] ?? "0"));
  return { container, path, amount };
}

function fieldsOf(
  path: readonly EditStep[],
  { requests, limits }: NonNullable<Container["resources"]>,
  resource: string,
  to: number,
): FieldEdit[] {
  const value = quantityOf(resource, to, requests?.[resource]);
  const request: FieldEdit = { path: [...path, "requests", resource], value };
  const isTied = limits?.[resource] !== undefined && !mayBurst(resource);
  return isTied ? [request, { path: [...path, "limits", resource], value }] : [request];
}

function applied(pod: Pod, fields: readonly FieldEdit[]): Pod {
  return fields.reduce((changed, { path, value }) => editObject(changed, path, value), pod);
}
