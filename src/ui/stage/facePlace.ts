import type { PlaceFrame } from "../../projection/stage/frame.ts";
import type { Face, PlaceKind } from "../../projection/stage/layout.ts";

/** A place for a face that stands in a list and not on the stage. */
export const facePlace = (
  kind: PlaceKind,
  face: Face = "open",
  name: string = kind,
  id: string = kind,
): PlaceFrame => ({
  id,
  kind,
  name,
  face,
  box: { x: 0, y: 0, w: 320, h: 260 },
  opacity: 1,
  now: false,
});
