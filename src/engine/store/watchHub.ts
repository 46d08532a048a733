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

type FieldReader = (object: KubernetesObject) => unknown;

/** Reads what stands at a dotted path: `spec.nodeName`. */
export function fieldReader(path: string): FieldReader {
  const keys = path.split(".");
  return (object) => {
    let value: unknown = object;
    for (const key of keys) value = (value as { [key: string]: unknown } | undefined)?.[key];
    return value;
  };
}

/** Watches on one field, by the value that they want. */
interface FieldWatches {
  readonly read: FieldReader;
  readonly byValue: Map<unknown, Set<Watch>>;
}

/** The watches of one kind. */
interface Place {
  readonly all: Set<Watch>;
  readonly byField: Map<string, FieldWatches>;
}

/**
 * Who is told of a write. Watches on a field are found by its value, before and after, so that a thousand kubelets do not
 * each look at every Pod. They are told in the order in which they started to watch.
 *
 * Models the indexed watchers of staging/src/k8s.io/apiserver/pkg/storage/cacher (v1.34).
 */
export class WatchHub {
  private readonly watches = new Map<string, Place>();
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
      const { byValue } = watchesOn(place, field.path);
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
    const told = [...place.all];
    const plain = told.length;
    for (const { read, byValue } of place.byField.values()) {
      const before = event.before && byValue.get(read(event.before));
      const after = event.after && byValue.get(read(event.after));
      if (before) told.push(...before);
      if (after && after !== before) told.push(...after);
    }
    // Sets keep the order in which they were filled: only what came from a field may be out of it.
    if (told.length > plain) told.sort((a, b) => a.order - b.order);
    for (let i = 0; i < told.length; i++) if (told[i] !== told[i - 1]) told[i]?.listener(event);
  }
}

function watchesOn({ byField }: Place, path: string): FieldWatches {
  const known = byField.get(path) ?? { read: fieldReader(path), byValue: new Map() };
  byField.set(path, known);
  return known;
}
