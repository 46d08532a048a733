import type { Scene } from "../../model.ts";

const indices = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Where a name stands in a list that is asked again and again; −1: nowhere. */
export function indexIn(list: readonly string[], name: string): number {
  const known = indices.get(list) ?? new Map(list.map((each, i) => [each, i]));
  indices.set(list, known);
  return known.get(name) ?? -1;
}

const names = new WeakMap<Scene, readonly string[]>();

export function namesOf(scene: Scene): readonly string[] {
  const known = names.get(scene) ?? scene.nodes.map((node) => node.name);
  names.set(scene, known);
  return known;
}
