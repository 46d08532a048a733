import type { KubeletPodRecord, KubernetesObject, Node, Pod, Records } from "../engine/index.ts";

/**
 * Reading the state of a moment. Iteration order of the records depends on how the cursor got there, so everything that
 * lists sorts.
 */

/** `namespace/name`, or the bare name of what has no namespace. */
export function keyOf(object: KubernetesObject): string {
  const { namespace, name = "" } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** The name in a `namespace/name` key. */
export function nameOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

export function namespaceOf(key: string): string | undefined {
  const slash = key.lastIndexOf("/");
  return slash < 0 ? undefined : key.slice(0, slash);
}

const numbers = /(\d+)/;

/** Orders names as people count: node-2 before node-10. */
export function byName(a: string, b: string): number {
  return byParts(a.split(numbers), b.split(numbers));
}

/** Every second part is a number. */
function byParts(left: readonly string[], right: readonly string[]): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    const difference = i % 2 === 1 ? Number(left[i]) - Number(right[i]) : 0;
    if (difference !== 0) return difference;
    return left[i] < right[i] ? -1 : 1;
  }
  return left.length - right.length;
}

const podPrefix = "/registry/pods/";
const nodePrefix = "/registry/minions/";

export function podAt(records: Records, key: string): Pod | undefined {
  return records.get(`${podPrefix}${key}`) as Pod | undefined;
}

/** All objects whose key starts with `prefix`, by name. */
export function objectsAt<T extends KubernetesObject>(records: Records, prefix: string): T[] {
  const found: { parts: string[]; object: T }[] = [];
  for (const [key, value] of records)
    if (key.startsWith(prefix)) found.push({ parts: key.split(numbers), object: value as T });
  return found.sort((a, b) => byParts(a.parts, b.parts)).map(({ object }) => object);
}

export const podsAt = (records: Records): Pod[] => objectsAt<Pod>(records, podPrefix);
export const nodesAt = (records: Records): Node[] => objectsAt<Node>(records, nodePrefix);

/** The zone of a node by its well-known label, or by a plain one as examples have it. */
export const zoneOf = ({ metadata: { labels } }: Node): string | null =>
  labels?.["topology.kubernetes.io/zone"] ?? labels?.zone ?? null;

/** The Pod as its kubelet knows it, ahead of what is published. A mirror shows a Pod that has another UID there. */
export function kubeletRecordOf({ metadata, spec }: Pod, records: Records): KubeletPodRecord | undefined {
  const uid = metadata.annotations?.["kubernetes.io/config.mirror"] ?? metadata.uid ?? "";
  return records.get(`kubelet/${spec.nodeName ?? ""}/pods/${uid}`) as KubeletPodRecord | undefined;
}
