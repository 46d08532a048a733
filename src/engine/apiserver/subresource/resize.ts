import type { Container, Pod } from "../../api/pod.ts";
import { qosClassOf } from "../../api/qos.ts";
import { isEqual } from "../validation/equality.ts";
import type { Check } from "../validation/fieldError.ts";
import { validatePodRewrite } from "../validation/podUpdate.ts";

const lists = ["containers", "initContainers"] as const;
const resizable = new Set(["cpu", "memory"]);

/** What `PATCH pods/NAME/resize` may change: resources and resize policies of containers that are there. */
export function resized(wanted: Pod, old: Pod): Pod {
  const isSameList = (list: (typeof lists)[number]): boolean => {
    const [now, before] = [wanted.spec[list] ?? [], old.spec[list] ?? []];
    return now.length === before.length && now.every(({ name }, index) => name === before[index]?.name);
  };
  // Containers that come, go or move are left for validation to refuse.
  if (!lists.every(isSameList)) return wanted;
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

/** The amounts that no resize may touch. */
function otherAmounts(amounts: Amounts): object {
  return Object.fromEntries(Object.entries(amounts ?? {}).filter(([name]) => !resizable.has(name)));
}

const isRemoved = (before: Amounts, after: Amounts): boolean =>
  Object.keys(before ?? {}).some((name) => after?.[name] === undefined);

const hasAmounts = ({ spec }: Pod): boolean =>
  Object.keys(spec.resources?.requests ?? {}).length + Object.keys(spec.resources?.limits ?? {}).length > 0;

/** Why a Pod cannot be resized at all; undefined when it can. */
function unresizable(pod: Pod, old: Pod): string | undefined {
  if (hasAmounts(pod) || hasAmounts(old)) return "pods with pod-level resources cannot be resized";
  if (old.metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined) return "static pods cannot be resized";
  return old.spec.os?.name === "windows" ? "windows pods cannot be resized" : undefined;
}

/** A kubelet that can resize reports the resources of what it runs. */
function isSupported({ status }: Pod): boolean {
  const running = status?.containerStatuses?.find(({ state }) => state?.running !== undefined);
  return running === undefined || (running as { readonly resources?: unknown }).resources !== undefined;
}

/** Models ValidatePodResize (v1.34). */
export function validateResize(check: Check, pod: Pod, old: Pod): void {
  const why = unresizable(pod, old);
  if (why !== undefined) {
    check.at("").forbidden(why);
    return;
  }
  validatePodRewrite(check, pod, old);
  const at = check.at("spec");
  if (qosClassOf(pod) !== (old.status?.qosClass ?? qosClassOf(old)))
    at.invalid(old.status?.qosClass, "Pod QOS Class may not change as a result of resizing");
  if (!isSupported(old)) at.forbidden("Pod running on node without support for resize");
  if (!validateOrderKept(at, pod, old)) return;
  for (const list of ["initContainers", "containers"] as const) {
    (old.spec[list] ?? []).forEach((container: Container, index) => {
      if (list === "initContainers" && container.restartPolicy !== "Always") return;
      const after = pod.spec[list]?.[index]?.resources;
      for (const side of ["requests", "limits"] as const)
        if (isRemoved(container.resources?.[side], after?.[side]))
          at.at(list, index, "resources", side).forbidden(`resource ${side} cannot be removed`);
    });
  }
  validateOthersKept(at, pod, old);
}

/** Models validatePodResizeContainerOrdering (v1.34): true when the containers are those that were. */
function validateOrderKept(check: Check, pod: Pod, old: Pod): boolean {
  const before = check.errors.length;
  for (const list of lists) {
    const containers = pod.spec[list] ?? [];
    const former = old.spec[list] ?? [];
    if (containers.length !== former.length) check.at(list).forbidden(`${list} may not be added or removed on resize`);
    else
      former.forEach(({ name }, index) => {
        if (containers[index]?.name !== name)
          check.at(list, index, "name").forbidden(`${list} may not be renamed or reordered on resize`);
      });
  }
  return check.errors.length === before;
}

function validateOthersKept(check: Check, pod: Pod, old: Pod): void {
  const isKept = (before: Container, after: Container | undefined): boolean =>
    (["limits", "requests"] as const).every((side) =>
      isEqual(otherAmounts(before.resources?.[side]), otherAmounts(after?.resources?.[side])),
    );
  (old.spec.containers ?? []).forEach((container, index) => {
    if (!isKept(container, pod.spec.containers[index])) check.forbidden("only cpu and memory resources are mutable");
  });
  (old.spec.initContainers ?? []).forEach((container: Container, index) => {
    const after = pod.spec.initContainers?.[index];
    if (container.restartPolicy === "Always") {
      if (!isKept(container, after))
        check.forbidden("only cpu and memory resources for sidecar containers are mutable");
    } else if (!isEqual(container.resources ?? {}, after?.resources ?? {}))
      check.forbidden("resources for non-sidecar init containers are immutable");
  });
}
