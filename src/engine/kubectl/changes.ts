import type { Node, Taint } from "../api/core.ts";
import { kindOf } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Container, Pod, PodSpec, ResourceRequirements } from "../api/pod.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";
import { type KubectlCommand, type TaintSpec, taintText } from "./commands.ts";
import type { Change } from "./session.ts";

/**
 * The verbs that change one object: what they make of it, and the word that is printed.
 * Models kubectl's pkg/cmd/{scale,set,drain,taint,label,annotate,rollout} (v1.34).
 */

type Fields = { readonly [field: string]: unknown };
type TaintCommand = Extract<KubectlCommand, { verb: "taint" }>;
type WithSpec = KubernetesObject & { readonly spec?: Fields };

/** The object with some fields of its spec set; the same object when they are so already. */
function withSpec(object: KubernetesObject, fields: Fields): KubernetesObject {
  const { spec = {} } = object as WithSpec;
  if (Object.entries(fields).every(([field, value]) => JSON.stringify(spec[field]) === JSON.stringify(value)))
    return object;
  return { ...object, spec: { ...spec, ...fields } } as KubernetesObject;
}

/** The resource of an object with its group. */
function qualified({ apiVersion, kind }: KubernetesObject): string {
  const info = kindOf(apiVersion, kind);
  return info?.group ? `${info.resource}.${info.group}` : (info?.resource ?? kind);
}

const restartable = new Set(["Deployment", "DaemonSet", "StatefulSet"]);

export function scale(replicas: number): Change {
  return {
    subresource: "scale",
    describe: `spec.replicas=${replicas}`,
    change: (stored) =>
      "replicas" in ((stored as WithSpec).spec ?? {})
        ? withSpec(stored, { replicas })
        : { error: "Error from server (NotFound): the server could not find the requested resource" },
    done: () => "scaled",
  };
}

/** The Pod's spec that an object holds, or is. */
function podSpecOf(object: KubernetesObject): PodSpec | undefined {
  const spec = (object as { spec?: Fields }).spec;
  if (object.kind === "Pod") return spec as PodSpec | undefined;
  return (spec?.template as { spec?: PodSpec } | undefined)?.spec;
}

function withPodSpec(object: KubernetesObject, podSpec: PodSpec): KubernetesObject {
  if (object.kind === "Pod") return { ...object, spec: podSpec } as KubernetesObject;
  const template = (object as WithSpec).spec?.template as Fields;
  return withSpec(object, { template: { ...template, spec: podSpec } });
}

export function setImage(images: { readonly [container: string]: string }): Change {
  return {
    describe: "image",
    change: (stored) => {
      const podSpec = podSpecOf(stored);
      const containers = [...(podSpec?.initContainers ?? []), ...(podSpec?.containers ?? [])];
      const isThere = (name: string): boolean =>
        name === "*" || containers.some((container) => container.name === name);
      const unknown = Object.keys(images).find((name) => !isThere(name));
      if (!podSpec || unknown !== undefined)
        return { error: `error: unable to find container named "${unknown ?? ""}"` };
      const imageOf = (name: string): string | undefined => images[name] ?? images["*"];
      if (containers.every(({ name, image }) => (imageOf(name) ?? image) === image)) return stored;
      const renewed = <T extends { readonly name: string; readonly image?: string }>(list: readonly T[]): T[] =>
        list.map((container) => ({ ...container, image: imageOf(container.name) ?? container.image }));
      return withPodSpec(stored, {
        ...podSpec,
        ...(podSpec.initContainers && { initContainers: renewed(podSpec.initContainers) }),
        containers: renewed(podSpec.containers),
      });
    },
    // Nothing is said of what is as it should be already.
    done: (before, after) => (before === after ? "" : "image updated"),
  };
}

export function cordon(wanted: boolean): Change {
  const word = wanted ? "cordoned" : "uncordoned";
  const isSo = (node: KubernetesObject): boolean => ((node as Node).spec?.unschedulable ?? false) === wanted;
  return {
    describe: `spec.unschedulable=${wanted}`,
    change: (stored) => {
      if (isSo(stored)) return stored;
      const { unschedulable: _, ...spec } = (stored as Node).spec ?? {};
      return { ...stored, spec: wanted ? { ...spec, unschedulable: true } : spec } as KubernetesObject;
    },
    done: (before) => (isSo(before) ? `already ${word}` : word),
  };
}

