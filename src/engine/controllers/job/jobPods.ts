import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import { nameOf } from "../objects.ts";
import { podFromTemplate } from "../podTemplate.ts";
import { type FailureCounts, failureCountAnnotation, ignoredCountAnnotation, indexAnnotation } from "./indexes.ts";
import { specOf } from "./jobSpec.ts";

/** Holds a finished Pod until the Job has counted it. */
export const trackingFinalizer = "batch.kubernetes.io/job-tracking";

/** Back-off before a failed Pod is replaced, in virtual milliseconds. */
const baseBackoff: VirtualMillis = 10_000;
const maxBackoff: VirtualMillis = 600_000;

export const isIndexed = (job: Job): boolean => specOf(job).completionMode === "Indexed";
export const isTracked = ({ metadata }: Pod): boolean => metadata.finalizers?.includes(trackingFinalizer) ?? false;
export const phaseOf = ({ status }: Pod): string | undefined => status?.phase;

/** A Pod of the Job, for a completion index when it has them. Models the Pod templates of manageJob (v1.34). */
export function newJobPod(job: Job, index: number | null, failures: FailureCounts): Pod {
  const pod = podFromTemplate(job.spec.template, job);
  const finalizers = [...(pod.metadata.finalizers ?? []), trackingFinalizer];
  if (index === null) return { ...pod, metadata: { ...pod.metadata, finalizers } };
  const hostname = `${nameOf(job)}-${index}`;
  const perIndex = specOf(job).backoffLimitPerIndex !== undefined;
  const env = {
    name: "JOB_COMPLETION_INDEX",
    valueFrom: { fieldRef: { fieldPath: `metadata.labels['${indexAnnotation}']` } },
  };
  const withIndex = <C extends { env?: { name: string }[] }>(containers: C[]): C[] =>
    containers.map((container) =>
      container.env?.some(({ name }) => name === env.name)
        ? container
        : { ...container, env: [...(container.env ?? []), env] },
    );
  const { initContainers } = pod.spec;
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      finalizers,
      generateName: `${hostname}-`,
      labels: { ...pod.metadata.labels, [indexAnnotation]: `${index}` },
      annotations: {
        ...pod.metadata.annotations,
        [indexAnnotation]: `${index}`,
        ...(perIndex && { [failureCountAnnotation]: `${failures.counted}` }),
        ...(perIndex && failures.ignored > 0 && { [ignoredCountAnnotation]: `${failures.ignored}` }),
      },
    },
    spec: {
      ...pod.spec,
      hostname,
      containers: withIndex(pod.spec.containers),
      ...(initContainers && { initContainers: withIndex(initContainers) }),
    },
  };
}

/** When a Pod's last container ended, in virtual milliseconds; null when that cannot be seen. */
export function finishedAt({ status }: Pod): VirtualMillis | null {
  const ends = (status?.containerStatuses ?? []).flatMap(({ state }) => {
    const end = virtualTime(state?.terminated?.finishedAt ?? "");
    return end === null ? [] : [end];
  });
  return ends.length > 0 ? Math.max(...ends) : null;
}

/**
 * Virtual milliseconds until a Pod may be made: 10 s after a failure, doubled by each one since the last success.
 * Models backoff_utils.go of pkg/controller/job (v1.34).
 */
export function backoffOf(pods: readonly Pod[], now: VirtualMillis): VirtualMillis {
  const ends = (phase: string): number[] =>
    pods.filter((pod) => phaseOf(pod) === phase).map((pod) => finishedAt(pod) ?? now);
  const lastSuccess = Math.max(Number.NEGATIVE_INFINITY, ...ends("Succeeded"));
  const failures = ends("Failed").filter((end) => end > lastSuccess);
  if (failures.length === 0) return 0;
  const delay = Math.min(baseBackoff * 2 ** (failures.length - 1), maxBackoff);
  return Math.max(...failures) + delay - now;
}

/** Restarts of the containers of running Pods count against the limit when Pods restart them themselves. */
export function restartsPastLimit(job: Job, pods: readonly Pod[]): boolean {
  if (job.spec.template.spec.restartPolicy !== "OnFailure") return false;
  const { backoffLimit = 6 } = specOf(job);
  const restarts = pods
    .filter((pod) => phaseOf(pod) === "Running" || phaseOf(pod) === "Pending")
    .flatMap(({ status }) => [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}
