import { kinds } from "../../api/kinds.ts";

/** The kinds that an autoscaler can scale here. */
export const scaledResources: { readonly [kind: string]: string } = {
  Deployment: "deployments",
  ReplicaSet: "replicasets",
  ReplicationController: "replicationcontrollers",
  StatefulSet: "statefulsets",
};

/** Why there is no scale to read: nobody knows the kind, it has none, or the object is not there. */
export function targetProblem(kind: string, apiVersion: string, name: string): string {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const known = kinds.find((info) => info.kind === kind && info.group === group);
  if (!known) return `no matches for kind "${kind}" in group "${group}"`;
  if (!scaledResources[kind]) return "the server could not find the requested resource";
  return `${known.resource}${group && `.${group}`} "${name}" not found`;
}

/**
 * Why the scale changes, from what the metrics ask for now. Where they ask for no change, and only a recent
 * recommendation is higher, upstream's reason is empty.
 */
export function reasonOf(proposed: number, current: number, metric: string): string {
  if (proposed > current) return `${metric} above target`;
  return proposed < current ? "All metrics below target" : "";
}
