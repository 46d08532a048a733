import type { ConfigMap, Secret } from "../api/core.ts";
import type { KeyToPath, Pod, Volume, VolumeProjection } from "../api/pod.ts";
import type { PersistentVolumeClaim } from "../api/storage.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import { timing } from "./timing.ts";

/** Where a volume's content comes from, in few words: `configMap cfg`, `emptyDir`. */
export function sourceOf(volume: Volume): string {
  const kind = Object.keys(volume).find((key) => key !== "name" && volume[key] !== undefined) ?? "emptyDir";
  const name =
    volume.configMap?.name ??
    volume.secret?.secretName ??
    volume.persistentVolumeClaim?.claimName ??
    volume.hostPath?.path ??
    volume.csi?.driver;
  return name ? `${kind} ${name}` : kind;
}

export function mountTime(volume: Volume): VirtualMillis {
  return volume.persistentVolumeClaim || volume.csi || volume.ephemeral || volume.awsElasticBlockStore
    ? timing.mountAttached
    : timing.mountLocal;
}

/** Why a volume can't be mounted, as the event says it; null when it can. */
export function* mountProblem(node: NodeRuntime, pod: Pod, volume: Volume): Process<string | null> {
  const { namespace } = pod.metadata;
  if (volume.persistentVolumeClaim) {
    const problem = yield* claimProblem(node, namespace, volume.persistentVolumeClaim.claimName);
    return (
      problem &&
      `Unable to attach or mount volumes: unmounted volumes=[${volume.name}], unattached volumes=[], failed to process volumes=[${volume.name}]: ${problem}`
    );
  }
  const problem = yield* contentProblem(node, namespace, volume);
  return problem && `MountVolume.SetUp failed for volume "${volume.name}" : ${problem}`;
}

function* contentProblem(node: NodeRuntime, namespace: string | undefined, volume: Volume): Process<string | null> {
  const sources: readonly VolumeProjection[] = [
    ...(volume.configMap ? [{ configMap: volume.configMap }] : []),
    ...(volume.secret ? [{ secret: { ...volume.secret, name: volume.secret.secretName } }] : []),
    ...(volume.projected?.sources ?? []),
  ];
  for (const { configMap, secret } of sources) {
    if (configMap?.name) {
      const found = yield* node.lookUp<ConfigMap>("configmaps", namespace, configMap.name);
      if (!found && !configMap.optional) return `configmap "${configMap.name}" not found`;
      const missing = found && missingKey(configMap.items, { ...found.data, ...found.binaryData });
      if (missing && !configMap.optional) return `configmap references non-existent config key: ${missing}`;
    }
    if (secret?.name) {
      const found = yield* node.lookUp<Secret>("secrets", namespace, secret.name);
      if (!found && !secret.optional) return `secret "${secret.name}" not found`;
      const missing = found && missingKey(secret.items, { ...found.data, ...found.stringData });
      if (missing && !secret.optional) return `references non-existent secret key: ${missing}`;
    }
  }
  return null;
}

function missingKey(items: readonly KeyToPath[] | undefined, data: { readonly [key: string]: string }): string | null {
  return items?.find(({ key }) => !Object.hasOwn(data, key))?.key ?? null;
}

function* claimProblem(node: NodeRuntime, namespace: string | undefined, name: string): Process<string | null> {
  const result = yield* node.client.get<PersistentVolumeClaim>("persistentvolumeclaims", namespace, name);
  const subject = `error processing PVC ${namespace}/${name}`;
  if (!result.ok) return `${subject}: failed to fetch PVC from API server: ${result.status.message}`;
  return result.object.status?.phase === "Bound" || result.object.spec?.volumeName
    ? null
    : `${subject}: PVC is not bound`;
}

/** Why a container can't be configured: an environment variable refers to what isn't there. Null when it can. */
export function* environmentProblem(
  node: NodeRuntime,
  namespace: string | undefined,
  { env = [], envFrom = [] }: Pick<Pod["spec"]["containers"][number], "env" | "envFrom">,
): Process<string | null> {
  const refs = [
    ...envFrom.flatMap(({ configMapRef, secretRef }) => [
      { map: true, ref: configMapRef, key: undefined },
      { map: false, ref: secretRef, key: undefined },
    ]),
    ...env.flatMap(({ valueFrom }) => [
      { map: true, ref: valueFrom?.configMapKeyRef, key: valueFrom?.configMapKeyRef?.key },
      { map: false, ref: valueFrom?.secretKeyRef, key: valueFrom?.secretKeyRef?.key },
    ]),
  ];
  for (const { map, ref, key } of refs) {
    if (!ref?.name || ref.optional) continue;
    const found = map
      ? yield* node.lookUp<ConfigMap>("configmaps", namespace, ref.name)
      : yield* node.lookUp<Secret>("secrets", namespace, ref.name);
    if (!found) return `${map ? "configmap" : "secret"} "${ref.name}" not found`;
    if (key !== undefined && !Object.hasOwn(found.data ?? {}, key))
      return `couldn't find key ${key} in ${map ? "ConfigMap" : "Secret"} ${namespace}/${ref.name}`;
  }
  return null;
}
