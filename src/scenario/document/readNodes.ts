import { defaultKubeletConfiguration, type RuntimeModelOptions } from "../../engine/index.ts";
import { bytesOf, millis } from "./quantities.ts";
import { type Fields, isFields, type ShapeProblem } from "./shape.ts";

type NodeRule = NonNullable<RuntimeModelOptions["nodes"]>[number];

const durations = ["imageMinimumGCAge", "imageMaximumGCAge", "evictionPressureTransitionPeriod"] as const;

/** One entry of `spec.nodes`, with its texts made numbers; its shape has been checked. */
export function nodeRuleOf({ kubelet, disk, memory, pids, network, ...plain }: Fields): NodeRule {
  return {
    ...plain,
    ...(kubelet ? { kubelet: configurationOf(kubelet as Fields) } : {}),
    ...(disk ? { disk: (disk as readonly Fields[]).map(bytesFrom) } : {}),
    ...(memory ? { memory: (memory as readonly Fields[]).map(bytesFrom) } : {}),
    ...(pids ? { pids: (pids as readonly Fields[]).map(from) } : {}),
    ...(network ? { network: (network as readonly Fields[]).map(from) } : {}),
  } as NodeRule;
}

function from<T extends Fields>(entry: T): T & { readonly from: number } {
  return { ...entry, from: millis(String(entry.from)) };
}

function bytesFrom(entry: Fields): Fields {
  return { ...from(entry), bytes: bytesOf(String(entry.bytes)) };
}

function configurationOf(written: Fields): Fields {
  const configuration: { [field: string]: unknown } = { ...written };
  for (const field of durations)
    if (written[field] !== undefined) configuration[field] = millis(String(written[field]));
  if (written.evictionSoftGracePeriod)
    configuration.evictionSoftGracePeriod = Object.fromEntries(
      Object.entries(written.evictionSoftGracePeriod as Fields).map(([signal, text]) => [signal, millis(String(text))]),
    );
  return configuration;
}

/**
 * Configurations with which a kubelet would not start, in its words.
 * Models ValidateKubeletConfiguration and ParseThresholdConfig (v1.34).
 */
export function problemsWithNodes(nodes: unknown): ShapeProblem[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((entry: unknown, i) => {
    const kubelet = isFields(entry) && isFields(entry.kubelet) ? entry.kubelet : null;
    if (!kubelet) return [];
    const at = (field: string): string => `spec.nodes[${i}].kubelet.${field}`;
    const merged: Fields = { ...defaultKubeletConfiguration, ...kubelet };
    const { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low, maxParallelImagePulls: pulls } = merged;
    const problems: ShapeProblem[] = [];
    const refuse = (field: string, why: string): void => {
      problems.push({ path: at(field), message: `${at(field)}: ${why}` });
    };
    if (typeof high === "number" && typeof low === "number" && low >= high)
      refuse(
        kubelet.imageGCHighThresholdPercent === undefined
          ? "imageGCLowThresholdPercent"
          : "imageGCHighThresholdPercent",
        `invalid configuration: imageGCLowThresholdPercent (--image-gc-low-threshold) ${low} must be less than imageGCHighThresholdPercent (--image-gc-high-threshold) ${high}`,
      );
    if (typeof pulls === "number" && pulls > 1 && merged.serializeImagePulls !== false)
      refuse(
        "maxParallelImagePulls",
        "invalid configuration: maxParallelImagePulls cannot be larger than 1 unless SerializeImagePulls (--serialize-image-pulls) set to false",
      );
    const graces = isFields(kubelet.evictionSoftGracePeriod) ? kubelet.evictionSoftGracePeriod : {};
    for (const signal of isFields(kubelet.evictionSoft) ? Object.keys(kubelet.evictionSoft) : [])
      if (graces[signal] === undefined)
        refuse("evictionSoft", `grace period must be specified for the soft eviction threshold ${signal}`);
    return problems;
  });
}
