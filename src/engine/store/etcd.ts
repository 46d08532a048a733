import { etcdKeyOf, type KindInfo, kindOf } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { RecordChange } from "../kernel/records.ts";
import { OrderedMap } from "./orderedMap.ts";
import { fieldReader, type StoreListener, type WatchedField, WatchHub } from "./watchHub.ts";

/** A write that has happened, as watchers hear of it. */
export interface StoreEvent {
  readonly kind: KindInfo;
  readonly key: string;
  readonly revision: number;
  readonly before: KubernetesObject | undefined;
  readonly after: KubernetesObject | undefined;
}

/** What a write comes to: the change for the trace, and the object as stored. */
export interface Write {
  readonly change: RecordChange;
  readonly event: StoreEvent;
}

function changeOf(key: string, from: unknown, to: unknown): RecordChange {
  if (from === undefined) return to === undefined ? { key } : { key, to };
  return to === undefined ? { key, from } : { key, from, to };
}

/** Revisions of a cluster that has been running for a moment: they start where the boot left them. */
const firstRevision = 1000;

/**
 * etcd as the API server sees it: keys, values, one revision for the whole store that grows with every write. Values
 * are never changed in place. Compaction is left out: every revision since the start can be read from the trace.
 */
export class Etcd {
  private readonly byPrefix = new Map<string, OrderedMap<KubernetesObject>>();
  /** Objects of a kind by what a field holds, as of a revision. */
  private readonly byField = new Map<string, { revision: number; objects: Map<unknown, KubernetesObject[]> }>();
  private readonly hub = new WatchHub();
  private current = firstRevision;

  get revision(): number {
    return this.current;
  }

  get<T extends KubernetesObject>(kind: KindInfo, namespace: string | undefined, name: string): T | undefined {
    return this.byPrefix.get(kind.etcdPrefix)?.get(etcdKeyOf(kind, namespace, name)) as T | undefined;
  }

  /** All objects of a kind, or those of one namespace, in key order. */
  list<T extends KubernetesObject>(kind: KindInfo, namespace?: string): T[] {
    const prefix = namespace === undefined ? "" : `${kind.etcdPrefix}/${namespace}/`;
    return (this.byPrefix.get(kind.etcdPrefix)?.list(prefix) ?? []) as T[];
  }

  /**
   * The objects of a kind whose field holds a value, in key order. The table behind it serves all who ask between two
   * writes: when a cluster starts, each of thousands of kubelets lists its Node and its Pods.
   */
  listWhere<T extends KubernetesObject>(kind: KindInfo, { path, equals }: WatchedField): readonly T[] {
    const table = `${kind.etcdPrefix} ${path}`;
    let known = this.byField.get(table);
    if (known?.revision !== this.current) {
      known = { revision: this.current, objects: new Map() };
      const read = fieldReader(path);
      for (const object of this.list(kind)) {
        const value = read(object);
        const alike = known.objects.get(value);
        if (alike) alike.push(object);
        else known.objects.set(value, [object]);
      }
      this.byField.set(table, known);
    }
    return (known.objects.get(equals) ?? []) as KubernetesObject[] as T[];
  }

  /** Creates or replaces an object at the next revision, which becomes its resourceVersion. */
  put(object: KubernetesObject): Write {
    const revision = ++this.current;
    const stored = { ...object };
    stored.metadata = { ...object.metadata };
    stored.metadata.resourceVersion = `${revision}`;
    return this.write(stored, stored, revision);
  }

  /** Removes an object; watchers get its last state with the revision of the removal. */
  delete(object: KubernetesObject): Write {
    return this.write(object, undefined, ++this.current);
  }

  private write(object: KubernetesObject, after: KubernetesObject | undefined, revision: number): Write {
    const kind = kindOf(object.apiVersion, object.kind);
    if (!kind) throw new Error(`no kind ${object.apiVersion} ${object.kind} is served`);
    const key = etcdKeyOf(kind, object.metadata.namespace, object.metadata.name ?? "");
    let all = this.byPrefix.get(kind.etcdPrefix);
    if (!all) {
      all = new OrderedMap();
      this.byPrefix.set(kind.etcdPrefix, all);
    }
    const before = all.get(key);
    if (after) all.set(key, after);
    else all.delete(key);
    return { change: changeOf(key, before, after), event: { kind, key, revision, before, after } };
  }

  /** Tells of every committed write to a kind, or to those objects of it; returns what ends it. */
  watch(kind: KindInfo, field: WatchedField | undefined, listener: StoreListener): () => void {
    return this.hub.watch(kind.etcdPrefix, field, listener);
  }

  commit(event: StoreEvent): void {
    this.hub.tell(event);
  }
}
