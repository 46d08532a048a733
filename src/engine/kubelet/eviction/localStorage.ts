import type { Pod } from "../../api/pod.ts";
import { nanoQuantity, unitsOf } from "../../api/podResources.ts";
import { binaryText, bytesOf, diskOf, type PodUsage } from "../usage.ts";

const resource = "ephemeral-storage";

/**
 * Which limit of local storage a Pod has passed, in the eviction's words; null: none.
 * Models localStorageEviction in pkg/kubelet/eviction/eviction_manager.go (v1.34).
 */
export function passedStorageLimit({ spec }: Pod, usage: PodUsage): string | null {
  for (const { name, emptyDir } of spec.volumes ?? []) {
    const limit = emptyDir?.sizeLimit;
    const bytes = bytesOf(limit) ?? 0;
    if (bytes > 0 && usage.volumes.some((volume) => volume.name === name && volume.bytes > bytes))
      return `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `;
  }
  const limits = spec.containers.flatMap(({ resources }) => {
    const limit = resources?.limits?.[resource];
    return limit === undefined ? [] : [limit];
  });
  if (limits.length > 0) {
    const total = limits.reduce<number>((sum, limit) => sum + Number(unitsOf(nanoQuantity(limit))), 0);
    const text = limits.length === 1 ? String(limits[0]) : binaryText(total);
    if (diskOf(usage) > total)
      return `Pod ephemeral local storage usage exceeds the total limit of containers ${text}. `;
  }
  for (const { name, limits: own, disk } of usage.containers) {
    const limit = own?.[resource];
    const bytes = bytesOf(limit);
    if (bytes !== null && disk > bytes)
      return `Container ${name} exceeded its local ephemeral storage limit "${limit}". `;
  }
  return null;
}
