import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim, selectorOf } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { controllerOf, isControlledBy, keyOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { isRollingUpdate } from "./arithmetic.ts";
import { DeploymentPass } from "./deploymentPass.ts";
import { reconcile } from "./rollout.ts";

/**
 * The Deployment controller: one ReplicaSet for each template, and the way from the old ones to the new one.
 *
 * Models pkg/controller/deployment (v1.34).
 */
export const deploymentController: Controller = {
  name: "deployment-controller",
  kinds: ["Deployment"],
  start: (context) => new DeploymentController(context).start(),
};

class DeploymentController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private deployments!: Informer<Deployment>;
  private sets!: Informer<ReplicaSet>;
  private pods!: Informer<Pod>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(deploymentController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
  }

  start(): void {
    const { informers } = this.context;
    this.deployments = informers.of<Deployment>("deployments", {
      added: (deployment) => this.queue.add(keyOf(deployment)),
      updated: (_before, deployment) => this.queue.add(keyOf(deployment)),
      deleted: (deployment) => this.queue.add(keyOf(deployment)),
    });
    this.sets = informers.of<ReplicaSet>("replicasets", {
      added: (set) => this.setChanged(set),
      updated: (before, set) => {
        if (controllerOf(before)?.uid !== controllerOf(set)?.uid) this.setChanged(before);
        this.setChanged(set);
      },
      deleted: (set) => this.setChanged(set),
    });
    this.pods = informers.of<Pod>("pods", { deleted: (pod) => this.podDeleted(pod) });
  }

  private *sync(key: string): Process<SyncResult> {
    const deployment = this.deployments.get(key);
    if (!deployment) return null;
    const candidates = this.setsIn(deployment.metadata.namespace);
    const claimed = yield* claim(this.client, "replicasets", deployment, deployment.spec.selector, candidates);
    if (claimed.refused) return claimed.refused;
    const pass = new DeploymentPass(this.context, this.client, this, deployment, claimed.objects);
    const result = yield* reconcile(pass);
    pass.tellIdle();
    return result;
  }

  private setsIn(namespace: string | undefined): readonly ReplicaSet[] {
    return this.sets.list().filter(({ metadata }) => metadata.namespace === namespace);
  }

  podsOf(set: ReplicaSet): readonly Pod[] {
    return this.pods.list().filter((pod) => isControlledBy(pod, set));
  }

  /** Looks again when the rollout might have missed its deadline, without keeping a run alive for it. */
  lookAgain(key: string, delay: number): void {
    this.context.background(delay, () => this.queue.add(key));
  }

  private ownerOf(object: KubernetesObject): Deployment | undefined {
    const owner = controllerOf(object);
    if (owner?.kind !== "Deployment") return undefined;
    const deployment = this.deployments.get(`${object.metadata.namespace}/${owner.name}`);
    return deployment?.metadata.uid === owner.uid ? deployment : undefined;
  }

  private setChanged(set: ReplicaSet): void {
    const owner = this.ownerOf(set);
    if (owner) this.queue.add(keyOf(owner));
    else if (!controllerOf(set)) {
      for (const deployment of this.deployments.list()) {
        if (deployment.metadata.namespace === set.metadata.namespace && selectorOf(deployment.spec.selector)(set)) {
          this.queue.add(keyOf(deployment));
        }
      }
    }
  }

  /** Recreate waits for the last old Pod to be gone. */
  private podDeleted(pod: Pod): void {
    const owner = controllerOf(pod);
    const set = owner && this.sets.get(`${pod.metadata.namespace}/${owner.name}`);
    const deployment = set && this.ownerOf(set);
    if (!deployment || isRollingUpdate(deployment)) return;
    const left = this.setsIn(deployment.metadata.namespace)
      .filter((other) => isControlledBy(other, deployment))
      .some((other) => this.podsOf(other).length > 0);
    if (!left) this.queue.add(keyOf(deployment));
  }
}
