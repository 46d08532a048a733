import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { Change, ObjectEdit } from "./model.ts";

/** Where a person would change a Pod: in itself, or in the template of what it came from. */
export interface Origin {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Where in that object the Pod's metadata and spec are. */
  readonly path: readonly string[];
}

/** Follows the owners of a Pod up to the object that somebody wrote. */
export function originOf(pod: Pod, objects: readonly KubernetesObject[]): Origin {
  const namespace = pod.metadata.namespace ?? "default";
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  let top: KubernetesObject = pod;
  // Owners that own each other would never end; nothing in Kubernetes has four levels.
  for (let level = 0; level < 4; level++) {
    const owner = top.metadata.ownerReferences?.find(({ controller }) => controller);
    const object = owner && byUid.get(owner.uid);
    if (!object || object.kind === "Node") break;
    top = object;
  }
  const path =
    top === pod ? [] : top.kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
  return { kind: top.kind, namespace, name: top.metadata.name ?? "", path };
}

/** The changes with the Pod's edits turned into edits of where it came from. */
export function written(changes: readonly Change[], { path: prefix, ...origin }: Origin): readonly Change[] {
  return changes.map((change) => ({
    ...change,
    edits: change.edits.map(
      (edit): ObjectEdit => (edit.kind === "Node" ? edit : { ...edit, ...origin, path: [...prefix, ...edit.path] }),
    ),
  }));
}
