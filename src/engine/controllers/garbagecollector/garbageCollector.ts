import { kindOf, kinds } from "../../api/kinds.ts";
import type { KubernetesObject, OwnerReference } from "../../api/meta.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isNotFound, keyOf, nameOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

/** All resources but Events, which nobody owns and nobody waits for. Models DefaultIgnoredResources. */
const watched: readonly string[] = [
  ...new Set(kinds.flatMap(({ served, resource }) => (served && resource !== "events" ? [resource] : []))),
];

/**
 * The garbage collector deletes objects whose owners are gone. An owner that is deleted in the foreground it keeps until
 * its dependants are gone; of one that leaves orphans it takes the references away first.
 *
 * Models pkg/controller/garbagecollector (v1.34).
 */
export const garbageCollector: Controller = {
  name: "garbage-collector",
  kinds: [],
  start: (context) => new GarbageCollector(context).start(),
};

class GarbageCollector {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly informers = new Map<string, Informer<KubernetesObject>>();
  /** Keys (`resource namespace/name`) of dependants by the uid of an owner. */
  private readonly dependants = new Map<string, Set<string>>();

  /** Owners that objects of the cluster had from the beginning, and that are not part of what is known of it. */
  private readonly strangers: ReadonlySet<string>;

  constructor(private readonly context: ControllerContext) {
    this.strangers = strangersOf(context.records);
    this.client = context.client(garbageCollector.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 20);
  }

  start(): void {
    for (const resource of watched) {
      const informer = this.context.informers.of<KubernetesObject>(resource, {
        added: (object) => this.noticed(resource, object),
        updated: (_before, object) => this.noticed(resource, object),
        deleted: (object) => this.gone(resource, object),
      });
      this.informers.set(resource, informer);
    }
  }

