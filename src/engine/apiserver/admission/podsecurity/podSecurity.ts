import type { Namespace } from "../../../api/core.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import type { Pod, PodSpec } from "../../../api/pod.ts";
import { forbidden, invalid } from "../../status.ts";
import type { AdmissionPlugin, Attributes, ClusterView, Verdict } from "../plugin.ts";
import { isStricter, type LevelVersion, levelText, policyOf } from "./policy.ts";
import { describe, violations } from "./standards.ts";

const templated = new Set([
  "replicationcontrollers",
  "podtemplates",
  "replicasets",
  "deployments",
  "statefulsets",
  "daemonsets",
  "jobs",
  "cronjobs",
]);

interface Template {
  readonly metadata?: Pod["metadata"];
  readonly spec?: PodSpec;
}

function templateOf(object: KubernetesObject): Template | undefined {
  type Owner = {
    readonly template?: Template;
    readonly jobTemplate?: { readonly spec?: { readonly template?: Template } };
  };
  const { spec, template } = object as KubernetesObject & { readonly spec?: Owner; readonly template?: Template };
  return template ?? spec?.template ?? spec?.jobTemplate?.spec?.template;
}

/** An update counts when it brings other images or containers. Models isSignificantPodUpdate. */
function isSignificant(pod: Pod, old: Pod): boolean {
  const images = ({ spec }: Pod): string =>
    JSON.stringify(
      (["initContainers", "containers", "ephemeralContainers"] as const).map((list) =>
        ((spec as unknown as { [list: string]: { image?: string }[] })[list] ?? []).map(({ image }) => image ?? ""),
      ),
    );
  return images(pod) !== images(old);
}

/** `a (and 2 other pods)`: each kind of violation once, under the first Pod that has it. */
function existingPods(namespace: string, enforce: LevelVersion, view: ClusterView): string[] {
  const byViolation = new Map<string, string[]>();
  for (const { metadata, spec } of view.list<Pod>("pods", namespace)) {
    const found = violations(enforce, spec, metadata);
    if (found.length === 0) continue;
    const reasons = found.map(({ reason }) => reason).join(", ");
    byViolation.set(reasons, [...(byViolation.get(reasons) ?? []), metadata.name ?? ""]);
  }
  if (byViolation.size === 0) return [];
  const lines = [...byViolation].map(([reasons, [first, ...others]]) => {
    const more = others.length === 0 ? "" : ` (and ${others.length} other ${others.length === 1 ? "pod" : "pods"})`;
    return `${first}${more}: ${reasons}`;
  });
  const title = `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "${levelText(enforce)}"`;
  return [title, ...lines.sort()];
}

function validateNamespace({ kind, object, old }: Attributes, view: ClusterView): Verdict {
  const { enforce, problems } = policyOf(object.metadata.labels);
  const before = old && policyOf(old.metadata.labels);
  if (problems.length > 0 && JSON.stringify(problems) !== JSON.stringify(before?.problems))
    return { refused: invalid(kind, object.metadata.name ?? "", problems) };
  if (!before || enforce.level === "privileged") return {};
  const isSameVersion = enforce.version === before.enforce.version;
  if (isSameVersion && !isStricter(enforce.level, before.enforce.level)) return {};
  const warnings = existingPods(object.metadata.name ?? "", enforce, view);
  return warnings.length > 0 ? { warnings } : {};
}

function warned(warn: LevelVersion, { spec, metadata }: Template): Verdict {
  const found = spec ? violations(warn, spec, metadata) : [];
  return found.length === 0 ? {} : { warnings: [`would violate PodSecurity "${levelText(warn)}": ${describe(found)}`] };
}

/**
 * PodSecurity holds Pods to the Pod Security Standards that their namespace's labels name: enforced on Pods, only told of
 * the templates of workloads.
 *
 * Models staging/src/k8s.io/pod-security-admission (v1.34). Left out: audit annotations, exemptions.
 */
export const podSecurity: AdmissionPlugin = {
  name: "PodSecurity",

  handles({ operation, kind, subresource }) {
    if (operation === "delete") return false;
    if (kind.resource === "pods")
      return subresource === undefined || subresource === "ephemeralcontainers" || subresource === "resize";
    return subresource === undefined && (kind.resource === "namespaces" || templated.has(kind.resource));
  },

  validate(attributes, view) {
    const { kind, namespace, name, object, old } = attributes;
    if (kind.resource === "namespaces") return validateNamespace(attributes, view);
    const { enforce, warn } = policyOf(view.get<Namespace>("namespaces", undefined, namespace ?? "")?.metadata.labels);
    if (enforce.level === "privileged" && warn.level === "privileged") return {};
    if (kind.resource !== "pods") return warned(warn, templateOf(object) ?? {});
    const pod = object as Pod;
    if (old && !isSignificant(pod, old as Pod)) return {};
    const found = violations(enforce, pod.spec, pod.metadata);
    if (found.length === 0) return warned(warn, pod);
    const why = `violates PodSecurity "${levelText(enforce)}": ${describe(found)}`;
    return { refused: forbidden(kind, name, why) };
  },
};
