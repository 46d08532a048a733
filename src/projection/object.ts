import type { KubernetesObject, SimulationCursor } from "../engine/index.ts";
import type { Journey, ObjectModel } from "./model.ts";

/**
 * An object at a beat, and as it was at the beat before. `key` is what was selected on the stage: `node/NAME`,
 * `namespace/name` of a Pod, or a key in etcd; null is the Pod on stage.
 */
export function objectAt(
  journey: Journey,
  cursor: SimulationCursor,
  key: string | null,
  beatIndex: number,
): ObjectModel | null {
  const beat = journey.beats[beatIndex];
  const etcdKey = etcdKeyOf(key ?? journey.pod);
  if (!beat || etcdKey === null) return null;
  const read = (entry: number): KubernetesObject | null =>
    (cursor.stateAt(entry).get(etcdKey) as KubernetesObject | undefined) ?? null;
  const before = read(journey.beats[beatIndex - 1]?.entry ?? -1);
  return { key: etcdKey, object: read(beat.entry), before };
}

function etcdKeyOf(key: string | null): string | null {
  if (key === null) return null;
  if (key.startsWith("/registry/")) return key;
  if (key.startsWith("node/")) return `/registry/minions/${key.slice("node/".length)}`;
  if (key.startsWith("pod/")) return `/registry/pods/${key.slice("pod/".length)}`;
  return key.includes("/") ? `/registry/pods/${key}` : null;
}
