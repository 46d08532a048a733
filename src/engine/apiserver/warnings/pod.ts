import { validateDNS1123Label } from "../../api/names.ts";
import type { Container, Pod, PodSpec } from "../../api/pod.ts";

/** Labels of nodes that have new names. */
const renamedLabels: { readonly [label: string]: readonly [since: string, instead: string] } = {
  "beta.kubernetes.io/arch": ["v1.14", "kubernetes.io/arch"],
  "beta.kubernetes.io/os": ["v1.14", "kubernetes.io/os"],
  "failure-domain.beta.kubernetes.io/region": ["v1.17", "topology.kubernetes.io/region"],
  "failure-domain.beta.kubernetes.io/zone": ["v1.17", "topology.kubernetes.io/zone"],
  "beta.kubernetes.io/instance-type": ["v1.17", "node.kubernetes.io/instance-type"],
};

function labelWarning(path: string, label: string): string[] {
  const renamed = Object.hasOwn(renamedLabels, label) ? renamedLabels[label] : undefined;
  return renamed ? [`${path}: deprecated since ${renamed[0]}; use "${renamed[1]}" instead`] : [];
}

/** Kinds of volumes that do nothing any more, or soon. */
const oldVolumes: { readonly [source: string]: string } = {
  photonPersistentDisk: "deprecated in v1.11, non-functional in v1.16+",
  gitRepo: "deprecated in v1.11, and disabled by default in v1.33+",
  scaleIO: "deprecated in v1.16, non-functional in v1.22+",
  flocker: "deprecated in v1.22, non-functional in v1.25+",
  storageos: "deprecated in v1.22, non-functional in v1.25+",
  quobyte: "deprecated in v1.22, non-functional in v1.25+",
  glusterfs: "deprecated in v1.25, non-functional in v1.26+",
  cephfs: "deprecated in v1.28, non-functional in v1.31+",
  rbd: "deprecated in v1.28, non-functional in v1.31+",
};

const oldAnnotations: { readonly [annotation: string]: string } = {
  "scheduler.alpha.kubernetes.io/critical-pod": 'non-functional in v1.16+; use the "priorityClassName" field instead',
  "seccomp.security.alpha.kubernetes.io/pod": 'non-functional in v1.27+; use the "seccompProfile" field instead',
};

function annotationWarnings(path: string, annotations: { readonly [name: string]: string } = {}): string[] {
  return Object.keys(annotations).flatMap((name) => {
    const at = `${path}.annotations[${name}]`;
    if (Object.hasOwn(oldAnnotations, name)) return [`${at}: ${oldAnnotations[name]}`];
    if (name.startsWith("container.seccomp.security.alpha.kubernetes.io/"))
      return [`${at}: non-functional in v1.27+; use the "seccompProfile" field instead`];
    if (name.startsWith("container.apparmor.security.beta.kubernetes.io/"))
      return [`${at}: deprecated since v1.30; use the "appArmorProfile" field instead`];
    return [];
  });
}

function isFraction(amount: string | number | undefined): boolean {
  return typeof amount === "string" && /^\d+m$/.test(amount) && Number.parseInt(amount, 10) % 1000 !== 0;
}

function containerWarnings(path: string, { env = [], ports = [], resources }: Container): string[] {
  const repeatedEnv = env.flatMap(({ name }, index) =>
    env.findIndex((other) => other.name === name) < index
      ? [`${path}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`]
      : [],
  );
  const repeatedPorts = ports.flatMap((port, index) => {
    const first = ports.findIndex(
      (other) => other.containerPort === port.containerPort && (other.protocol ?? "TCP") === (port.protocol ?? "TCP"),
    );
    return first < index ? [`${path}.ports[${index}]: duplicate port definition with ${path}.ports[${first}]`] : [];
  });
  const fractions = (["limits", "requests"] as const).flatMap((side) =>
    ["memory", "ephemeral-storage"].flatMap((name) => {
      const amount = resources?.[side]?.[name];
      return isFraction(amount)
        ? [`${path}.resources.${side}[${name}]: fractional byte value "${amount}" is invalid, must be an integer`]
        : [];
    }),
  );
  return [...repeatedEnv, ...repeatedPorts, ...fractions];
}

function affinityWarnings(path: string, { affinity }: PodSpec): string[] {
  return (["podAffinity", "podAntiAffinity"] as const).flatMap((kind) => {
    const at = `${path}.affinity.${kind}`;
    const required = affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const preferred = affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const terms = [
      ...required.map((term, index) => ({
        term,
        at: `${at}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`,
      })),
      ...preferred.map(({ podAffinityTerm }, index) => ({
        term: podAffinityTerm,
        at: `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm`,
      })),
    ];
    return terms.flatMap(({ term, at: place }) =>
      term?.labelSelector ? [] : [`${place}.labelSelector: a null labelSelector results in matching no pod`],
    );
  });
}

/** What is allowed in a Pod's spec, but surely not meant. Models pkg/api/pod/warnings.go (v1.34), its commoner half. */
function podSpecWarnings(path: string, spec: PodSpec): string[] {
  const nodeLabels = Object.keys(spec.nodeSelector ?? {})
    .sort()
    .flatMap((label) => labelWarning(`${path}.nodeSelector[${label}]`, label));
  const spread = (spec.topologySpreadConstraints ?? []).flatMap(({ topologyKey = "", labelSelector }, index) => {
    const at = `${path}.topologySpreadConstraints[${index}]`;
    const selector = labelSelector ? [] : [`${at}.labelSelector: a null labelSelector results in matching no pod`];
    return [...labelWarning(`${at}.topologyKey`, topologyKey), ...selector];
  });
  const volumes = (spec.volumes ?? []).flatMap((volume, index) =>
    Object.keys(volume).flatMap((source) =>
      Object.hasOwn(oldVolumes, source) ? [`${path}.volumes[${index}].${source}: ${oldVolumes[source]}`] : [],
    ),
  );
  const secrets = (spec.imagePullSecrets ?? []).flatMap(({ name = "" }, index) =>
    name === "" ? [`${path}.imagePullSecrets[${index}].name: invalid empty name ""`] : [],
  );
  const containers = (["initContainers", "containers"] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap((container, index) => containerWarnings(`${path}.${list}[${index}]`, container)),
  );
  const negative =
    (spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [`${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : [];
  return [
    ...nodeLabels,
    ...spread,
    ...volumes,
    ...secrets,
    ...containers,
    ...affinityWarnings(path, spec),
    ...negative,
  ];
}

export function podWarnings({ metadata, spec }: Pod): string[] {
  const problems = metadata.name ? validateDNS1123Label(metadata.name) : [];
  const name =
    problems.length > 0
      ? [
          `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${problems.join(" ")}]`,
        ]
      : [];
  return [...name, ...annotationWarnings("metadata", metadata.annotations), ...podSpecWarnings("spec", spec)];
}

/** As podWarnings, for the template at `path`. */
export function templateWarnings(
  path: string,
  template: {
    readonly metadata?: { readonly annotations?: { readonly [name: string]: string } };
    readonly spec?: PodSpec;
  },
): string[] {
  return [
    ...annotationWarnings(`${path}.metadata`, template.metadata?.annotations),
    ...(template.spec ? podSpecWarnings(`${path}.spec`, template.spec) : []),
  ];
}
