import type { StatefulSet } from "../../api/apps.ts";
import type { Pod, PodTemplateSpec } from "../../api/pod.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import { controllerReference, nameOf } from "../objects.ts";

const podNameLabel = "statefulset.kubernetes.io/pod-name";
const podIndexLabel = "apps.kubernetes.io/pod-index";
export const revisionLabel = "controller-revision-hash";

export const podName = (set: StatefulSet, ordinal: number): string => `${nameOf(set)}-${ordinal}`;

/** The ordinal in a Pod's name; null when it is not one of the set's. */
export function ordinalOf(set: StatefulSet, { metadata }: Pod): number | null {
  const match = /^(.+)-(0|[1-9]\d*)$/.exec(metadata.name ?? "");
  return match && match[1] === nameOf(set) ? Number(match[2]) : null;
}

/** What a Pod is found by on its own: its name, and its ordinal. */
export const identityLabels = (name: string, ordinal: number): { readonly [label: string]: string } => ({
  [podNameLabel]: name,
  [podIndexLabel]: String(ordinal),
});

/** Whether a Pod bears its name. Models identityMatches of pkg/controller/statefulset (v1.34): the index is not looked at. */
export const hasIdentity = ({ metadata }: Pod): boolean => metadata.labels?.[podNameLabel] === metadata.name;

/** The claims of a Pod, one for each template. They outlive the Pod. */
export function claimsFor(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      ...template.metadata,
      name: `${nameOf(template)}-${podName(set, ordinal)}`,
      namespace: set.metadata.namespace,
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
    },
    spec: template.spec,
  }));
}

/** The Pod of an ordinal: its name, its place in DNS and its volumes are the ordinal's. Models newStatefulSetPod (v1.34). */
export function newStatefulPod(set: StatefulSet, template: PodTemplateSpec, ordinal: number, revision: string): Pod {
  const name = podName(set, ordinal);
  const claimVolumes = (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: nameOf(claim),
    persistentVolumeClaim: { claimName: `${nameOf(claim)}-${name}` },
  }));
  const claimed = new Set(claimVolumes.map((volume) => volume.name));
  const others = (template.spec.volumes ?? []).filter((volume) => !claimed.has(volume.name));
  const volumes = [...others, ...claimVolumes];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace: set.metadata.namespace,
      ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
      labels: {
        ...template.metadata?.labels,
        ...identityLabels(name, ordinal),
        [revisionLabel]: revision,
      },
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...template.spec,
      hostname: name,
      ...(set.spec.serviceName && { subdomain: set.spec.serviceName }),
      ...(volumes.length > 0 && { volumes }),
    },
  };
}
