import { ensureRecord, type Fields, recordAt, recordsAt, setAbsent } from "./fields.ts";
import { defaultOwnTemplate, defaultPodTemplate } from "./pod.ts";
import { defaultClaim } from "./volumes.ts";

/** Models pkg/apis/apps/v1/defaults.go (v1.34). */
export function defaultDeployment(deployment: Fields): void {
  const spec = ensureRecord(deployment, "spec");
  defaultOwnTemplate(spec);
  setAbsent(spec, { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const strategy = ensureRecord(spec, "strategy");
  setAbsent(strategy, { type: "RollingUpdate" });
  if (strategy.type === "RollingUpdate")
    setAbsent(ensureRecord(strategy, "rollingUpdate"), { maxUnavailable: "25%", maxSurge: "25%" });
}

export function defaultReplicaSet(replicaSet: Fields): void {
  const spec = ensureRecord(replicaSet, "spec");
  defaultOwnTemplate(spec);
  setAbsent(spec, { replicas: 1 });
}

export function defaultStatefulSet(statefulSet: Fields): void {
  const spec = ensureRecord(statefulSet, "spec");
  defaultOwnTemplate(spec);
  for (const claim of recordsAt(spec, "volumeClaimTemplates")) {
    setAbsent(claim, { apiVersion: "v1", kind: "PersistentVolumeClaim" });
    defaultClaim(claim);
  }
  setAbsent(spec, {
    replicas: 1,
    revisionHistoryLimit: 10,
    podManagementPolicy: "OrderedReady",
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: {},
  });
  const strategy = ensureRecord(spec, "updateStrategy");
  setAbsent(strategy, { type: "RollingUpdate" });
  if (strategy.type === "RollingUpdate") setAbsent(ensureRecord(strategy, "rollingUpdate"), { partition: 0 });
  setAbsent(ensureRecord(spec, "persistentVolumeClaimRetentionPolicy"), {
    whenDeleted: "Retain",
    whenScaled: "Retain",
  });
}

export function defaultDaemonSet(daemonSet: Fields): void {
  const spec = ensureRecord(daemonSet, "spec");
  defaultOwnTemplate(spec);
  setAbsent(spec, { updateStrategy: {}, revisionHistoryLimit: 10 });
  const strategy = ensureRecord(spec, "updateStrategy");
  setAbsent(strategy, { type: "RollingUpdate" });
  if (strategy.type === "RollingUpdate")
    setAbsent(ensureRecord(strategy, "rollingUpdate"), { maxUnavailable: 1, maxSurge: 0 });
}

/** The selector and the labels of a controller default to its template's labels. */
function labelsFromTemplate(controller: Fields, spec: Fields): void {
  const labels = recordAt(recordAt(recordAt(spec, "template"), "metadata"), "labels");
  const metadata = ensureRecord(controller, "metadata");
  if (labels && Object.keys(recordAt(metadata, "labels") ?? {}).length === 0) metadata.labels = { ...labels };
}

/** Models pkg/apis/batch/v1/defaults.go (v1.34). */
export function defaultJob(job: Fields): void {
  const spec = ensureRecord(job, "spec");
  labelsFromTemplate(job, spec);
  defaultJobSpec(spec);
}

function defaultJobSpec(spec: Fields): void {
  defaultOwnTemplate(spec);
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  const policy = recordAt(spec, "podFailurePolicy");
  setAbsent(spec, {
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2147483647,
    completionMode: "NonIndexed",
    suspend: false,
    podReplacementPolicy: policy ? "Failed" : "TerminatingOrFailed",
    manualSelector: spec.manualSelector === undefined ? false : spec.manualSelector,
  });
  defaultFailurePolicy(spec);
}

function defaultFailurePolicy(spec: Fields | undefined): void {
  for (const rule of recordsAt(recordAt(spec, "podFailurePolicy"), "rules"))
    for (const condition of recordsAt(rule, "onPodConditions")) setAbsent(condition, { status: "True" });
}

export function defaultCronJob(cronJob: Fields): void {
  const spec = ensureRecord(cronJob, "spec");
  const jobSpec = ensureRecord(ensureRecord(spec, "jobTemplate"), "spec");
  defaultOwnTemplate(jobSpec);
  defaultFailurePolicy(jobSpec);
  setAbsent(spec, {
    concurrencyPolicy: "Allow",
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  });
}

export function defaultReplicationController(controller: Fields): void {
  const spec = ensureRecord(controller, "spec");
  const labels = recordAt(recordAt(recordAt(spec, "template"), "metadata"), "labels");
  if (labels && Object.keys(recordAt(spec, "selector") ?? {}).length === 0) spec.selector = { ...labels };
  labelsFromTemplate(controller, spec);
  defaultPodTemplate(spec);
  setAbsent(spec, { replicas: 1 });
}
