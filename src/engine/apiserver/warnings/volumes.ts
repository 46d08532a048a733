import type { PodSpec } from "../../api/pod.ts";
import { claimWarnings } from "./claim.ts";

type Volume = NonNullable<PodSpec["volumes"]>[number];

/** Kinds of volumes that do nothing any more, or soon. In upstream's order. */
const oldSources: readonly (readonly [source: string, message: string])[] = [
  ["photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"],
  ["gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"],
  ["scaleIO", "deprecated in v1.16, non-functional in v1.22+"],
  ["flocker", "deprecated in v1.22, non-functional in v1.25+"],
  ["storageos", "deprecated in v1.22, non-functional in v1.25+"],
  ["quobyte", "deprecated in v1.22, non-functional in v1.25+"],
  ["glusterfs", "deprecated in v1.25, non-functional in v1.26+"],
  ["cephfs", "deprecated in v1.28, non-functional in v1.31+"],
  ["rbd", "deprecated in v1.28, non-functional in v1.31+"],
];

/** Upstream's names of two of them are those of its internal types. */
const named: { readonly [source: string]: string } = { storageos: "storageOS" };

export function sourceWarnings(path: string, volumes: readonly Volume[]): string[] {
  return volumes.flatMap((volume, index) => {
    const at = `${path}.volumes[${index}]`;
    const template = volume.ephemeral?.volumeClaimTemplate as { readonly spec?: object } | undefined;
    return [
      ...oldSources.flatMap(([source, message]) =>
        Object.hasOwn(volume, source) ? [`${at}.${named[source] ?? source}: ${message}`] : [],
      ),
      ...(template?.spec ? claimWarnings(`${at}.ephemeral.volumeClaimTemplate.spec`, template.spec) : []),
    ];
  });
}

type Item = { readonly path?: string };
type Projection = {
  readonly configMap?: { readonly name?: string; readonly items?: readonly Item[] };
  readonly secret?: { readonly name?: string; readonly items?: readonly Item[] };
  readonly downwardAPI?: { readonly items?: readonly Item[] };
  readonly serviceAccountToken?: Item;
  readonly clusterTrustBundle?: Item & { readonly name?: string; readonly signerName?: string };
};

const pathsOf = (items: readonly Item[]): string[] => items.map(({ path = "" }) => path);

/** The first of the paths that one would shadow. */
function collision(known: ReadonlySet<string>, path: string): string {
  for (const item of known) {
    if (item === "" || path === "") return "";
    if (item === path || `${item}/`.startsWith(path) || `${path}/`.startsWith(item)) return item;
  }
  return "";
}

function overlaps(paths: readonly string[], about: string): string[] {
  const known = new Set<string>();
  return paths.flatMap((written) => {
    const path = written.replace(/\/+$/, "");
    const other = collision(known, path);
    known.add(path);
    return other === "" ? [] : [`${about}: overlapping paths: ${JSON.stringify(path)} with ${JSON.stringify(other)}`];
  });
}

/** A projection's paths, with what it is called; null for one that takes everything. */
function projected(volume: string, projection: Projection): { paths: string[]; about: string } | null {
  const about = (what: string): string => `volume ${JSON.stringify(volume)} (Projected ${what})`;
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle } = projection;
  if (configMap?.items)
    return { paths: pathsOf(configMap.items), about: about(`ConfigMap ${JSON.stringify(configMap.name ?? "")}`) };
  if (secret?.items)
    return { paths: pathsOf(secret.items), about: about(`Secret ${JSON.stringify(secret.name ?? "")}`) };
  if (downwardAPI?.items) return { paths: pathsOf(downwardAPI.items), about: about("DownwardAPI") };
  if (serviceAccountToken) return { paths: pathsOf([serviceAccountToken]), about: about("ServiceAccountToken") };
  if (!clusterTrustBundle) return null;
  const { name, signerName = "" } = clusterTrustBundle;
  return {
    paths: pathsOf([clusterTrustBundle]),
    about: about(`ClusterTrustBundle ${JSON.stringify(name ?? signerName)}`),
  };
}

/** Files of one volume that would lie over one another. Models warningsForOverlappingVirtualPaths (v1.34). */
export function overlapWarnings(volumes: readonly Volume[]): string[] {
  return volumes.flatMap(({ name = "", configMap, secret, downwardAPI, projected: all }) => {
    const about = `volume ${JSON.stringify(name)}`;
    const warnings: string[] = [];
    if (configMap?.items)
      warnings.push(
        ...overlaps(pathsOf(configMap.items), `${about} (ConfigMap ${JSON.stringify(configMap.name ?? "")})`),
      );
    if (secret?.items)
      warnings.push(...overlaps(pathsOf(secret.items), `${about} (Secret ${JSON.stringify(secret.secretName ?? "")})`));
    if (downwardAPI?.items) warnings.push(...overlaps(pathsOf(downwardAPI.items), `${about} (DownwardAPI)`));
    const known = new Set<string>();
    // What upstream remembers of the source before, when a source names no paths of its own.
    let last: { paths: string[]; about: string } | null = null;
    for (const source of (all?.sources ?? []) as readonly Projection[]) {
      if (Object.keys(source).length === 0) {
        warnings.push(`${about} (Projected) has no sources provided`);
        continue;
      }
      last = projected(name, source) ?? last;
      if (!last || last.paths.length === 0) continue;
      warnings.push(...overlaps(last.paths, last.about));
      const own = [...new Set(last.paths)];
      warnings.push(...overlaps([...own, ...known].sort(), last.about));
      for (const path of own) known.add(path);
    }
    return warnings;
  });
}
