import type { Container, Pod } from "../../api/pod.ts";

const prefix = "container.apparmor.security.beta.kubernetes.io/";

interface Profile {
  readonly type: string;
  readonly localhostProfile?: string;
}

/** What the annotation says as a field; null when it says nothing that a field could. */
function profileOf(annotation: string): Profile | null {
  if (annotation === "unconfined") return { type: "Unconfined" };
  if (annotation === "runtime/default") return { type: "RuntimeDefault" };
  const localhostProfile = annotation.startsWith("localhost/") ? annotation.slice("localhost/".length) : "";
  const isProfile = localhostProfile !== "" && localhostProfile.trim() === localhostProfile;
  return isProfile ? { type: "Localhost", localhostProfile } : null;
}

const isSame = (one: Profile | undefined, other: Profile): boolean =>
  one?.type === other.type && one.localhostProfile === other.localhostProfile;

/** Every container with an annotation and no field, and what becomes of it. */
function unsynced({ metadata, spec }: Pod): { readonly name: string; readonly profile: Profile | null }[] {
  const annotations = metadata.annotations ?? {};
  if (spec.os?.name === "windows" || !Object.keys(annotations).some((name) => name.startsWith(prefix))) return [];
  const containers: readonly Container[] = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  const podProfile = spec.securityContext?.appArmorProfile as Profile | undefined;
  return containers.flatMap(({ name = "", securityContext }) => {
    const annotation = annotations[`${prefix}${name}`];
    if (annotation === undefined || securityContext?.appArmorProfile) return [];
    const profile = profileOf(annotation);
    return profile && isSame(podProfile, profile) ? [] : [{ name, profile }];
  });
}

/** What is said of the annotations that are no longer to be used: before anything else is looked at. */
export function appArmorWarnings(pod: Pod): string[] {
  return unsynced(pod).map(
    ({ name }) =>
      `metadata.annotations[${prefix}${name}]: deprecated since v1.30; use the "appArmorProfile" field instead`,
  );
}

/**
 * AppArmor profiles that only the old annotations tell become fields of their containers.
 * Models applyAppArmorVersionSkew of pkg/registry/core/pod/strategy.go (v1.34).
 */
export function withAppArmorFields(pod: Pod): Pod {
  const profiles = unsynced(pod);
  if (profiles.length === 0) return pod;
  const synced = (container: Container): Container => {
    const appArmorProfile = profiles.find(({ name }) => name === container.name)?.profile;
    if (!appArmorProfile) return container;
    return { ...container, securityContext: { ...container.securityContext, appArmorProfile } } as Container;
  };
  const { initContainers } = pod.spec;
  const lists = {
    containers: pod.spec.containers.map(synced),
    ...(initContainers && { initContainers: initContainers.map(synced) }),
  };
  return { ...pod, spec: { ...pod.spec, ...lists } };
}
