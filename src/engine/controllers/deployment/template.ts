import type { PodTemplateSpec } from "../../api/pod.ts";
import { semanticEqual } from "../objects.ts";

/** Under which a ReplicaSet's Pods, and it itself, bear the hash of their template. */
export const hashLabel = "pod-template-hash";

/** Whether two templates are the same but for the hash label. */
export function sameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return semanticEqual(withoutHash(a), withoutHash(b));
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const labels = { ...template.metadata?.labels };
  delete labels[hashLabel];
  return { ...template, metadata: { ...template.metadata, labels } };
}
