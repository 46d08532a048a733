import type { KubernetesObject, ResourceList } from "../../../api/meta.ts";
import type { Pod, Toleration } from "../../../api/pod.ts";
import { compareQuantities } from "../../../api/quantity.ts";
import { forbidden } from "../../status.ts";
import {
  type Admission,
  type AdmissionPlugin,
  type Attributes,
  type ClusterView,
  isPodCreate,
  nameSoFar,
  type Verdict,
} from "../plugin.ts";

interface RuntimeClass extends KubernetesObject {
  readonly overhead?: { readonly podFixed?: ResourceList };
  readonly scheduling?: {
    readonly nodeSelector?: { readonly [label: string]: string };
    readonly tolerations?: readonly Toleration[];
  };
}

const mismatch = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

function classOf({ spec }: Pod, view: ClusterView): RuntimeClass | undefined {
  return spec.runtimeClassName === undefined
    ? undefined
    : view.get<RuntimeClass>("runtimeclasses", undefined, spec.runtimeClassName);
}

function isSame(a: ResourceList = {}, b: ResourceList = {}): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => b[name] !== undefined && compareQuantities(a[name] ?? "0", b[name]) === 0)
  );
}

/** Labels that the Pod and its class want different. */
function conflict(wanted: { readonly [label: string]: string }, own: Pod["spec"]["nodeSelector"] = {}): string | null {
  const label = Object.keys(wanted)
    .sort()
    .find((name) => own[name] !== undefined && own[name] !== wanted[name]);
  return label === undefined
    ? null
    : `conflict: runtimeClass.scheduling.nodeSelector[${label}] = ${wanted[label]}; pod.spec.nodeSelector[${label}] = ${own[label]}`;
}

function admit(attributes: Attributes, view: ClusterView): Admission {
  const pod = attributes.object as Pod;
  const { runtimeClassName, overhead, nodeSelector, tolerations = [] } = pod.spec;
  if (runtimeClassName === undefined) return { object: pod };
  const refuse = (why: string) => ({ refused: forbidden(attributes.kind, nameSoFar(attributes), why) });
  const found = classOf(pod, view);
  if (!found) return refuse(`pod rejected: RuntimeClass ${JSON.stringify(runtimeClassName)} not found`);
  const fixed = found.overhead?.podFixed;
  if (found.overhead && overhead && !isSame(fixed, overhead)) return refuse(mismatch);
  const { nodeSelector: wanted = {}, tolerations: more = [] } = found.scheduling ?? {};
  const problem = conflict(wanted, nodeSelector);
  if (problem) return refuse(problem);
  const added = more.filter((one) => !tolerations.some((own) => JSON.stringify(own) === JSON.stringify(one)));
  const spec = {
    ...pod.spec,
    ...(fixed && { overhead: fixed }),
    ...(Object.keys(wanted).length > 0 && { nodeSelector: { ...wanted, ...nodeSelector } }),
    ...(added.length > 0 && { tolerations: [...tolerations, ...added] }),
  };
  return { object: { ...pod, spec } as Pod };
}

/**
 * RuntimeClass gives a Pod what its class of runtime costs, and leads it to the nodes that have it.
 *
 * Models plugin/pkg/admission/runtimeclass (v1.34).
 */
export const runtimeClass: AdmissionPlugin = {
  name: "RuntimeClass",
  handles: (attributes) => {
    const { runtimeClassName, overhead } = (attributes.object as Pod).spec ?? {};
    return isPodCreate(attributes) && (runtimeClassName !== undefined || overhead !== undefined);
  },
  admit,

  validate({ kind, name, object }, view): Verdict {
    const pod = object as Pod;
    const overhead = classOf(pod, view)?.overhead;
    if (overhead && !isSame(overhead.podFixed, pod.spec.overhead)) return { refused: forbidden(kind, name, mismatch) };
    if (!overhead && Object.keys(pod.spec.overhead ?? {}).length > 0) {
      const why = "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead";
      return { refused: forbidden(kind, name, why) };
    }
    return {};
  },
};
