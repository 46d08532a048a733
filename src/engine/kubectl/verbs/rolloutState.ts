import type { DaemonSet, Deployment, StatefulSet } from "../../api/apps.ts";
import type { KubernetesObject } from "../../api/meta.ts";

/** How far a rollout is, in kubectl's words; or why there is nothing to say. */
export type RolloutState = { readonly text: string; readonly done: boolean } | { readonly error: string };

const waiting = (text: string): RolloutState => ({ text, done: false });

/** Models kubectl's pkg/polymorphichelpers/rollout_status.go (v1.34). */
export function rolloutState(object: KubernetesObject, revision: number): RolloutState {
  switch (object.kind) {
    case "Deployment":
      return deploymentState(object as Deployment, revision);
    case "DaemonSet":
      return daemonSetState(object as DaemonSet);
    case "StatefulSet":
      return statefulSetState(object as StatefulSet);
    default:
      return { error: `no status viewer has been implemented for ${object.kind}` };
  }
}

function deploymentState({ metadata, spec, status = {} }: Deployment, revision: number): RolloutState {
  const name = `deployment ${JSON.stringify(metadata.name)}`;
  const current = Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
  if (revision > 0 && revision !== current)
    return { error: `desired revision (${revision}) is different from the running revision (${current})` };
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return waiting("Waiting for deployment spec update to be observed...");
  if (status.conditions?.some(({ type, reason }) => type === "Progressing" && reason === "ProgressDeadlineExceeded"))
    return { error: `${name} exceeded its progress deadline` };
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const wanted = spec.replicas ?? 0;
  const about = `Waiting for ${name} rollout to finish`;
  if (updatedReplicas < wanted)
    return waiting(`${about}: ${updatedReplicas} out of ${wanted} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return waiting(`${about}: ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${about}: ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return { text: `${name} successfully rolled out`, done: true };
}

const onlyRolling = { error: "rollout status is only available for RollingUpdate strategy type" };

function daemonSetState({ metadata, spec, status = {} }: DaemonSet): RolloutState {
  if ((spec.updateStrategy?.type ?? "RollingUpdate") !== "RollingUpdate") return onlyRolling;
  const count = (field: string): number => Number(status[field] ?? 0);
  const name = `daemon set ${JSON.stringify(metadata.name)}`;
  if ((metadata.generation ?? 0) > count("observedGeneration"))
    return waiting("Waiting for daemon set spec update to be observed...");
  const desired = count("desiredNumberScheduled");
  const about = `Waiting for ${name} rollout to finish`;
  if (count("updatedNumberScheduled") < desired)
    return waiting(`${about}: ${count("updatedNumberScheduled")} out of ${desired} new pods have been updated...`);
  if (count("numberAvailable") < desired)
    return waiting(`${about}: ${count("numberAvailable")} of ${desired} updated pods are available...`);
  return { text: `${name} successfully rolled out`, done: true };
}

function statefulSetState({ metadata, spec, status = {} }: StatefulSet): RolloutState {
  if ((spec.updateStrategy?.type ?? "RollingUpdate") !== "RollingUpdate") return onlyRolling;
  const count = (field: string): number => Number(status[field] ?? 0);
  if (count("observedGeneration") === 0 || (metadata.generation ?? 0) > count("observedGeneration"))
    return waiting("Waiting for statefulset spec update to be observed...");
  const wanted = spec.replicas ?? 0;
  if (count("readyReplicas") < wanted)
    return waiting(`Waiting for ${wanted - count("readyReplicas")} pods to be ready...`);
  const partition = spec.updateStrategy?.rollingUpdate?.partition;
  if (partition !== undefined) {
    const updated = count("updatedReplicas");
    if (updated < wanted - partition)
      return waiting(
        `Waiting for partitioned roll out to finish: ${updated} out of ${wanted - partition} new pods have been updated...`,
      );
    return { text: `partitioned roll out complete: ${updated} new pods have been updated...`, done: true };
  }
  if (status.updateRevision !== status.currentRevision)
    return waiting(
      `waiting for statefulset rolling update to complete ${count("updatedReplicas")} pods at revision ${status.updateRevision}...`,
    );
  return {
    text: `statefulset rolling update complete ${count("currentReplicas")} pods at revision ${status.currentRevision}...`,
    done: true,
  };
}
