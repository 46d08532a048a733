import type { KubernetesObject } from "../api/meta.ts";
import { isEqual } from "./validation/equality.ts";

const advice =
  "API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests";

/**
 * The object with each owner named once, and what its client is told of those named twice: creates and updates are looked
 * at before admission has changed anything, patches after.
 *
 * Models dedupOwnerReferencesAndAddWarning of staging/src/k8s.io/apiserver/pkg/endpoints/handlers (v1.34).
 */
export function withOwnersOnce(
  object: KubernetesObject,
  when: "before admission" | "after admission",
): { readonly object: KubernetesObject; readonly warnings: readonly string[] } {
  const { ownerReferences = [] } = object.metadata;
  const first = ownerReferences.filter((owner, i) => ownerReferences.findIndex((other) => isEqual(owner, other)) === i);
  if (first.length === ownerReferences.length) return { object, warnings: [] };
  const twice = ownerReferences.filter((owner, i) => ownerReferences.findIndex((other) => isEqual(owner, other)) < i);
  const where = when === "after admission" ? " after mutating admission happens" : "";
  const uids = twice.map(({ uid }) => uid).join(", ");
  return {
    object: { ...object, metadata: { ...object.metadata, ownerReferences: first } },
    warnings: [
      `.metadata.ownerReferences contains duplicate entries${where}; ${advice}; duplicate UID(s) observed: ${uids}`,
    ],
  };
}
