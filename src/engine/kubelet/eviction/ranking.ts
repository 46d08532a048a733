import type { Pod } from "../../api/pod.ts";
import { podRequests, unitsOf } from "../../api/podResources.ts";
import { binaryText, bytesOf, diskOf, memoryOf, type PodUsage, pidsOf } from "../usage.ts";

/** A Pod that may be evicted. */
export interface Candidate {
  readonly pod: Pod;
  readonly usage: PodUsage;
}

function used(resource: string, usage: PodUsage): number {
  if (resource === "memory") return memoryOf(usage);
  return resource === "pids" ? pidsOf(usage) : diskOf(usage);
}

/**
 * Who goes first: who uses more than it requests, then who has the lower priority, then who uses the most above its
 * request. Processes can't be requested: priority, then number.
 * Models rankMemoryPressure, rankDiskPressureFunc and rankPIDPressure in pkg/kubelet/eviction/helpers.go (v1.34).
 */
export function ranked<C extends Candidate>(candidates: readonly C[], resource: string): C[] {
  return candidates
    .map((candidate) => {
      const { pod, usage } = candidate;
      const request = resource === "pids" ? 0 : Number(unitsOf(podRequests(pod).get(resource) ?? 0n));
      const above = used(resource, usage) - request;
      return { candidate, above, exceeds: resource !== "pids" && above > 0, priority: pod.spec.priority ?? 0 };
    })
    .sort(
      (a, b) =>
        Number(b.exceeds) - Number(a.exceeds) ||
        a.priority - b.priority ||
        b.above - a.above ||
        ((a.candidate.pod.metadata.name ?? "") < (b.candidate.pod.metadata.name ?? "") ? -1 : 1),
    )
    .map(({ candidate }) => candidate);
}

/** Which containers are to blame, in the eviction's words. Processes are not told by container. */
export function blame(resource: string, { containers }: PodUsage): string {
  if (resource === "pids") return "";
  return containers
    .map(({ name, requests, memory, disk }) => ({
      name,
      usage: resource === "memory" ? memory : disk,
      request: bytesOf(requests?.[resource]) ?? 0,
    }))
    .filter(({ usage, request }) => usage > request)
    .map(
      ({ name, usage, request }) =>
        `Container ${name} was using ${binaryText(usage)}, request is ${binaryText(request)}, has larger consumption of ${resource}. `,
    )
    .join("");
}
