import type { KubernetesObject, Pod, ScriptStep } from "../../engine/index.ts";
import type { WrittenStep } from "./readSteps.ts";
import type { ShapeProblem } from "./shape.ts";

/** Takes the documents that steps name out of what is applied at first. */
export interface Played {
  readonly first: readonly KubernetesObject[];
  readonly script: readonly ScriptStep[];
  readonly problems: readonly ShapeProblem[];
}

const isNamed = (object: KubernetesObject, reference: string): boolean => {
  const [kind, name] = reference.split("/");
  return object.kind.toLowerCase() === kind.toLowerCase() && object.metadata.name === name;
};

/**
 * Finds the documents of the `apply`, `create` and `addStaticPod` steps. A document that is named once is left for its step; of several with one name
 * the last ones are, in their order: the first is then what there is before.
 */
export function play(steps: readonly WrittenStep[], applied: readonly KubernetesObject[]): Played {
  const problems: ShapeProblem[] = [];
  const later = new Set<KubernetesObject>();
  const inOrder = [...steps].sort((a, b) => a.at - b.at);
  const uses = new Map<string, number>();
  for (const { documents } of inOrder)
    for (const reference of documents?.references ?? [])
      uses.set(reference.toLowerCase(), (uses.get(reference.toLowerCase()) ?? 0) + 1);
  const taken = new Map<string, number>();
  const script = inOrder.flatMap(({ at, path, documents, action }): ScriptStep[] => {
    if (documents === null) return action ? [{ at, action }] : [];
    const { references, line, manifestsOf } = documents;
    const objects = references.flatMap((reference, i): KubernetesObject[] => {
      const key = reference.toLowerCase();
      const found = applied.filter((object) => isNamed(object, reference));
      if (found.length === 0) {
        const at = `${path}.objects[${i}]`;
        problems.push({
          path: at,
          message: `${at}: Not found: "${reference}": no document of this text that is applied`,
        });
        return [];
      }
      const nth = taken.get(key) ?? 0;
      taken.set(key, nth + 1);
      const object = found[Math.max(0, found.length - (uses.get(key) ?? 0)) + nth] ?? found[found.length - 1];
      later.add(object);
      return [object];
    });
    if (manifestsOf !== undefined) {
      const pods = objects.filter((object): object is Pod => object.kind === "Pod");
      const node = manifestsOf === "every" ? {} : { node: manifestsOf };
      for (const { kind, metadata } of objects)
        if (kind !== "Pod")
          problems.push({
            path,
            message: `${path}: Invalid value: "${kind}/${metadata.name}": only a Pod can be static`,
          });
      return [{ at, action: { fault: "addStaticPod", ...node, pods } }];
    }
    if (line !== undefined) return [{ at, action: { verb: "create", line, objects } }];
    return [{ at, action: { verb: "apply", file: `${objects[0]?.metadata.name ?? "scenario"}.yaml`, objects } }];
  });
  return { first: applied.filter((object) => !later.has(object)), script, problems };
}
