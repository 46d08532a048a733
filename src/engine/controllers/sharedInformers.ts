import type { KubernetesObject } from "../api/meta.ts";
import type { Client, Informer, InformerHandlers } from "../client/client.ts";

/**
 * One list and watch a resource for all controllers, as kube-controller-manager shares them. Handlers are told in the
 * order in which they subscribed.
 */
export class SharedInformers {
  private readonly informers = new Map<string, Informer<KubernetesObject>>();
  private readonly handlers = new Map<string, InformerHandlers<KubernetesObject>[]>();

  constructor(private readonly client: Client) {}

  /** To be called while the controllers start: the first list is delivered afterwards, to all subscribers at once. */
  of<T extends KubernetesObject>(resource: string, handlers: InformerHandlers<T> = {}): Informer<T> {
    const subscribers = this.handlers.get(resource) ?? [];
    // A subscriber's T is what the resource holds: the one place where the type is taken on trust.
    subscribers.push(handlers as InformerHandlers<KubernetesObject>);
    this.handlers.set(resource, subscribers);
    const informer = this.informers.get(resource) ?? this.subscribe(resource);
    return informer as Informer<T>;
  }

  private subscribe(resource: string): Informer<KubernetesObject> {
    const informer = this.client.informer<KubernetesObject>(
      resource,
      {},
      {
        added: (object) => this.tell(resource, (handler) => handler.added?.(object)),
        updated: (before, after) => this.tell(resource, (handler) => handler.updated?.(before, after)),
        deleted: (object) => this.tell(resource, (handler) => handler.deleted?.(object)),
      },
    );
    this.informers.set(resource, informer);
    return informer;
  }

  private tell(resource: string, call: (handlers: InformerHandlers<KubernetesObject>) => void): void {
    for (const handlers of this.handlers.get(resource) ?? []) call(handlers);
  }
}