/** Models reorganizeTaints of kubectl's pkg/cmd/taint (v1.34): new ones first, then those that stay. */
export function taint({ add, remove, overwrite = false }: Pick<TaintCommand, "add" | "remove" | "overwrite">): Change {
  const added = add.map(
    ({ key, value, effect = "" }): Taint => ({ key, ...(value !== undefined && { value }), effect }),
  );
  const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;
  const removes = ({ key, effect }: TaintSpec, present: Taint): boolean =>
    present.key === key && (!effect || present.effect === effect);
  return {
    describe: "spec.taints",
    change: (stored) => {
      const present = (stored as Node).spec?.taints ?? [];
      const taken = added.filter((each) => present.some((old) => isSame(old, each)));
      if (taken.length > 0 && !overwrite) {
        const keys = taken.map(({ key }) => key).join(",");
        return {
          error: `error: node ${stored.metadata.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
        };
      }
      const merged = [...added, ...present.filter((old) => !added.some((each) => isSame(old, each)))];
      const missing = remove.filter((spec) => !merged.some((each) => removes(spec, each)));
      if (missing.length > 0)
        return { error: missing.map((spec) => `error: taint ${JSON.stringify(taintText(spec))} not found`).join("\n") };
      return withSpec(stored, { taints: merged.filter((each) => !remove.some((spec) => removes(spec, each))) });
    },
    done: () => {
      if (overwrite || (add.length > 0 && remove.length > 0)) return "modified";
      return add.length > 0 ? "tainted" : "untainted";
    },
  };
}

/** Labels or annotations, set or (null) taken away. */
export function mark(field: "labels" | "annotations", values: { readonly [key: string]: string | null }): Change {
  const removes = Object.values(values).every((value) => value === null);
  const [set, unset] = field === "labels" ? ["labeled", "unlabeled"] : ["annotated", "annotated"];
  return {
    describe: `metadata.${field}`,
    change: (stored) => {
      const present = stored.metadata[field] ?? {};
      const entries = Object.entries(values);
      if (entries.every(([key, value]) => (value === null ? !(key in present) : present[key] === value))) return stored;
      const marks: { [key: string]: string } = { ...present };
      for (const [key, value] of entries) {
        if (value === null) delete marks[key];
        else marks[key] = value;
      }
      return { ...stored, metadata: { ...stored.metadata, [field]: marks } };
    },
    done: (before, after) => {
      if (field === "labels" && before === after) return "not labeled";
      return removes ? unset : set;
    },
  };
}

/** Other resources for one container of a Pod: what is not named stays. */
export function resize({ container, requests, limits }: Extract<KubectlCommand, { verb: "resize" }>): Change {
  return {
    subresource: "resize",
    describe: `resources of ${container}`,
    change: (stored) => {
      const { spec } = stored as Pod;
      const resized = <C extends Container>(list: readonly C[] | undefined): C[] | undefined =>
        list?.map((each) => (each.name === container ? { ...each, resources: merged(each.resources) } : each));
      const merged = (held: ResourceRequirements = {}): ResourceRequirements => ({
        ...held,
        ...(requests && { requests: { ...held.requests, ...requests } }),
        ...(limits && { limits: { ...held.limits, ...limits } }),
      });
      const initContainers = resized(spec.initContainers);
      return withSpec(stored, { containers: resized(spec.containers), ...(initContainers && { initContainers }) });
    },
    done: (before, after) => (before === after ? "patched (no change)" : "patched"),
  };
}

/** A new template by its annotation: every Pod is replaced, at the pace of the rollout. */
export function restart(now: VirtualMillis): Change {
  return {
    describe: "kubectl.kubernetes.io/restartedAt",
    change: (stored) => {
      const template = (stored as WithSpec).spec?.template as { metadata?: KubernetesObject["metadata"] } | undefined;
      if (!template || !restartable.has(stored.kind))
        return { error: `error: ${qualified(stored)} "${stored.metadata.name}" restarting is not supported` };
      if ((stored as WithSpec).spec?.paused === true)
        return {
          error: `error: deployments.apps "${stored.metadata.name}" can't restart paused deployment (run rollout resume first)`,
        };
      const annotations = {
        ...template.metadata?.annotations,
        "kubectl.kubernetes.io/restartedAt": timestamp(now),
      };
      const restarted = withSpec(stored, {
        template: { ...template, metadata: { ...template.metadata, annotations } },
      });
      const again =
        "if restart has already been triggered within the past second, please wait before attempting to trigger another";
      return restarted === stored
        ? { error: `error: failed to create patch for ${stored.metadata.name}: ${again}` }
        : restarted;
    },
    done: () => "restarted",
  };
}

export function pause(wanted: boolean): Change {
  const word = wanted ? "paused" : "resumed";
  return {
    describe: `spec.paused=${wanted}`,
    change: (stored) => {
      const { spec = {} } = stored as WithSpec;
      const refused = (why: string) => ({ error: `error: ${qualified(stored)} "${stored.metadata.name}" ${why}` });
      if (stored.kind !== "Deployment") return refused(`${wanted ? "pausing" : "resuming"} is not supported`);
      if ((spec.paused === true) === wanted) return refused(wanted ? "is already paused" : "is not paused");
      const { paused: _, ...rest } = spec;
      return { ...stored, spec: wanted ? { ...rest, paused: true } : rest } as KubernetesObject;
    },
    done: () => word,
  };
}
