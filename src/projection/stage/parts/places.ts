import type { Scene } from "../../model.ts";
import { type Box, mixBox, round } from "../geometry.ts";
import type { Place, StageLayout } from "../layout.ts";
import { progress } from "../timing.ts";

export interface PlaceFrame extends Place {
  readonly opacity: number;
  /** The beat is about it. */
  readonly now: boolean;
}

const sameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

export function sameLayout(a: StageLayout, b: StageLayout): boolean {
  if (a.mode !== b.mode || a.places.length !== b.places.length) return false;
  return a.places.every((place, i) => {
    const other = b.places[i];
    return place.id === other.id && place.face === other.face && sameBox(place.box, other.box);
  });
}

/** Places that were there move; new ones appear one after the other, and none is there before it can be seen. */
export function placesAt(before: StageLayout | null, layout: StageLayout, scene: Scene, shift: number): PlaceFrame[] {
  const old = new Map((shift < 1 ? before?.places : undefined)?.map((place) => [place.id, place]));
  // The opened Pod is one of those that are seen among the others, and the other way round.
  for (const place of [...old.values()]) {
    if (place.kind === "pod") old.set(`pod/${place.name}`, place);
    if (place.kind === "resident" && place.name === scene.pod?.pod) old.set("pod", place);
  }
  const now = new Set<string>(scene.now);
  const entering = layout.places.length - layout.places.filter(({ id }) => old.has(id)).length;
  const frames: PlaceFrame[] = [];
  let entered = 0;
  for (const place of layout.places) {
    const was = old.get(place.id);
    const start = was ? 0 : (entered++ / entering) * (1 - entrance);
    const opacity = was || shift === 1 ? 1 : round(progress(shift, start, start + entrance) * 10) / 10;
    if (opacity === 0) continue;
    const box = was ? mixBox(was.box, place.box, shift) : place.box;
    frames.push({ ...place, box, opacity, now: now.has(place.id) });
  }
  return frames;
}

/** How much of the shift one new place takes to appear. */
const entrance = 0.4;
