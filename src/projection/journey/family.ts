import type { KubernetesObject } from "../../engine/index.ts";
import type { EntryOf } from "../traceIndex.ts";
import type { Telling } from "./draft.ts";

type Write = EntryOf<"EtcdWrite">;

/** An object before and after a write; undefined where there was, or is, none. */
export function changeOf<T extends KubernetesObject>(write: Write): { readonly from?: T; readonly to?: T } {
  const change = write.changes.find(({ key }) => key === write.event.key);
  return {
    ...(change?.from !== undefined && { from: change.from as T }),
    ...(change?.to !== undefined && { to: change.to as T }),
  };
}

const ownerOf = ({ metadata }: KubernetesObject): string | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller)?.uid;

export interface Family {
  /** Whether an object comes from what the user applied to get the Pod on stage. */
  readonly has: (object: KubernetesObject | undefined) => boolean;
}

/** What descends from the root of the Pod on stage, at any time of the run. A bare Pod has no family but itself. */
export function familyOf({ index, root }: Telling): Family {
  const uids = new Set<string>();
  for (const write of index.writes) {
    if (write.event.op !== "create") continue;
    const { to } = changeOf(write);
    if (!to?.metadata.uid) continue;
    const isRoot = to.kind === root?.kind && to.metadata.name === root.name && to.metadata.namespace === root.namespace;
    const owner = ownerOf(to);
    if (isRoot || (owner !== undefined && uids.has(owner))) uids.add(to.metadata.uid);
  }
  return { has: (object) => object !== undefined && uids.has(object.metadata.uid ?? "") };
}
