import { decodingProblem, type KubernetesObject, kindOf, type Pod } from "../engine/index.ts";

/**
 * Whether an object is there before anything is applied: Nodes, Pods that are on one, and whatever else has a UID, since
 * only a cluster gives UIDs. A Pending Pod of such a paste is applied all the same: it is what one wants to watch.
 */
export function isCluster(object: KubernetesObject): boolean {
  if (object.kind === "Node") return true;
  if (object.kind === "Pod") return Boolean((object as Pod).spec?.nodeName) && (object as Pod).status !== undefined;
  return object.metadata.uid !== undefined && kindOf(object.apiVersion, object.kind)?.served === true;
}

/** Why an object of the cluster can't be taken as it is, and at which field; null when it can. */
export function unreadable(object: KubernetesObject): { readonly path: string; readonly message: string } | null {
  const problem = decodingProblem(object);
  if (problem) return problem;
  if (!object.metadata.name)
    return { path: "metadata.name", message: "metadata.name: Required value: name or generateName is required" };
  if (object.kind === "Pod" && !(object as Pod).spec.containers?.length) {
    return { path: "spec.containers", message: "spec.containers: Required value" };
  }
  return null;
}

/** What the API server gave an object in another cluster says nothing here. */
export function withoutServerFields(object: KubernetesObject): KubernetesObject {
  const { uid, resourceVersion, creationTimestamp, generation, managedFields, deletionTimestamp, ...metadata } =
    object.metadata;
  const exported = uid !== undefined || resourceVersion !== undefined;
  return exported ? { ...object, metadata } : object;
}
