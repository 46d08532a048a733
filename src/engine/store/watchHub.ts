import type { KubernetesObject } from "../api/meta.ts";
import type { StoreEvent } from "./etcd.ts";

export type StoreListener = (event: StoreEvent) => void;

/** A watch for the objects whose field at `path` holds `equals`. */
export interface WatchedField {
  readonly path: string;
  readonly equals: string;
}

interface Watch {
  readonly order: number;
  readonly listener: StoreListener;
}

/** What stands at a dotted path: `spec.nodeName`. */
export function fieldAt(object: KubernetesObject, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as { [key: string]: unknown } | undefined)?.[key], object);
}

/**
 * Who is told of a write. Watches on a field are found by its value, before and after, so that a thousand kubelets do not
 * each look at every Pod. They are told in the order in which they started to watch.
 *
 * Models the indexed watchers of staging/src/k8s.io/apiserver/pkg/storage/cacher (v1.34).
 */
export class WatchHub {
  private readonly watches = new Map<string, { all: Set<Watch>; byField: Map<string, Map<unknown, Set<Watch>>> }>();
  private started = 0;

  /** Watches the keys below a prefix; returns what ends it. */
  watch(prefix: string, field: WatchedField | undefined, listener: StoreListener): () => void {
    let place = this.watches.get(prefix);
    if (!place) {
      place = { all: new Set(), byField: new Map() };
      this.watches.set(prefix, place);
    }
    let group = place.all;
    if (field) {
      const byValue = place.byField.get(field.path) ?? new Map<unknown, Set<Watch>>();
      place.byField.set(field.path, byValue);
      group = byValue.get(field.equals) ?? new Set();
      byValue.set(field.equals, group);
    }
    const watch = { order: this.started++, listener };
    group.add(watch);
    return () => {
      group.delete(watch);
    };
  }

  tell(event: StoreEvent): void {
    const place = this.watches.get(event.kind.etcdPrefix);
    if (!place) return;
    const told = new Set(place.all);
    for (const [path, byValue] of place.byField) {
      for (const object of [event.before, event.after]) {
        if (!object) continue;
        for (const watch of byValue.get(fieldAt(object, path)) ?? []) told.add(watch);
      }
    }
    for (const { listener } of [...told].sort((a, b) => a.order - b.order)) listener(event);
  }
}
