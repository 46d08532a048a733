import { validateDNS1123Label } from "../../api/names.ts";
import type { Pod, PodSpec } from "../../api/pod.ts";
import { addressWarnings } from "./addresses.ts";
import { envWarnings, fractionWarnings, placedContainers, portWarnings } from "./containers.ts";
import { isFraction } from "./fraction.ts";
import { labelWarning, nodeTermWarnings, selectorLabelWarning } from "./nodeLabels.ts";
import { overlapWarnings, sourceWarnings } from "./volumes.ts";

interface Template {
  readonly metadata?: { readonly annotations?: { readonly [name: string]: string } };
  readonly spec?: PodSpec;
}

const seccompPod = "seccomp.security.alpha.kubernetes.io/pod";
const seccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
const appArmorContainer = "container.apparmor.security.beta.kubernetes.io/";
const useSeccompField = 'non-functional in v1.27+; use the "seccompProfile" field instead';

const oldAnnotations: { readonly [annotation: string]: string } = {
  "scheduler.alpha.kubernetes.io/critical-pod": 'non-functional in v1.16+; use the "priorityClassName" field instead',
  "security.alpha.kubernetes.io/sysctls": 'non-functional in v1.11+; use the "sysctls" field instead',
  "security.alpha.kubernetes.io/unsafe-sysctls": 'non-functional in v1.11+; use the "sysctls" field instead',
};

function nodeWarnings(
  path: string,
  { nodeSelector = {}, affinity, topologySpreadConstraints = [] }: PodSpec,
): string[] {
  const { requiredDuringSchedulingIgnoredDuringExecution: required, preferredDuringSchedulingIgnoredDuringExecution } =
    affinity?.nodeAffinity ?? {};
  const at = `${path}.affinity.nodeAffinity`;
  return [
    ...Object.keys(nodeSelector)
      .sort()
      .flatMap((label) => selectorLabelWarning(`${path}.nodeSelector`, label)),
    ...(required?.nodeSelectorTerms ?? []).flatMap((term, index) =>
      nodeTermWarnings(`${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${index}]`, term),
    ),
    ...(preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ preference = {} }, index) =>
      nodeTermWarnings(`${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`, preference),
    ),
    ...topologySpreadConstraints.flatMap(({ topologyKey = "", labelSelector }, index) => [
      ...labelWarning(`${path}.topologySpreadConstraints[${index}].topologyKey`, topologyKey),
      ...(labelSelector ? [] : [withoutSelector(`${path}.topologySpreadConstraints[${index}]`)]),
    ]),
  ];
}

const withoutSelector = (path: string): string =>
  `${path}.labelSelector: a null labelSelector results in matching no pod`;

function affinityWarnings(path: string, { affinity }: PodSpec): string[] {
  return (["podAffinity", "podAntiAffinity"] as const).flatMap((kind) => {
    const at = `${path}.affinity.${kind}`;
    const required = affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const preferred = affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    return [
      ...required.flatMap((term, index) =>
        term.labelSelector ? [] : [withoutSelector(`${at}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`)],
      ),
      ...preferred.flatMap(({ podAffinityTerm }, index) =>
        podAffinityTerm?.labelSelector
          ? []
          : [withoutSelector(`${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm`)],
      ),
    ];
  });
}

/** What is there a second time, by one of its fields. */
function repeated(path: string, field: string, items: readonly { readonly [field: string]: unknown }[]): string[] {
  const known = new Set<unknown>();
  return items.flatMap((item, index) => {
    const value = item[field] ?? "";
    const isAgain = known.has(value);
    known.add(value);
    return isAgain ? [`${path}[${index}].${field}: duplicate ${field} ${JSON.stringify(value)}`] : [];
  });
}

/**
 * What is allowed in a Pod or its template, but surely not meant; `path` is that of the template, empty for a Pod.
 * Models warningsForPodSpecAndMeta of pkg/api/pod/warnings.go (v1.34).
 */
function specWarnings(path: string, { metadata, spec = {} as PodSpec }: Template): string[] {
  const under = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const at = under("spec");
  const { annotations = {} } = metadata ?? {};
  const annotation = (name: string, text: string): string[] =>
    Object.hasOwn(annotations, name) ? [`${under("metadata")}.annotations[${name}]: ${text}`] : [];
  const { securityContext, imagePullSecrets = [], volumes = [], overhead = {} } = spec;
  const placed = placedContainers(at, spec);
  const hasAppArmor = securityContext?.appArmorProfile !== undefined;
  return [
    ...nodeWarnings(at, spec),
    ...Object.entries(oldAnnotations).flatMap(([name, text]) => annotation(name, text)),
    ...sourceWarnings(at, volumes),
    ...overlapWarnings(volumes),
    ...repeated(`${at}.hostAliases`, "ip", (spec.hostAliases ?? []) as { [field: string]: unknown }[]),
    ...repeated(`${at}.imagePullSecrets`, "name", imagePullSecrets as { [field: string]: unknown }[]),
    ...imagePullSecrets.flatMap(({ name }, index) =>
      name ? [] : [`${at}.imagePullSecrets[${index}].name: invalid empty name ""`],
    ),
    ...["memory", "ephemeral-storage"].flatMap((name) =>
      isFraction(overhead[name])
        ? [`${at}.overhead[${name}]: fractional byte value "${overhead[name]}" is invalid, must be an integer`]
        : [],
    ),
    ...(securityContext?.seccompProfile ? [] : annotation(seccompPod, useSeccompField)),
    ...placed.flatMap((each) => {
      const { name = "", securityContext: own } = each.container;
      // A Pod is told of these before: see strategy/appArmor.
      const isPlain = path !== "" && !hasAppArmor && own?.appArmorProfile === undefined;
      const appArmor = 'deprecated since v1.30; use the "appArmorProfile" field instead';
      return [
        ...(own?.seccompProfile ? [] : annotation(`${seccompContainer}${name}`, useSeccompField)),
        ...(isPlain ? annotation(`${appArmorContainer}${name}`, appArmor) : []),
        ...fractionWarnings(each),
        ...envWarnings(each),
      ];
    }),
    ...portWarnings(placed),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [`${at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
    ...affinityWarnings(at, spec),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((address, index) =>
      addressWarnings(`${at}.dnsConfig.nameservers[${index}]`, address),
    ),
    ...(spec.hostAliases ?? []).flatMap(({ ip = "" }, index) => addressWarnings(`${at}.hostAliases[${index}].ip`, ip)),
  ];
}

/** A name that goes on into others, where only a DNS label does well; `use` says into which. */
export function nameWarnings(name: string | undefined, use: string): string[] {
  const problems = name ? validateDNS1123Label(name) : [];
  if (problems.length === 0) return [];
  return [
    `metadata.name: this is used in ${use}, which can result in surprising behavior; a DNS label is recommended: [${problems.join(" ")}]`,
  ];
}

export function podWarnings(pod: Pod): string[] {
  return [...nameWarnings(pod.metadata.name, "the Pod's hostname"), ...specWarnings("", pod)];
}

/** As podWarnings, for the template at `path`. */
export function templateWarnings(path: string, template: Template): string[] {
  return specWarnings(path, template);
}
