import type { KubernetesObject, LabelSelector, Status } from "../api/meta.ts";
import type { WatchType } from "../apiserver/events.ts";
import type { Process } from "../kernel/simulator.ts";

/** What the API server answered: the object as stored, or why not. */
export type Result<T> =
  | { readonly ok: true; readonly object: T; readonly warnings?: readonly string[] }
  | { readonly ok: false; readonly status: Status; readonly warnings?: readonly string[] };

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly uid?: string;
  readonly propagationPolicy?: "Background" | "Foreground" | "Orphan";
}

/** Which objects a watch or informer sees. */
export interface WatchScope {
  readonly namespace?: string;
  /** `spec.nodeName=NODE`, `metadata.name=NAME`: the field selectors that components use. */
  readonly fieldSelector?: { readonly path: string; readonly equals: string };
  readonly labelSelector?: LabelSelector;
}

export interface InformerHandlers<T> {
  added?(object: T): void;
  updated?(before: T, after: T): void;
  deleted?(object: T): void;
}

/** A component's local copy of a resource, kept by list and watch. Iteration is in key order. */
export interface Informer<T> {
  /** By `namespace/name`, or `name` for cluster-scoped objects. */
  get(key: string): T | undefined;
  list(): T[];
}

/** What an Event says beside what it is about, why and how. */
export interface EventOptions {
  readonly fieldPath?: string;
  readonly component?: string;
  readonly action?: string;
  readonly host?: string;
}

/**
 * How every component talks to the API server; there is no other way in. Calls are processes: they take virtual time
 * (the network both ways, and the stations) and are used as `const result = yield* client.create(pod)`.
 * `resource` is the plural name: `pods`, `deployments`.
 */
export interface Client {
  /** The actor that calls, as it appears in the trace: `kube-scheduler`, `kubelet/node-1`. */
  readonly actor: string;
  get<T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): Process<Result<T>>;
  list<T extends KubernetesObject>(
    resource: string,
    namespace?: string,
  ): Process<Result<{ items: T[] } & KubernetesObject>>;
  create<T extends KubernetesObject>(object: T, options?: { readonly query?: string }): Process<Result<T>>;
  update<T extends KubernetesObject>(object: T): Process<Result<T>>;
  /** `PUT …/status`: only the status of `object` is stored. */
  updateStatus<T extends KubernetesObject>(object: T): Process<Result<T>>;
  /**
   * `PATCH`: `change` gets the stored object and returns the wanted one (or the same to change nothing). It models a patch
   * computed by the client: it never conflicts. `subresource` as in the path: `status`, `scale`, `ephemeralcontainers`.
   */
  patch<T extends KubernetesObject>(
    resource: string,
    namespace: string | undefined,
    name: string,
    change: (stored: T) => T,
    options?: { readonly subresource?: string; readonly query?: string; readonly describe?: string },
  ): Process<Result<T>>;
  delete(
    resource: string,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): Process<Result<KubernetesObject>>;
  /** `POST pods/NAME/binding`. */
  bind(namespace: string, name: string, node: string): Process<Result<KubernetesObject>>;
  /** `POST pods/NAME/eviction`. */
  evict(namespace: string, name: string): Process<Result<KubernetesObject>>;
  /** Lists, then watches. Handlers run at delivery time; what a handler starts is caused by the watch event. */
  informer<T extends KubernetesObject>(resource: string, scope: WatchScope, handlers: InformerHandlers<T>): Informer<T>;
  /** Raw watch from now on, for those that want the stream itself (kubectl -w). */
  watch<T extends KubernetesObject>(
    resource: string,
    scope: WatchScope,
    deliver: (type: WatchType, object: T) => void,
  ): () => void;
  /**
   * Emits a core/v1 Event about `regarding` as the client's event recorder does: aggregated by count, written through the API server, and never waited for.
   */
  event(
    regarding: KubernetesObject,
    type: "Normal" | "Warning",
    reason: string,
    message: string,
    options?: EventOptions,
  ): void;
}
