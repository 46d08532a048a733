import type { ResourceQuota } from "../../api/core.ts";
import { resourceByName } from "../../api/kinds.ts";
import type { ResourceList } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { addQuantities, canonicalQuantity } from "../../api/quantity.ts";
import { isInScope } from "../../apiserver/admission/resourcequota/scopes.ts";
import { objectUsage, plainCounts, podUsage } from "../../apiserver/admission/resourcequota/usage.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isNotFound, keyOf, semanticEqual } from "../objects.ts";
import { isFinished } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

/**
 * The resource quota controller counts what a namespace uses. The admission plugin charges for new objects at once; the
 * controller gives back what is gone.
 *
 * Models pkg/controller/resourcequota (v1.34).
 */
export const resourceQuotaController: Controller = {
  name: "resourcequota-controller",
  kinds: ["ResourceQuota"],
  start: (context) => new ResourceQuotaController(context).start(),
};

class ResourceQuotaController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private quotas!: Informer<ResourceQuota>;
  private pods!: Informer<Pod>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(resourceQuotaController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
  }

  start(): void {
    this.quotas = this.context.informers.of<ResourceQuota>("resourcequotas", {
      added: (quota) => this.queue.add(keyOf(quota)),
      updated: (before, quota) => {
        if (!semanticEqual(before.spec, quota.spec)) this.queue.add(keyOf(quota));
      },
    });
    this.pods = this.context.informers.of<Pod>("pods", {
      updated: (before, pod) => {
        if (isFinished(pod) && !isFinished(before)) this.replenish(pod);
      },
      deleted: (pod) => this.replenish(pod),
    });
  }

  private replenish({ metadata }: Pod): void {
    for (const quota of this.quotas.list()) {
      if (quota.metadata.namespace === metadata.namespace) this.queue.add(keyOf(quota));
    }
  }

  private *sync(key: string): Process<SyncResult> {
    const quota = this.quotas.get(key);
    if (!quota) return null;
    const hard = quota.spec?.hard ?? {};
    const used: ResourceList = {};
    for (const resource of Object.keys(hard)) used[resource] = "0";
    const add = (usage: ResourceList): void => {
      for (const [resource, amount] of Object.entries(usage))
        used[resource] = addQuantities(used[resource] ?? "0", amount);
    };
    for (const counted of new Set(Object.keys(hard).flatMap((resource) => countedResource(resource) ?? []))) {
      const found = yield* this.client.list(counted, quota.metadata.namespace);
      if (!found.ok) continue;
      for (const object of found.object.items) if (isInScope(quota, object)) add(objectUsage(object, hard));
    }
    for (const pod of this.pods.list()) {
      if (pod.metadata.namespace !== quota.metadata.namespace || !isInScope(quota, pod)) continue;
      // What has ended costs nothing any more, but is still an object.
      add(isFinished(pod) ? podUsage(pod, onlyCounts(hard)) : podUsage(pod, hard));
    }
    const canonical = Object.fromEntries(
      Object.entries(used).map(([name, amount]) => [name, canonicalQuantity(amount)]),
    );
    const status = { hard, used: canonical };
    if (semanticEqual(quota.status, status)) return null;
    this.context.record(resourceQuotaController.name, {
      type: "Reconcile",
      controller: resourceQuotaController.name,
      kind: "ResourceQuota",
      key,
      decision: "updateUsage",
    });
    const updated = yield* this.client.updateStatus<ResourceQuota>({ ...quota, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }
}

function onlyCounts(hard: ResourceList): ResourceList {
  const { "count/pods": count } = hard;
  return count === undefined ? {} : { "count/pods": count };
}

/** The resource whose objects a name in a quota counts; null for Pods and what they ask for. */
function countedResource(name: string): string | null {
  if (name.startsWith("services.")) return "services";
  if (name === "requests.storage" || name.includes(".storageclass.storage.k8s.io/")) return "persistentvolumeclaims";
  const counted = name.startsWith("count/") ? name.slice("count/".length).replace(/\..*$/, "") : name;
  if (counted === "pods" || (counted === name && !plainCounts.has(name))) return null;
  return resourceByName(counted)?.served ? counted : null;
}
