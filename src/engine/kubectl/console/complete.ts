import type { Node } from "../../api/core.ts";
import { kinds, resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { PodSpec } from "../../api/pod.ts";
import { objectAt, objectsOf } from "./cluster.ts";
import { findVerb, withoutProgram } from "./console.ts";
import type { Flag } from "./flags.ts";
import type { ConsoleMoment } from "./moment.ts";
import type { ArgumentKind, Verb } from "./verb.ts";
import { globalFlags, verbs } from "./verbs.ts";

/** One way to go on: how it is listed, and what is to be put at the end of the line for it. */
export interface Completion {
  readonly text: string;
  readonly insert: string;
}

/** Kinds that people look for most come first. */
const common = ["pods", "deployments", "services", "nodes", "replicasets", "events"];

const resources: readonly string[] = [
  ...common,
  ...[...new Set(kinds.filter(({ served }) => served).map(({ resource }) => resource))]
    .filter((resource) => !common.includes(resource))
    .sort(),
];

/** What may follow what has been typed. A word is complete with the blank behind it. */
export function completeKubectl(line: string, moment: ConsoleMoment): readonly Completion[] {
  const words = withoutProgram(line.trimStart().split(/\s+/));
  const typed = words.at(-1) ?? "";
  return candidates(words.slice(0, -1), typed, moment)
    .filter((candidate) => candidate.startsWith(typed) && candidate !== typed)
    .map((candidate) => {
      // A value is to follow an equals sign, a name a slash.
      const more = /[=/]$/.test(candidate) ? "" : " ";
      return { text: candidate, insert: `${candidate.slice(typed.length)}${more}` };
    });
}

function candidates(before: readonly string[], typed: string, moment: ConsoleMoment): readonly string[] {
  if (before.length === 0) return verbs.map(({ name }) => name);
  const { verb, rest } = findVerb(before);
  if (!verb) return [];
  const flags = [...verb.flags, ...globalFlags];
  const namespace = flagValue(rest, "namespace", "n") ?? "default";
  const sign = typed.indexOf("=");
  if (typed.startsWith("--") && sign > 0) {
    const flag = flags.find(({ name }) => name === typed.slice(2, sign));
    return valuesOf(flag, rest, moment, namespace).map((value) => `${typed.slice(0, sign + 1)}${value}`);
  }
  if (typed.startsWith("-"))
    return flags
      .flatMap(({ name, is }) => [`--${name}${is === "bool" ? "" : "="}`])
      .filter((name) => !rest.includes(name));
  const last = rest.at(-1) ?? "";
  const pending = flags.find(({ name, short, is }) => is !== "bool" && (last === `--${name}` || last === `-${short}`));
  if (pending) return valuesOf(pending, rest, moment, namespace);
  if (verb.verbs && rest.length === 0 && !verb.run) return verb.verbs.map(({ name }) => name);
  const subcommands = rest.length === 0 ? (verb.verbs ?? []).map(({ name }) => name) : [];
  return [...subcommands, ...argumentsFor(verb, argumentsIn(rest, flags), typed, moment, namespace)];
}

/** The value of a flag among words. */
function flagValue(words: readonly string[], name: string, short: string): string | undefined {
  const at = words.findIndex((word) => word === `--${name}` || word === `-${short}`);
  if (at >= 0) return words[at + 1];
  return words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/** Words that are neither flags nor their values. */
function argumentsIn(words: readonly string[], flags: readonly Flag[]): readonly string[] {
  return words.filter((word, i) => {
    if (word.startsWith("-")) return false;
    const before = words[i - 1] ?? "";
    return !flags.some(({ name, short, is }) => is !== "bool" && (before === `--${name}` || before === `-${short}`));
  });
}

function valuesOf(
  flag: Flag | undefined,
  words: readonly string[],
  moment: ConsoleMoment,
  namespace: string,
): readonly string[] {
  if (flag?.name === "namespace") return namesOf("namespaces", moment, namespace);
  if (flag?.name === "container" || flag?.name === "target") {
    const pod = words.find((word) => !word.startsWith("-"))?.replace(/^pods?\//, "");
    return containersOf(objectAt(moment.records, resourceByName("pods")!, namespace, pod ?? ""));
  }
  return flag?.values ?? [];
}

function namesOf(resource: string, moment: ConsoleMoment, namespace: string): readonly string[] {
  const kind = resourceByName(resource);
  return kind ? objectsOf(moment.records, kind, namespace).map(({ metadata }) => metadata.name ?? "") : [];
}

function containersOf(object: KubernetesObject | undefined): readonly string[] {
  const spec = (object as { spec?: PodSpec & { template?: { spec?: PodSpec } } } | undefined)?.spec;
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec?.template?.spec ?? spec ?? {};
  return [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => name);
}

function argumentsFor(
  { completes = [] }: Verb,
  args: readonly string[],
  typed: string,
  moment: ConsoleMoment,
  namespace: string,
): readonly string[] {
  const [type = ""] = args;
  const slashed = type.includes("/");
  // `TYPE/NAME` is type and name at once.
  const position = slashed ? args.length + 1 : args.length;
  const expected: ArgumentKind | undefined = completes[position] ?? completes.at(-1);
  const [kindName, name] = slashed ? type.split("/") : [type, args[1] ?? ""];
  switch (expected) {
    case "resource": {
      const slash = typed.indexOf("/");
      if (slash < 0) return resources;
      const given = typed.slice(0, slash);
      return namesOf(given, moment, namespace).map((each) => `${given}/${each}`);
    }
    case "name":
      if (slashed) return [];
      return namesOf(type, moment, namespace).filter((each) => !args.includes(each));
    case "pod":
      return namesOf("pods", moment, namespace);
    case "nodeType":
      return ["nodes"];
    case "node":
      return namesOf("nodes", moment, namespace).filter((each) => !args.includes(each));
    case "container": {
      const kind = resourceByName(kindName);
      return kind ? containersOf(objectAt(moment.records, kind, namespace, name)).map((each) => `${each}=`) : [];
    }
    case "key": {
      const kind = resourceByName(kindName);
      const labels = kind && objectAt(moment.records, kind, namespace, name)?.metadata.labels;
      return Object.keys(labels ?? {}).map((key) => `${key}=`);
    }
    case "taint":
      return taintsOf(objectAt<Node>(moment.records, resourceByName("nodes")!, undefined, name));
    default:
      return [];
  }
}

function taintsOf(node: Node | undefined): readonly string[] {
  return (node?.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}-`);
}
