import type { ReplicaSet } from "../../api/apps.ts";
import { objectHash } from "../../api/hash.ts";
import type { Status } from "../../api/meta.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf, withCondition } from "../conditions.ts";
import {
  controllerReference,
  isAlreadyExists,
  isControlledBy,
  isNamespaceTerminating,
  nameOf,
  semanticEqual,
} from "../objects.ts";
import { newSetAnnotations, replicasAnnotations, revisionAnnotation, revisionOf } from "./annotations.ts";
import { newSetReplicas } from "./arithmetic.ts";
import type { DeploymentPass, Step } from "./deploymentPass.ts";
import { deploymentCondition, hasProgressDeadline } from "./status.ts";
import { hashLabel, sameTemplate } from "./template.ts";

/** Gives the new ReplicaSet its revision, making it when asked to. Models getNewReplicaSet. */
export function* syncRevision(pass: DeploymentPass, create: boolean): Process<Step> {
  const revision = Math.max(0, ...pass.old.map(revisionOf)) + 1;
  if (!pass.newSet) return create ? yield* createSet(pass, revision) : "go on";
  const annotations = newSetAnnotations(pass.deployment, pass.newSet.metadata.annotations, revision);
  const minReadySeconds = pass.deployment.spec.minReadySeconds;
  const set = pass.newSet;
  if (
    !semanticEqual(annotations, set.metadata.annotations) ||
    (set.spec.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)
  ) {
    pass.record("annotateReplicaSet", { name: nameOf(set), revision });
    const updated = yield* pass.client.update<ReplicaSet>({
      ...set,
      metadata: { ...set.metadata, annotations },
      spec: { ...set.spec, minReadySeconds },
    });
    if (!updated.ok) return updated.status;
    pass.newSet = updated.object;
  }
  return yield* publishRevision(
    pass,
    annotations[revisionAnnotation]!,
    "FoundNewReplicaSet",
    `Found new replica set "${nameOf(set)}"`,
    conditionOf(pass.deployment.status?.conditions, "Progressing") === undefined,
  );
}

/** Writes the revision, and how the rollout starts, to the Deployment. */
function* publishRevision(
  pass: DeploymentPass,
  revision: string,
  reason: string,
  message: string,
  tell: boolean,
): Process<Step> {
  const { deployment } = pass;
  const changed = deployment.metadata.annotations?.[revisionAnnotation] !== revision;
  const tells = tell && hasProgressDeadline(deployment);
  if (!changed && !tells) return "go on";
  const condition = deploymentCondition(pass.context.now(), "Progressing", "True", reason, message);
  const conditions = tells ? withCondition(deployment.status?.conditions, condition) : deployment.status?.conditions;
  const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: revision };
  return yield* pass.replaceStatus({
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    status: { ...deployment.status, conditions },
  });
}

function* createSet(pass: DeploymentPass, revision: number): Process<Step> {
  const { deployment, client } = pass;
  const { template, selector } = deployment.spec;
  const hash = objectHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [hashLabel]: hash };
  const name = `${nameOf(deployment)}-${hash}`;
  const replicas = newSetReplicas(deployment, pass.old, 0);
  const annotations = { ...newSetAnnotations(deployment, undefined, revision), ...replicasAnnotations(deployment) };
  pass.record("createReplicaSet", { name, replicas, revision });
  const created = yield* client.create<ReplicaSet>({
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name,
      namespace: deployment.metadata.namespace,
      labels,
      annotations,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(deployment.spec.minReadySeconds && { minReadySeconds: deployment.spec.minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
  if (!created.ok) {
    if (isAlreadyExists(created.status)) return yield* adoptOrAvoid(pass, name, revision, created.status);
    return isNamespaceTerminating(created.status) ? null : yield* creationFailed(pass, name, created.status);
  }
  pass.newSet = created.object;
  if (replicas > 0) pass.scalingEvent("up", name, 0, replicas);
  return yield* publishRevision(
    pass,
    String(revision),
    "NewReplicaSetCreated",
    `Created new replica set "${name}"`,
    true,
  );
}

/** The name is taken: by our own set that the watch has not shown yet, or by a stranger with the same hash. */
function* adoptOrAvoid(pass: DeploymentPass, name: string, revision: number, status: Status): Process<Step> {
  const { deployment } = pass;
  const found = yield* pass.client.get<ReplicaSet>("replicasets", deployment.metadata.namespace, name);
  if (!found.ok) return found.status;
  const template = found.object.spec.template;
  if (isControlledBy(found.object, deployment) && template && sameTemplate(template, deployment.spec.template)) {
    pass.newSet = found.object;
    return yield* publishRevision(pass, String(revision), "", "", false);
  }
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
  const refused = yield* pass.replaceStatus({ ...deployment, status: { ...deployment.status, collisionCount } });
  return refused === "go on" ? status : refused;
}

function* creationFailed(pass: DeploymentPass, name: string, status: Status): Process<Step> {
  const { deployment } = pass;
  const message = `Failed to create new replica set "${name}": ${status.message}`;
  if (hasProgressDeadline(deployment)) {
    const condition = deploymentCondition(pass.context.now(), "Progressing", "False", "ReplicaSetCreateError", message);
    const conditions = withCondition(deployment.status?.conditions, condition);
    yield* pass.replaceStatus({ ...deployment, status: { ...deployment.status, conditions } });
  }
  pass.client.event(deployment, "Warning", "ReplicaSetCreateError", message);
  return status;
}
