import type { PodSpec } from "../../../api/pod.ts";
import { namesWhere } from "./baseline.ts";
import { allContainers, distinct, named, type PodCheck, plural, quoted, setters } from "./checks.ts";

/** On Windows these fields mean nothing; the standards know that since 1.25. */
function isWindows({ os }: PodSpec, version: number): boolean {
  return version >= 25 && os?.name === "windows";
}

const allowPrivilegeEscalation: PodCheck = {
  since: 8,
  check(spec, _metadata, version) {
    if (isWindows(spec, version)) return null;
    const containers = namesWhere(
      allContainers(spec),
      ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false,
    );
    if (containers.length === 0) return null;
    const detail = `${named("container", containers)} must set securityContext.allowPrivilegeEscalation=false`;
    return { reason: "allowPrivilegeEscalation != false", detail };
  },
};

const capabilities: PodCheck = {
  since: 22,
  check(spec, _metadata, version) {
    if (isWindows(spec, version)) return null;
    const all = allContainers(spec);
    const keeping = namesWhere(
      all,
      ({ securityContext }) => !(securityContext?.capabilities?.drop ?? []).includes("ALL"),
    );
    const added = (container: (typeof all)[number]): string[] =>
      (container.securityContext?.capabilities?.add ?? []).filter((name) => name !== "NET_BIND_SERVICE");
    const adding = namesWhere(all, (container) => added(container).length > 0);
    const details = [
      ...(keeping.length > 0
        ? [`${named("container", keeping)} must set securityContext.capabilities.drop=["ALL"]`]
        : []),
      ...(adding.length > 0
        ? [
            `${named("container", adding)} must not include ${quoted(distinct(all.flatMap(added)))} in securityContext.capabilities.add`,
          ]
        : []),
    ];
    return details.length === 0 ? null : { reason: "unrestricted capabilities", detail: details.join("; ") };
  },
};

const coreVolumes = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

const restrictedVolumes: PodCheck = {
  check(spec) {
    const bad = (spec.volumes ?? []).flatMap((volume) => {
      const sources = Object.keys(volume).filter((field) => field !== "name");
      if (sources.some((source) => coreVolumes.has(source))) return [];
      return [{ name: volume.name, type: sources[0] ?? "unknown" }];
    });
    if (bad.length === 0) return null;
    const types = distinct(bad.map(({ type }) => type));
    const uses = plural("uses", "use", bad.length);
    const noun = plural("restricted volume type", "restricted volume types", types.length);
    const volumes = named(
      "volume",
      bad.map(({ name }) => name),
    );
    return { reason: "restricted volume types", detail: `${volumes} ${uses} ${noun} ${quoted(types)}` };
  },
};

const runAsNonRoot: PodCheck = {
  check(spec) {
    const ofPod = spec.securityContext?.runAsNonRoot;
    const all = allContainers(spec);
    const explicit = namesWhere(all, ({ securityContext }) => securityContext?.runAsNonRoot === false);
    const reason = "runAsNonRoot != true";
    if (ofPod === false || explicit.length > 0) {
      const who = setters(ofPod === false, explicit);
      return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
    }
    const silent = namesWhere(all, ({ securityContext }) => securityContext?.runAsNonRoot === undefined && !ofPod);
    if (silent.length === 0) return null;
    return { reason, detail: `pod or ${named("container", silent)} must set securityContext.runAsNonRoot=true` };
  },
};

const runAsUser: PodCheck = {
  since: 23,
  check(spec) {
    const byPod = spec.securityContext?.runAsUser === 0;
    const containers = namesWhere(allContainers(spec), ({ securityContext }) => securityContext?.runAsUser === 0);
    if (!byPod && containers.length === 0) return null;
    return { reason: "runAsUser=0", detail: `${setters(byPod, containers)} must not set runAsUser=0` };
  },
};

const seccompProfile: PodCheck = {
  since: 19,
  check(spec, _metadata, version) {
    if (isWindows(spec, version)) return null;
    const typeOf = (context: unknown): string | undefined =>
      (context as { seccompProfile?: { type?: string } } | undefined)?.seccompProfile?.type;
    const isBad = (type: string | undefined): boolean =>
      type !== undefined && type !== "RuntimeDefault" && type !== "Localhost";
    const ofPod = typeOf(spec.securityContext);
    const all = allContainers(spec);
    const explicit = namesWhere(all, ({ securityContext }) => isBad(typeOf(securityContext)));
    const reason = "seccompProfile";
    if (isBad(ofPod) || explicit.length > 0) {
      const types = [ofPod, ...all.map(({ securityContext }) => typeOf(securityContext))].filter(isBad).map(String);
      const values = quoted(distinct(types));
      const who = setters(isBad(ofPod), explicit);
      return { reason, detail: `${who} must not set securityContext.seccompProfile.type to ${values}` };
    }
    const silent = namesWhere(all, ({ securityContext }) => typeOf(securityContext) === undefined && !ofPod);
    if (silent.length === 0) return null;
    return {
      reason,
      detail: `pod or ${named("container", silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
    };
  },
};

/** Checks of the level restricted, by upstream's ids. */
export const restrictedChecks: readonly PodCheck[] = [
  allowPrivilegeEscalation,
  capabilities,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfile,
];
