import type { KubernetesObject, Status } from "../api/meta.ts";
import { decodeObject } from "./decoding/decodeObject.ts";
import type { Exchange } from "./exchange.ts";
import { misplacedStatus } from "./preconditions.ts";

/** What an update or a patch wants in place of what is stored; the stored object itself when nothing is to change. */
export function wantedObject(exchange: Exchange, old: KubernetesObject): KubernetesObject | Status {
  const { kind, namespace, name, body, change, duplicates, read, subresource } = exchange.request;
  const wanted = change ? change(old) : (body ?? old);
  if (wanted === old || wanted.kind === "Status") return wanted;
  // In-process clients compute what they want from typed objects: only what came off the wire needs decoding.
  const isTyped = change && !read;
  const object = wanted as KubernetesObject;
  if (isTyped || subresource === "scale") return object;
  const decoded = decodeObject(kind, object, exchange.options.fieldValidation, duplicates);
  if ("refused" in decoded) return decoded.refused;
  exchange.warn(decoded.warnings);
  const misplaced = misplacedStatus(kind, decoded.object, namespace, name);
  if (misplaced) return misplaced;
  const place = { name: old.metadata.name, ...(kind.namespaced && { namespace: old.metadata.namespace }) };
  return { ...decoded.object, metadata: { ...decoded.object.metadata, ...place } };
}
