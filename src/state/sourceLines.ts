import type { Beat } from "../projection/model.ts";
import type { ObjectLines, TextRange } from "../worker/protocol.ts";

/** Where a beat's source stands in the text: the field's lines, else those of the nearest field that holds it, else the object's. */
export function sourceLines(objects: readonly ObjectLines[], source: NonNullable<Beat["source"]>): TextRange | null {
  const object = objects.find(({ kind, name }) => kind === source.kind && name === source.name);
  if (!object) return null;
  for (let path = source.path ?? ""; path !== ""; path = parentPath(path)) {
    const range = object.fields.get(path);
    if (range) return range;
  }
  return source.path === undefined ? object.range : null;
}

/** `spec.containers[0].image` → `spec.containers[0]` → `spec.containers` → `spec` → "". */
function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("."), path.lastIndexOf("[")));
}
