import type { PriorityClass } from "../../../api/core.ts";
import type { Pod } from "../../../api/pod.ts";
import { forbidden } from "../../status.ts";
import { type AdmissionPlugin, type Attributes, type ClusterView, isPodCreate, nameSoFar } from "../plugin.ts";

interface Computed {
  readonly className: string;
  readonly value: number;
  readonly preemptionPolicy: string;
}

const plain: Computed = { className: "", value: 0, preemptionPolicy: "PreemptLowerPriority" };

function fromClass(found: PriorityClass): Computed {
  return {
    className: found.metadata.name ?? "",
    value: found.value,
    preemptionPolicy: found.preemptionPolicy ?? "PreemptLowerPriority",
  };
}

/** Without a class: the global default; the lowest value, should there be several. */
function defaultPriority(view: ClusterView): Computed {
  const defaults = view.list<PriorityClass>("priorityclasses").filter((candidate) => candidate.globalDefault);
  const lowest = defaults.reduce<PriorityClass | undefined>(
    (best, next) => (best && best.value <= next.value ? best : next),
    undefined,
  );
  return lowest ? fromClass(lowest) : plain;
}

/**
 * Priority turns a PriorityClass's name into the number that the scheduler sorts by, and into a preemption policy.
 *
 * Models plugin/pkg/admission/priority (v1.34).
 */
export const priority: AdmissionPlugin = {
  name: "Priority",
  handles: isPodCreate,

  admit(attributes: Attributes, view) {
    const pod = attributes.object as Pod;
    const wanted = pod.spec.priorityClassName;
    const found = wanted ? view.get<PriorityClass>("priorityclasses", undefined, wanted) : undefined;
    const refuse = (why: string) => ({ refused: forbidden(attributes.kind, nameSoFar(attributes), why) });
    if (wanted && !found) return refuse(`no PriorityClass with name ${wanted} was found`);
    const { className, value, preemptionPolicy } = found ? fromClass(found) : defaultPriority(view);
    if (pod.spec.priority !== undefined && pod.spec.priority !== value) {
      return refuse(
        `the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
      );
    }
    if (pod.spec.preemptionPolicy !== undefined && pod.spec.preemptionPolicy !== preemptionPolicy) {
      return refuse(
        `the string value of PreemptionPolicy (${pod.spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`,
      );
    }
    const spec = { ...pod.spec, ...(className && { priorityClassName: className }), priority: value, preemptionPolicy };
    return { object: { ...pod, spec } as Pod };
  },
};
