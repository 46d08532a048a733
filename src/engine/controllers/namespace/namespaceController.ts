import type { Namespace } from "../../api/core.ts";
import { kinds, resourceByName } from "../../api/kinds.ts";
import type { Condition, KubernetesObject } from "../../api/meta.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isNotFound, nameOf, semanticEqual } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

/** How long a deleted Namespace is left alone, and how long between looks at it, in virtual milliseconds. */
const graceBeforeDeletion = 5000;
const retryPeriod = 5000;

/**
 * The namespace controller empties a deleted Namespace, Pods first, and then lets it go.
 *
 * Models pkg/controller/namespace (v1.34) with OrderedNamespaceDeletion.
 */
export const namespaceController: Controller = {
  name: "namespace-controller",
  kinds: ["Namespace"],
  start: (context) => new NamespaceController(context).start(),
};

class NamespaceController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private namespaces!: Informer<Namespace>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(namespaceController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 10);
  }

  start(): void {
    const noticed = (namespace: Namespace): void => {
      if (namespace.metadata.deletionTimestamp) this.queue.addAfter(nameOf(namespace), graceBeforeDeletion);
    };
    this.namespaces = this.context.informers.of<Namespace>("namespaces", {
      added: noticed,
      updated: (before, namespace) => {
        if (!before.metadata.deletionTimestamp) noticed(namespace);
      },
    });
  }

  private *sync(name: string): Process<SyncResult> {
    const namespace = this.namespaces.get(name);
    if (!namespace?.metadata.deletionTimestamp) return null;
    const remaining = yield* this.empty(namespace, ["pods"]);
    const others = namespacedResources.filter((resource) => resource !== "pods");
    const left = isEmpty(remaining) ? yield* this.empty(namespace, others) : remaining;
    // While Pods remain the pass ends early: what else is left has not been looked at, and so is not told.
    yield* this.publish(namespace, isEmpty(remaining) ? left : nothing);
    if (!isEmpty(left)) {
      this.queue.addAfter(name, retryPeriod);
      return null;
    }
    this.record(name, "finalizeNamespace");
    const released = (stored: Namespace): Namespace => {
      const { finalizers = [], ...spec } = stored.spec ?? {};
      const others = finalizers.filter((finalizer) => finalizer !== "kubernetes");
      return { ...stored, spec: { ...spec, ...(others.length > 0 && { finalizers: others }) } };
    };
    const finalized = yield* this.client.patch<Namespace>("namespaces", undefined, name, released, {
      subresource: "finalize",
    });
    return finalized.ok || isNotFound(finalized.status) ? null : finalized.status;
  }

  /** Deletes everything of these resources; what is still there afterwards, by resource. */
  private *empty(namespace: Namespace, resources: readonly string[]): Process<Remains> {
    const name = nameOf(namespace);
    const left = { resources: new Map<string, number>(), finalizers: new Map<string, number>() };
    for (const resource of resources) {
      const found = yield* this.client.list(resource, name);
      const items = found.ok ? found.object.items : [];
      if (items.length === 0) continue;
      if (items.some(({ metadata }) => !metadata.deletionTimestamp)) this.record(name, "deleteContent", resource);
      for (const item of items) {
        if (!item.metadata.deletionTimestamp) yield* this.client.delete(resource, name, nameOf(item));
      }
      yield { sleep: 1 };
      const after = yield* this.client.list<KubernetesObject>(resource, name);
      if (!after.ok || after.object.items.length === 0) continue;
      left.resources.set(`${resource}.${resourceByName(resource)?.group ?? ""}`, after.object.items.length);
      for (const finalizer of after.object.items.flatMap(({ metadata }) => metadata.finalizers ?? [])) {
        left.finalizers.set(finalizer, (left.finalizers.get(finalizer) ?? 0) + 1);
      }
    }
    return left;
  }

  private *publish(namespace: Namespace, left: Remains): Process {
    const conditions = deletionConditions(left, timestamp(this.context.now()));
    const withoutTime = (list: readonly Condition[] | undefined) =>
      (list ?? []).map(({ lastTransitionTime: _, ...condition }) => condition);
    if (semanticEqual(withoutTime(namespace.status?.conditions), withoutTime(conditions))) return;
    const status = { ...namespace.status, phase: "Terminating", conditions };
    yield* this.client.updateStatus<Namespace>({ ...namespace, status });
  }

  private record(key: string, decision: string, resource?: string): void {
    this.context.record(namespaceController.name, {
      type: "Reconcile",
      controller: namespaceController.name,
      kind: "Namespace",
      key,
      decision,
      ...(resource && { params: { resource } }),
    });
  }
}

const namespacedResources: readonly string[] = [
  ...new Set(kinds.filter(({ namespaced, served }) => namespaced && served).map(({ resource }) => resource)),
].sort();

/** What is still there: objects by `resource.group`, and those that are held, by what holds them. */
interface Remains {
  readonly resources: ReadonlyMap<string, number>;
  readonly finalizers: ReadonlyMap<string, number>;
}

const nothing: Remains = { resources: new Map(), finalizers: new Map() };
const isEmpty = ({ resources }: Remains): boolean => resources.size === 0;

/** `X has N resource instances` of each, in order. */
const counted = (counts: ReadonlyMap<string, number>, verb: string): string =>
  [...counts]
    .map(([name, count]) => `${name} ${verb} ${count} resource instances`)
    .sort()
    .join(", ");

/** How far the emptying has come. Models pkg/controller/namespace/deletion/status_condition_utils.go (v1.34). */
function deletionConditions({ resources, finalizers }: Remains, now: string): Condition[] {
  const condition = (type: string, status: string, reason: string, message: string): Condition => ({
    type,
    status,
    lastTransitionTime: now,
    reason,
    message,
  });
  return [
    condition(
      "NamespaceDeletionDiscoveryFailure",
      "False",
      "ResourcesDiscovered",
      "All resources successfully discovered",
    ),
    condition(
      "NamespaceDeletionGroupVersionParsingFailure",
      "False",
      "ParsedGroupVersions",
      "All legacy kube types successfully parsed",
    ),
    condition(
      "NamespaceDeletionContentFailure",
      "False",
      "ContentDeleted",
      "All content successfully deleted, may be waiting on finalization",
    ),
    resources.size > 0
      ? condition(
          "NamespaceContentRemaining",
          "True",
          "SomeResourcesRemain",
          `Some resources are remaining: ${counted(resources, "has")}`,
        )
      : condition("NamespaceContentRemaining", "False", "ContentRemoved", "All content successfully removed"),
    finalizers.size > 0
      ? condition(
          "NamespaceFinalizersRemaining",
          "True",
          "SomeFinalizersRemain",
          `Some content in the namespace has finalizers remaining: ${counted(finalizers, "in")}`,
        )
      : condition(
          "NamespaceFinalizersRemaining",
          "False",
          "ContentHasNoFinalizers",
          "All content-preserving finalizers finished",
        ),
  ];
}
