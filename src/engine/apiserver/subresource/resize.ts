import type { KubernetesObject } from "../../api/meta.ts";
import type { Container, Pod } from "../../api/pod.ts";
import { qosClassOf } from "../../api/qos.ts";
import type { Check } from "../validation/fieldError.ts";

const lists = ["containers", "initContainers"] as const;
const resizable = new Set(["cpu", "memory"]);

/** What `PATCH pods/NAME/resize` may change: resources and resize policies of containers that are there. */
export function resized(wanted: Pod, old: Pod): Pod {
  const spec = { ...old.spec };
  for (const list of lists) {
    const containers = old.spec[list];
    if (!containers) continue;
    spec[list] = containers.map((container) => {
      const other = wanted.spec[list]?.find(({ name }) => name === container.name);
      if (!other) return container;
      const { resources, resizePolicy } = other as Container & { readonly resizePolicy?: unknown };
      return { ...container, ...(resources && { resources }), ...(resizePolicy !== undefined && { resizePolicy }) };
    });
  }
  return { ...old, spec };
}

type Amounts = { readonly [name: string]: unknown } | undefined;

function otherAmounts(amounts: Amounts): string {
  const kept = Object.entries(amounts ?? {}).filter(([name]) => !resizable.has(name));
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const removed = (before: Amounts, after: Amounts): boolean =>
  Object.keys(before ?? {}).some((name) => resizable.has(name) && after?.[name] === undefined);

/** Models ValidatePodResize (v1.34). */
export function validateResize(check: Check, pod: Pod, oldObject: KubernetesObject): void {
  const old = oldObject as Pod;
  const at = check.at("spec");
  if (qosClassOf(pod) !== qosClassOf(old))
    at.invalid(old.status?.qosClass, "Pod QOS Class may not change as a result of resizing");
  let isOther = false;
  for (const list of lists) {
    (old.spec[list] ?? []).forEach(({ resources: before }, index) => {
      const after = pod.spec[list]?.[index]?.resources;
      for (const side of ["limits", "requests"] as const) {
        if (otherAmounts(before?.[side]) !== otherAmounts(after?.[side])) isOther = true;
        if (removed(before?.[side], after?.[side]))
          at.at(list, index, "resources", side).forbidden(`resource ${side} cannot be removed`);
      }
    });
  }
  if (isOther) at.forbidden("only cpu and memory resources are mutable");
}
