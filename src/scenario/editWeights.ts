import { stringify } from "yaml";
import { editOnly, type FieldEdit, readOnly } from "./editText.ts";

const kind = "KubeSchedulerConfiguration";
const defaultProfile = "default-scheduler";

interface PluginSet {
  readonly enabled?: readonly { readonly name: string; readonly weight?: number }[] | null;
  readonly disabled?: readonly { readonly name: string }[] | null;
}

interface Profile {
  readonly schedulerName?: string;
  readonly plugins?: { readonly score?: PluginSet | null; readonly multiPoint?: PluginSet | null } | null;
}

/**
 * A text whose KubeSchedulerConfiguration gives these weights to the scoring plugins of a profile; one is added when
 * there is none. A weight of 0 is not a weight to kube-scheduler, which reads it as 1: the plugin's Score is disabled
 * instead. null when the text does not parse, or what it has of a configuration is none.
 */
export function editWeights(
  text: string,
  profile: string,
  weights: { readonly [plugin: string]: number },
): string | null {
  const configuration = readOnly(text, kind);
  if (configuration === null) return null;
  if (configuration === undefined) return withConfiguration(text, profile, weights);
  const { profiles } = configuration as { readonly profiles?: readonly Profile[] | null };
  if (!profiles || profiles.length === 0) {
    return editOnly(text, kind, { path: ["profiles"], value: [profileWith(profile, weights)] });
  }
  const index = profiles.findIndex(({ schedulerName = defaultProfile }) => schedulerName === profile);
  if (index < 0) return editOnly(text, kind, { path: ["profiles", "-"], value: profileWith(profile, weights) });
  let edited: string | null = text;
  for (const [plugin, weight] of Object.entries(weights)) {
    for (const { path, value } of editsOf(profiles[index], plugin, weight)) {
      const edit = { path: ["profiles", index, "plugins", ...path], value };
      edited = edited === null ? null : editOnly(edited, kind, edit);
    }
  }
  return edited;
}

/** Where a profile gives a plugin its weight: at the Score point when it is named there, else at multiPoint. */
function editsOf({ plugins }: Profile, plugin: string, weight: number): FieldEdit[] {
  const isIt = ({ name }: { readonly name: string }): boolean => name === plugin;
  const atScore = plugins?.score?.enabled?.some(isIt) ?? false;
  if (weight === 0) {
    return [
      ...(atScore ? [{ path: ["score", "enabled", { name: plugin }] }] : []),
      { path: ["score", "disabled", "-"], value: { name: plugin } },
    ];
  }
  if (atScore) return [{ path: ["score", "enabled", { name: plugin }, "weight"], value: weight }];
  if (plugins?.multiPoint?.enabled?.some(isIt))
    return [{ path: ["multiPoint", "enabled", { name: plugin }, "weight"], value: weight }];
  return [{ path: ["multiPoint", "enabled", "-"], value: { name: plugin, weight } }];
}

function profileWith(schedulerName: string, weights: { readonly [plugin: string]: number }): object {
  const all = Object.entries(weights);
  const enabled = all.filter(([, weight]) => weight > 0).map(([name, weight]) => ({ name, weight }));
  const disabled = all.filter(([, weight]) => weight === 0).map(([name]) => ({ name }));
  return {
    schedulerName,
    plugins: {
      ...(enabled.length > 0 && { multiPoint: { enabled } }),
      ...(disabled.length > 0 && { score: { disabled } }),
    },
  };
}

function withConfiguration(text: string, profile: string, weights: { readonly [plugin: string]: number }): string {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const configuration = {
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind,
    profiles: [profileWith(profile, weights)],
  };
  const lines = stringify(configuration, { lineWidth: 0, indentSeq: false }).replaceAll("\n", lineBreak);
  if (text.trim() === "") return lines;
  const ended = /\n$/.test(text) ? text : `${text}${lineBreak}`;
  return /(?:^|\n)---\s*$/.test(text) ? `${ended}${lines}` : `${ended}---${lineBreak}${lines}`;
}
