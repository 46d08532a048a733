import type { PriorityClass } from "../../../api/core.ts";
import type { Pod } from "../../../api/pod.ts";
import { forbidden } from "../../status.ts";
import { type AdmissionPlugin, type Attributes, type ClusterView, nameSoFar, type Verdict } from "../plugin.ts";

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

/** The global default; the lowest value, should there be several. */
function globalDefault(view: ClusterView): PriorityClass | undefined {
  const defaults = view.list<PriorityClass>("priorityclasses").filter((candidate) => candidate.globalDefault);
  return defaults.reduce<PriorityClass | undefined>(
    (best, next) => (best && best.value <= next.value ? best : next),
    undefined,
  );
}

function defaultPriority(view: ClusterView): Computed {
  const found = globalDefault(view);
  return found ? fromClass(found) : plain;
}

/**
 * Priority turns a PriorityClass's name into the number that the scheduler sorts by, and into a preemption policy.
 *
 * Models plugin/pkg/admission/priority (v1.34).
 */
export const priority: AdmissionPlugin = {
  name: "Priority",

  handles({ operation, kind, subresource }) {
    if (operation === "delete" || subresource !== undefined) return false;
    return kind.resource === "pods" || kind.resource === "priorityclasses";
  },

  admit(attributes: Attributes, view) {
    if (attributes.kind.resource !== "pods") return { object: attributes.object };
    const pod = attributes.object as Pod;
    if (attributes.old) return { object: withKept(pod, attributes.old as Pod) };
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

  validates: ({ kind }) => kind.resource === "priorityclasses",

  validate({ kind, name, object, old }, view): Verdict {
    if (!(object as PriorityClass).globalDefault) return {};
    const present = globalDefault(view);
    if (!present || (old && present.metadata.name === name)) return {};
    const why = `PriorityClass ${present.metadata.name} is already marked as default. Only one default can exist`;
    return { refused: forbidden(kind, name, why) };
  },
};

/** What was computed when the Pod was created stays, even if an update does not repeat it. */
function withKept(pod: Pod, old: Pod): Pod {
  const { priority: value, preemptionPolicy } = old.spec;
  const kept = {
    ...(pod.spec.priority === undefined && value !== undefined && { priority: value }),
    ...(pod.spec.preemptionPolicy === undefined && preemptionPolicy !== undefined && { preemptionPolicy }),
  };
  return Object.keys(kept).length === 0 ? pod : ({ ...pod, spec: { ...pod.spec, ...kept } } as Pod);
}
