import type { Binding } from "../api/core.ts";
import type { KindInfo } from "../api/kinds.ts";
import type { Status } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";
import { unmetPrecondition } from "./preconditions.ts";
import { badRequest, conflict, plainError } from "./status.ts";
import { Check, type FieldError, formatFieldError } from "./validation/fieldError.ts";

/** A binding that could be none, for whichever Pod. Models ValidatePodBinding, whose errors come without a reason (v1.34). */
export function bindingProblem(name: string, { metadata, target }: Binding): Status | null {
  if (metadata.name && metadata.name !== name) return badRequest("name in URL does not match name in Binding object");
  const errors: FieldError[] = [];
  const check = new Check(errors, ["target"]);
  const { kind, name: node } = target ?? {};
  if (kind && kind !== "Node") check.at("kind").notSupported(kind, ["Node", "<empty>"]);
  if (!node) check.at("name").required();
  if (errors.length === 0) return null;
  const texts = errors.map(formatFieldError);
  return plainError(texts.length === 1 ? texts.join("") : `[${texts.join(", ")}]`);
}

/**
 * `POST pods/NAME/binding`: sets the node and the condition PodScheduled together, once and for all; the binding's
 * annotations become the Pod's.
 *
 * Models pkg/registry/core/pod/storage BindingREST (v1.34).
 */
export function bound(kind: KindInfo, pod: Pod, binding: Binding, now: VirtualMillis): Pod | Status {
  const { name = "" } = pod.metadata;
  const refuse = (why: string): Status => conflict(kind, name, why, "binding");
  const { uid, resourceVersion } = binding.metadata;
  if (uid && uid !== pod.metadata.uid) return conflict(kind, name, unmetPrecondition(pod, { uid }));
  if (resourceVersion && resourceVersion !== pod.metadata.resourceVersion)
    return conflict(kind, name, unmetPrecondition(pod, { resourceVersion }));
  if (pod.metadata.deletionTimestamp) return refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  if (pod.spec.nodeName) return refuse(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  if (pod.spec.schedulingGates?.length) return refuse(`pod ${name} has non-empty .spec.schedulingGates`);
  const condition = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: timestamp(now) };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== "PodScheduled");
  const { annotations } = binding.metadata;
  const metadata = annotations
    ? { ...pod.metadata, annotations: { ...pod.metadata.annotations, ...annotations } }
    : pod.metadata;
  return {
    ...pod,
    metadata,
    spec: { ...pod.spec, nodeName: binding.target.name ?? "" },
    status: { ...pod.status, conditions: [...others, condition] },
  };
}
