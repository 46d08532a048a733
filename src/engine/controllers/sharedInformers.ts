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

  of<T extends KubernetesObject>(resource: string, handlers: InformerHandlers<T> = {}): Informer<T> {
    let subscribers = this.handlers.get(resource);
    if (!subscribers) this.handlers.set(resource, (subscribers = []));
    // A subscriber's T is what the resource holds: the one place where the type is taken on trust.
    subscribers.push(handlers as InformerHandlers<KubernetesObject>);
    let informer = this.informers.get(resource);
    if (!informer) {
      informer = this.client.informer<KubernetesObject>(
        resource,
        {},
        {
          added: (object) => this.tell(resource, (handler) => handler.added?.(object)),
          updated: (before, after) => this.tell(resource, (handler) => handler.updated?.(before, after)),
          deleted: (object) => this.tell(resource, (handler) => handler.deleted?.(object)),
        },
      );
      this.informers.set(resource, informer);
    } else {
      for (const object of informer.list()) subscribers.at(-1)?.added?.(object);
    }
    return informer as Informer<T>;
  }

  private tell(resource: string, call: (handlers: InformerHandlers<KubernetesObject>) => void): void {
    for (const handlers of this.handlers.get(resource) ?? []) call(handlers);
  }
}
