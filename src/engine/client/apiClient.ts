import type { Binding } from "../api/core.ts";
import type { KindInfo } from "../api/kinds.ts";
import { kindOf, resourceByName } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { compileSelector, matches } from "../api/selector.ts";
import type { ApiServer } from "../apiserver/apiServer.ts";
import type { ApiServerEvent, WatchType } from "../apiserver/events.ts";
import type { Answer, ApiRequest, UserInfo } from "../apiserver/request.ts";
import { timing } from "../apiserver/timing.ts";
import type { Process, Simulator } from "../kernel/simulator.ts";
import type { Etcd, StoreEvent } from "../store/etcd.ts";
import { OrderedMap } from "../store/orderedMap.ts";
import { fieldReader } from "../store/watchHub.ts";
import type { Client, DeleteOptions, EventOptions, Informer, InformerHandlers, Result, WatchScope } from "./client.ts";
import { EventRecorder } from "./eventRecorder.ts";

/** What every client of a cluster shares. */
export interface Connection {
  readonly sim: Simulator<ApiServerEvent>;
  readonly server: ApiServer;
  readonly etcd: Etcd;
}

function scopeFilter(scope: WatchScope): (object: KubernetesObject) => boolean {
  const selector = scope.labelSelector ? compileSelector(scope.labelSelector) : null;
  if (selector && "error" in selector) throw new Error(selector.error);
  const { namespace, fieldSelector } = scope;
  const field = fieldSelector && fieldReader(fieldSelector.path);
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (!field || field(object) === fieldSelector?.equals) &&
    (!selector || matches(selector, object.metadata.labels));
}

/** A watcher with a selector sees an object that starts or stops matching as ADDED or DELETED. */
function watchTypeOf({ before, after }: StoreEvent, wanted: (object: KubernetesObject) => boolean): WatchType | null {
  const was = before !== undefined && wanted(before);
  const is = after !== undefined && wanted(after);
  if (is) return was ? "MODIFIED" : "ADDED";
  return was ? "DELETED" : null;
}

function result<T>(answer: Answer): Result<T> {
  if (!answer.ok) return answer;
  return { ok: true, object: answer.object as T, ...(answer.warnings && { warnings: answer.warnings }) };
}

