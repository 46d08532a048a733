import { etcdKeyOf, type KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Records } from "../../kernel/records.ts";

/** An object of a kind, or undefined when etcd has none of this name. */
export function objectAt<T extends KubernetesObject>(
  records: Records,
  kind: KindInfo,
  namespace: string | undefined,
  name: string,
): T | undefined {
  return records.get(etcdKeyOf(kind, namespace, name)) as T | undefined;
}

/** All objects of a kind in the order in which the API server lists them: by their keys in etcd. */
export function objectsOf<T extends KubernetesObject>(records: Records, kind: KindInfo, namespace?: string): T[] {
  const prefix = `${kind.etcdPrefix}/${kind.namespaced && namespace !== undefined ? `${namespace}/` : ""}`;
  const found: (readonly [string, T])[] = [];
  for (const [key, object] of records) if (key.startsWith(prefix)) found.push([key, object as T]);
  return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}