  private noticed(resource: string, object: KubernetesObject): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const ofOwner = this.dependants.get(uid) ?? new Set();
      this.dependants.set(uid, ofOwner.add(`${resource} ${keyOf(object)}`));
    }
    if (object.metadata.deletionTimestamp && holdOf(object)) this.queue.add(`${resource} ${keyOf(object)}`);
    if (object.metadata.ownerReferences?.some((owner) => !this.isSeen(object, owner))) {
      this.queue.add(`${resource} ${keyOf(object)}`);
    }
  }

  private gone(resource: string, object: KubernetesObject): void {
    for (const owner of object.metadata.ownerReferences ?? []) {
      this.dependants.get(owner.uid)?.delete(`${resource} ${keyOf(object)}`);
      const kind = kindOf(owner.apiVersion, owner.kind);
      const key = kind?.namespaced ? `${object.metadata.namespace}/${owner.name}` : owner.name;
      const held = kind && this.informers.get(kind.resource)?.get(key);
      if (kind && held?.metadata.deletionTimestamp && holdOf(held)) this.queue.add(`${kind.resource} ${key}`);
    }
    const orphaned = this.dependants.get(object.metadata.uid ?? "");
    this.dependants.delete(object.metadata.uid ?? "");
    for (const key of orphaned ?? []) this.queue.add(key);
  }

  /** Whether the watch shows the owner, which saves asking for it. */
  private isSeen(object: KubernetesObject, owner: OwnerReference): boolean {
    const kind = kindOf(owner.apiVersion, owner.kind);
    if (!kind || this.strangers.has(owner.uid)) return true;
    const key = kind.namespaced ? `${object.metadata.namespace}/${owner.name}` : owner.name;
    return this.informers.get(kind.resource)?.get(key)?.metadata.uid === owner.uid;
  }

  private *isAbsent(object: KubernetesObject, owner: OwnerReference): Process<boolean> {
    if (this.isSeen(object, owner)) return false;
    const kind = kindOf(owner.apiVersion, owner.kind);
    if (!kind) return false;
    const namespace = kind.namespaced ? object.metadata.namespace : undefined;
    const found = yield* this.client.get(kind.resource, namespace, owner.name);
    return found.ok ? found.object.metadata.uid !== owner.uid : isNotFound(found.status);
  }

  /** Deletes an object when all its owners are gone; takes away the references to those that are otherwise. */
  private *sync(key: string): Process<SyncResult> {
    const [resource = "", objectKey = ""] = key.split(" ");
    const object = this.informers.get(resource)?.get(objectKey);
    if (!object) return null;
    if (object.metadata.deletionTimestamp) return yield* this.settleDependants(resource, object);
    const owners = object.metadata.ownerReferences ?? [];
    const absent: string[] = [];
    for (const owner of owners) if (yield* this.isAbsent(object, owner)) absent.push(owner.uid);
    if (absent.length === 0) return null;
    const { namespace, uid } = object.metadata;
    if (absent.length === owners.length) {
      this.record(object, "deleteDependant");
      const deleted = yield* this.client.delete(resource, namespace, nameOf(object), { uid });
      return deleted.ok || isNotFound(deleted.status) ? null : deleted.status;
    }
    this.record(object, "removeOwnerReference");
    const patched = yield* this.client.patch(resource, namespace, nameOf(object), (stored) => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        ownerReferences: stored.metadata.ownerReferences?.filter((owner) => !absent.includes(owner.uid)),
      },
    }));
    return patched.ok || isNotFound(patched.status) ? null : patched.status;
  }

  /** What an owner that is going away leaves to be done first. Models processDeletingDependentsItem and orphanDependents. */
  private *settleDependants(resource: string, owner: KubernetesObject): Process<SyncResult> {
    const hold = holdOf(owner);
    if (!hold) return null;
    const { uid = "", namespace } = owner.metadata;
    const dependants = [...(this.dependants.get(uid) ?? [])].flatMap((key) => {
      const [of = "", name = ""] = key.split(" ");
      const object = this.informers.get(of)?.get(name);
      return object?.metadata.ownerReferences?.some((reference) => reference.uid === uid) ? [{ of, object }] : [];
    });
    if (hold === orphan) {
      for (const { of, object } of dependants) {
        this.record(object, "removeOwnerReference");
        const patched = yield* this.client.patch(of, object.metadata.namespace, nameOf(object), (stored) => {
          const { ownerReferences, ...metadata } = stored.metadata;
          const left = (ownerReferences ?? []).filter((reference) => reference.uid !== uid);
          return { ...stored, metadata: { ...metadata, ...(left.length > 0 && { ownerReferences: left }) } };
        });
        if (!patched.ok && !isNotFound(patched.status)) return patched.status;
      }
    } else {
      const blocking = dependants.filter(({ object }) =>
        object.metadata.ownerReferences?.some((reference) => reference.uid === uid && reference.blockOwnerDeletion),
      );
      for (const { of, object } of dependants) {
        if (object.metadata.deletionTimestamp) continue;
        this.record(object, "deleteDependant");
        const policy = { uid: object.metadata.uid ?? "", propagationPolicy: "Foreground" } as const;
        const deleted = yield* this.client.delete(of, object.metadata.namespace, nameOf(object), policy);
        if (!deleted.ok && !isNotFound(deleted.status)) return deleted.status;
      }
      if (blocking.length > 0) return null;
    }
    this.record(owner, "releaseOwner");
    const released = yield* this.client.patch(resource, namespace, nameOf(owner), (stored) => ({
      ...stored,
      metadata: { ...stored.metadata, finalizers: stored.metadata.finalizers?.filter((name) => name !== hold) },
    }));
    return released.ok || isNotFound(released.status) ? null : released.status;
  }

  private record(object: KubernetesObject, decision: string): void {
    this.context.record(garbageCollector.name, {
      type: "Reconcile",
      controller: garbageCollector.name,
      kind: object.kind,
      key: keyOf(object),
      decision,
    });
  }
}

/**
 * Whoever copies Pods and nodes out of a cluster leaves their ReplicaSets behind: that these are missing says nothing of
 * the cluster that the copy is of.
 */
function strangersOf(records: ControllerContext["records"]): Set<string> {
  const found = [...records].flatMap(([key, value]) =>
    key.startsWith("/registry/") ? [value as KubernetesObject] : [],
  );
  const known = new Set(found.map(({ metadata }) => metadata.uid));
  const owners = found.flatMap(({ metadata }) => metadata.ownerReferences ?? []);
  return new Set(owners.flatMap(({ uid }) => (known.has(uid) ? [] : [uid])));
}

const orphan = "orphan";
const foreground = "foregroundDeletion";

/** The finalizer by which a deleted owner waits for the collector; undefined when there is none. */
const holdOf = ({ metadata }: KubernetesObject): string | undefined =>
  metadata.finalizers?.find((finalizer) => finalizer === orphan || finalizer === foreground);
