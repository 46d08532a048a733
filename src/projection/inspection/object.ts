import { type KubernetesObject, kinds, type SimulationCursor } from "../../engine/index.ts";
import type { Journey, Scene } from "../model.ts";
import { byName } from "../records.ts";
import { historyOf, lastChange, turnAt } from "./history.ts";
import type { ObjectModel, StoredObject } from "./model.ts";
import { requestObjectAt } from "./requestObject.ts";
import { involvedKey, partsOf, resolveSelection } from "./selection.ts";

/** An object at a beat, and as it was at the beat before; null when nothing is selected and nothing is on stage. */
export function objectAt(
  journey: Journey,
  cursor: SimulationCursor,
  selection: string | null,
  beatIndex: number,
  scene: Scene,
): ObjectModel | null {
  const beat = journey.beats[beatIndex];
  if (!beat) return null;
  const { entries } = cursor;
  const selected = resolveSelection(selection, journey, scene, beat.about);
  const key = selected?.key ?? null;
  const stored = key === null ? undefined : lastChange(entries, key, beat.entry);
  if (key !== null && stored?.to) {
    const before = lastChange(entries, key, journey.beats[beatIndex - 1]?.entry ?? -1);
    return {
      key,
      ...namesOf(stored.to),
      object: stored.to,
      before: before?.to ?? null,
      inRequest: false,
      ...(selected?.container && { container: selected.container }),
    };
  }
  const isOnStage = key === null || key === `/registry/pods/${journey.pod}`;
  if (isOnStage && !stored) {
    const asked = requestObjectAt(journey, cursor, beatIndex);
    if (asked) {
      const { kind, metadata } = asked.object;
      const askedKey = involvedKey(kind, metadata.namespace, metadata.name ?? "");
      // Once it is stored, what etcd has is what there is.
      if (lastChange(entries, askedKey, beat.entry)?.to) return objectAt(journey, cursor, askedKey, beatIndex, scene);
      return { ...askedModel(asked, journey, cursor, beatIndex), key };
    }
  }
  if (key === null) return null;
  const next = historyOf(entries, key).find(({ seq, to }) => seq > beat.entry && to);
  const last = stored?.from ?? next?.to;
  return {
    key,
    ...(last ? namesOf(last) : partsOf(key)),
    object: null,
    before: lastChange(entries, key, journey.beats[beatIndex - 1]?.entry ?? -1)?.to ?? null,
    inRequest: false,
    ...(stored && { gone: turnAt(entries, journey, stored.seq) }),
    ...(!stored && next && { coming: turnAt(entries, journey, next.seq) }),
  };
}

function askedModel(
  asked: NonNullable<ReturnType<typeof requestObjectAt>>,
  journey: Journey,
  cursor: SimulationCursor,
  beatIndex: number,
): Omit<ObjectModel, "key"> {
  const earlier = requestObjectAt(journey, cursor, beatIndex - 1);
  const before = earlier?.request === asked.request ? earlier.object : null;
  return { ...namesOf(asked.object), object: asked.object, before, inRequest: true };
}

function namesOf({ kind, metadata: { namespace, name, generateName } }: KubernetesObject): {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
} {
  return { kind, ...(namespace && { namespace }), name: name ?? (generateName ? `${generateName}…` : "") };
}

/** Pods and Nodes first, then as the API groups come. */
const kindOrder = new Map([...kinds].reverse().map(({ kind }, at) => [kind, kinds.length - at]));

/** Everything that etcd holds at a beat, by kind, namespace and name. */
export function storedAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): StoredObject[] {
  const beat = journey.beats[beatIndex];
  if (!beat) return [];
  const stored: StoredObject[] = [];
  for (const [key, value] of cursor.stateAt(beat.entry)) {
    if (key.startsWith("/registry/")) stored.push({ key, ...namesOf(value as KubernetesObject) });
  }
  const place = (kind: string): number => kindOrder.get(kind) ?? kindOrder.size;
  return stored.sort((a, b) => place(a.kind) - place(b.kind) || byName(a.key, b.key));
}
