import type { KubernetesObject } from "../../api/meta.ts";

export function strictDecode(_object: KubernetesObject): string[] {
  return [];
}
