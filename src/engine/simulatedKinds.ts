import type { KindInfo } from "./api/kinds.ts";
import { controlledKinds } from "./controllers/registry.ts";

/** Kinds that do nothing by themselves: some controller has to bring them to life. */
const needController: ReadonlySet<string> = new Set([
  "CronJob",
  "DaemonSet",
  "Deployment",
  "HorizontalPodAutoscaler",
  "Job",
  "PersistentVolumeClaim",
  "PodDisruptionBudget",
  "ReplicaSet",
  "ReplicationController",
  "Service",
  "StatefulSet",
]);

/** False for kinds that are stored without anything acting on them. */
export function isSimulated({ kind, simulated }: KindInfo): boolean {
  return needController.has(kind) ? controlledKinds.includes(kind) : simulated;
}
