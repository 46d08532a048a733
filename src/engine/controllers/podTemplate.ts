import type { KubernetesObject } from "../api/meta.ts";
import type { Pod, PodTemplateSpec } from "../api/pod.ts";
import { controllerReference, nameOf } from "./objects.ts";

/** The longest prefix that leaves room for the random suffix of a generated name. */
const longestPrefix = 253;

/** The Pod that an owner asks for: the template's metadata and spec, a generated name, and the owner's reference. */
export function podFromTemplate(template: PodTemplateSpec, owner: KubernetesObject): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const prefix = `${nameOf(owner)}-`;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      generateName: prefix.length <= longestPrefix ? prefix : nameOf(owner),
      namespace: owner.metadata.namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}
