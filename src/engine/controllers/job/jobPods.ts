import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import { nameOf } from "../objects.ts";
import { podFromTemplate } from "../podTemplate.ts";
import { type FailureCounts, failureCountAnnotation, ignoredCountAnnotation, indexAnnotation } from "./indexes.ts";
import { specOf } from "./jobSpec.ts";

/** Holds a finished Pod until the Job has counted it. */
export const trackingFinalizer = "batch.kubernetes.io/job-tracking";

/** The longest prefix of a name that an index and a random suffix still fit behind (maxGeneratedNameLength). */
const longestPrefix = 58;

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
      generateName: `${nameOf(job).slice(0, longestPrefix - `-${index}-`.length)}-${index}-`,
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