function informerKey(object: KubernetesObject): string {
  const { namespace, name = "" } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** One component's way to the API server, under its own name. */
export class ApiClient implements Client {
  private readonly recorder: EventRecorder;
  private readonly watches = new Set<() => void>();
  private closed = false;

  constructor(
    readonly actor: string,
    private readonly connection: Connection,
    /** Who the actor is, when it is not one of the cluster's own components: roles then say what it may do. */
    private readonly user?: UserInfo,
  ) {
    this.recorder = new EventRecorder(this, connection.sim);
  }

  *get<T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): Process<Result<T>> {
    return result<T>(
      yield* this.send({
        verb: "get",
        kind: this.kind(resource),
        namespace,
        name,
      }),
    );
  }

  *list<T extends KubernetesObject>(
    resource: string,
    namespace?: string,
  ): Process<Result<{ items: T[] } & KubernetesObject>> {
    return result(yield* this.send({ verb: "list", kind: this.kind(resource), namespace }));
  }

  *create<T extends KubernetesObject>(object: T, options?: { readonly query?: string }): Process<Result<T>> {
    const kind = kindOf(object.apiVersion, object.kind);
    if (!kind) throw new Error(`no kind ${object.apiVersion} ${object.kind}`);
    const namespace = kind.namespaced ? (object.metadata.namespace ?? "default") : undefined;
    return result<T>(
      yield* this.send({
        verb: "create",
        kind,
        namespace,
        query: options?.query,
        body: object,
      }),
    );
  }

  *update<T extends KubernetesObject>(object: T): Process<Result<T>> {
    return result<T>(yield* this.send({ verb: "update", ...this.place(object), body: object }));
  }

  *updateStatus<T extends KubernetesObject>(object: T): Process<Result<T>> {
    return result<T>(
      yield* this.send({
        verb: "update",
        ...this.place(object),
        subresource: "status",
        body: object,
      }),
    );
  }

  *patch<T extends KubernetesObject>(
    resource: string,
    namespace: string | undefined,
    name: string,
    change: (stored: T) => T,
    options?: { readonly subresource?: string; readonly query?: string },
  ): Process<Result<T>> {
    return result<T>(
      yield* this.send({
        verb: "patch",
        kind: this.kind(resource),
        namespace,
        name,
        subresource: options?.subresource,
        query: options?.query,
        // The store hands the caller objects of the resource it asked for.
        change: change as unknown as (stored: KubernetesObject) => KubernetesObject,
      }),
    );
  }

  *delete(
    resource: string,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): Process<Result<KubernetesObject>> {
    const { gracePeriodSeconds, uid, propagationPolicy } = options;
    return result(
      yield* this.send({
        verb: "delete",
        kind: this.kind(resource),
        namespace,
        name,
        gracePeriodSeconds,
        uid,
        ...(propagationPolicy && { options: { propagationPolicy } }),
      }),
    );
  }

  *bind(namespace: string, name: string, node: string): Process<Result<KubernetesObject>> {
    const body: Binding = {
      apiVersion: "v1",
      kind: "Binding",
      metadata: { name, namespace },
      target: { kind: "Node", name: node },
    };
    return result(
      yield* this.send({
        verb: "create",
        kind: this.kind("pods"),
        namespace,
        name,
        subresource: "binding",
        body,
      }),
    );
  }

  *evict(namespace: string, name: string): Process<Result<KubernetesObject>> {
    return result(
      yield* this.send({
        verb: "create",
        kind: this.kind("pods"),
        namespace,
        name,
        subresource: "eviction",
      }),
    );
  }

  informer<T extends KubernetesObject>(
    resource: string,
    scope: WatchScope,
    handlers: InformerHandlers<T>,
  ): Informer<T> {
    const cache = new OrderedMap<T>();
    const wanted = scopeFilter(scope);
    const { etcd } = this.connection;
    const kind = this.kind(resource);
    const { fieldSelector, namespace } = scope;
    for (const object of fieldSelector ? etcd.listWhere<T>(kind, fieldSelector) : etcd.list<T>(kind, namespace)) {
      if (wanted(object)) cache.set(informerKey(object), object);
    }
    const first = cache.list();
    this.connection.sim.after(0, () => {
      if (this.closed) return;
      for (const object of first) this.connection.sim.aside(() => handlers.added?.(object));
    });
    this.watch<T>(resource, scope, (type, object) => {
      const key = informerKey(object);
      const before = cache.get(key);
      if (type === "DELETED") {
        cache.delete(key);
        if (before) handlers.deleted?.(object);
        return;
      }
      cache.set(key, object);
      if (before) handlers.updated?.(before, object);
      else handlers.added?.(object);
    });
    return {
      get: (key) => cache.get(key),
      list: () => cache.list(),
    };
  }

  watch<T extends KubernetesObject>(
    resource: string,
    scope: WatchScope,
    deliver: (type: WatchType, object: T) => void,
  ): () => void {
    const { sim, etcd } = this.connection;
    const kind = this.kind(resource);
    const wanted = scopeFilter(scope);
    let open = true;
    const end = etcd.watch(kind, scope.fieldSelector, (event) => {
      const watchType = watchTypeOf(event, wanted);
      if (!watchType) return;
      const object = (event.after ?? event.before) as T;
      sim.after(timing.watch, () => {
        if (!open) return;
        const { key, revision } = event;
        sim.record("kube-apiserver", { type: "WatchEvent", watcher: this.actor, watchType, resource, key, revision });
        deliver(watchType, object);
      });
    });
    const close = (): void => {
      open = false;
      end();
      this.watches.delete(close);
    };
    this.watches.add(close);
    return close;
  }

  event(
    regarding: KubernetesObject,
    type: "Normal" | "Warning",
    reason: string,
    message: string,
    options?: EventOptions,
  ): void {
    if (!this.closed) this.recorder.event(regarding, type, reason, message, options);
  }

  /** The component is gone, or out of reach: its watches end, and its events are lost. */
  close(): void {
    this.closed = true;
    for (const close of [...this.watches]) close();
  }

  private send(request: Omit<ApiRequest, "client" | "user">): Process<Answer> {
    return this.connection.server.handle({ ...request, client: this.actor, user: this.user });
  }

  private kind(resource: string): KindInfo {
    const kind = resourceByName(resource);
    if (!kind) throw new Error(`no resource ${resource}`);
    return kind;
  }

  private place(object: KubernetesObject): { kind: KindInfo; namespace?: string; name: string } {
    const kind = kindOf(object.apiVersion, object.kind);
    if (!kind) throw new Error(`no kind ${object.apiVersion} ${object.kind}`);
    return { kind, namespace: object.metadata.namespace, name: object.metadata.name ?? "" };
  }
}
