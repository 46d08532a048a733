import type { Job } from "../../api/apps.ts";
import type { ContainerStatus, Pod } from "../../api/pod.ts";
import { nameOf } from "../objects.ts";
import { type OnExitCodes, type PolicyAction, specOf } from "./jobSpec.ts";

/** What a failed Pod means for its Job by the first rule that matches; null: no rule does, and it counts. */
export interface PolicyVerdict {
  readonly action: PolicyAction;
  /** Of FailJob: why the Job has failed. */
  readonly message: string;
}

/** Models matchPodFailurePolicy of pkg/controller/job (v1.34). */
export function policyVerdict(job: Job, pod: Pod): PolicyVerdict | null {
  for (const [index, { action, onExitCodes, onPodConditions }] of (
    specOf(job).podFailurePolicy?.rules ?? []
  ).entries()) {
    const rule = `matching ${action} rule at index ${index}`;
    const { namespace } = pod.metadata;
    if (onExitCodes) {
      const container = matchingContainer(pod, onExitCodes);
      if (!container) continue;
      const { exitCode } = container.state?.terminated ?? {};
      const message = `Container ${container.name} for pod ${namespace}/${nameOf(pod)} failed with exit code ${exitCode} ${rule}`;
      return { action, message };
    }
    const condition = pod.status?.conditions?.find(({ type, status }) =>
      onPodConditions?.some((pattern) => pattern.type === type && (pattern.status ?? "True") === status),
    );
    if (condition) {
      return { action, message: `Pod ${namespace}/${nameOf(pod)} has condition ${condition.type} ${rule}` };
    }
  }
  return null;
}

function matchingContainer({ status }: Pod, wanted: OnExitCodes): ContainerStatus | undefined {
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].find(({ name, state }) => {
    const exitCode = state?.terminated?.exitCode;
    if (exitCode === undefined || exitCode === 0) return false;
    if (wanted.containerName !== undefined && wanted.containerName !== name) return false;
    return wanted.values.includes(exitCode) === (wanted.operator === "In");
  });
}
