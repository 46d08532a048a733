import type { Node } from "../../api/core.ts";
import { validateLabelValue, validateQualifiedName } from "../../api/names.ts";
import { cordon as cordonChange, taint as taintChange } from "../changes.ts";
import { type TaintSpec, taintText } from "../commands.ts";
import { find, findFlags } from "../console/find.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { dryRunFlag, stepOrDryRun } from "../console/steps.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";

const selectorFlag = findFlags.filter(({ name }) => name === "selector");

/** The nodes that a call names or selects; or what is wrong with that. */
function nodesOf(
  call: Call,
  names: readonly string[],
): { readonly nodes: readonly Node[] } | { readonly error: ConsoleResult } {
  const bare = names.map((name) => name.replace(/^(?:nodes?|no)\//, ""));
  const findings = find(call, ["nodes", ...bare]);
  if ("error" in findings) return { error: refusal(findings.error) };
  const { found, errors } = findings;
  if (errors.length > 0) return { error: refusal(errors.join("\n")) };
  const nodes = found.flatMap(({ objects }) => objects) as Node[];
  return nodes.length > 0 ? { nodes } : { error: refusal("No resources found") };
}

const namesOf = (nodes: readonly Node[]): string => nodes.map(({ metadata }) => metadata.name).join(" ");

function cordonOrDrain(
  call: Call,
  usage: string,
): { readonly nodes: readonly Node[] } | { readonly error: ConsoleResult } {
  const { args, flags } = call;
  if (args.length === 0 && !flags.has("selector") && !flags.is("all"))
    return { error: usageError(call, `USAGE: ${usage} [flags]`) };
  if (args.length > 0 && flags.has("selector"))
    return { error: usageError(call, "error: cannot specify both a node name and a --selector option") };
  return nodesOf(call, args);
}

function changeSchedulable(call: Call, wanted: boolean): ConsoleResult {
  const verb = wanted ? "cordon" : "uncordon";
  const chosen = cordonOrDrain(call, `${verb} NODE`);
  if ("error" in chosen) return chosen.error;
  const { nodes } = chosen;
  const change = cordonChange(wanted);
  const printed = nodes.map((node) => `node/${node.metadata.name} ${change.done(node, node)}`);
  // A node that is so already is said to be, and nothing is sent.
  if (nodes.every((node) => change.change(node) === node)) return new Output().print(...printed).end();
  return stepOrDryRun(
    call,
    { do: verb, node: namesOf(nodes) },
    printed.map((line) => line.replace("already ", "")),
  );
}

/** Models kubectl's pkg/cmd/drain (v1.34). */
export const cordon: Verb = {
  name: "cordon",
  short: "Mark node as unschedulable",
  usage: "cordon NODE",
  examples: ["kubectl cordon node-1"],
  flags: [...selectorFlag, dryRunFlag],
  completes: ["node"],
  run: (call) => changeSchedulable(call, true),
};

export const uncordon: Verb = {
  name: "uncordon",
  short: "Mark node as schedulable",
  usage: "uncordon NODE",
  examples: ["kubectl uncordon node-1"],
  flags: [...selectorFlag, dryRunFlag],
  completes: ["node"],
  run: (call) => changeSchedulable(call, false),
};

export const drain: Verb = {
  name: "drain",
  short: "Drain node in preparation for maintenance",
  usage: "drain NODE",
  examples: ["kubectl drain node-1 --ignore-daemonsets"],
  flags: [
    ...selectorFlag,
    {
      name: "delete-emptydir-data",
      is: "bool",
      about:
        "Continue even if there are pods using emptyDir (local data that will be deleted when the node is drained).",
    },
    { name: "force", is: "bool", about: "Continue even if there are pods that do not declare a controller." },
    { name: "ignore-daemonsets", is: "bool", about: "Ignore DaemonSet-managed pods." },
  ],
  absent: "chunk-size disable-eviction dry-run grace-period pod-selector skip-wait-for-delete-timeout timeout",
  completes: ["node"],
  run: (call) => {
    const { flags } = call;
    const chosen = cordonOrDrain(call, "drain NODE");
    if ("error" in chosen) return chosen.error;
    return {
      kind: "step",
      step: {
        do: "drain",
        node: namesOf(chosen.nodes),
        ...(flags.is("force") && { force: true }),
        ...(!flags.is("ignore-daemonsets") && { ignoreDaemonsets: false }),
        ...(!flags.is("delete-emptydir-data") && { deleteEmptydirData: false }),
      },
    };
  },
};

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/** `key=value:effect`, `key:effect` or `key`. Models parseTaint of kubectl's pkg/cmd/taint (v1.34). */
function parseTaint(text: string): TaintSpec | { readonly error: string } {
  const [pair, effect, ...more] = text.split(":");
  const invalid = (why = "") => ({ error: `invalid taint spec: ${text}${why}` });
  if (more.length > 0) return invalid();
  if (effect !== undefined && !effects.includes(effect))
    return { error: `invalid taint effect: ${effect}, unsupported taint effect` };
  const [key, value, ...rest] = effect === undefined ? [pair] : pair.split("=");
  if (rest.length > 0) return invalid();
  const wrong = [...validateQualifiedName(key), ...(value === undefined ? [] : validateLabelValue(value))];
  if (wrong.length > 0) return invalid(`, ${wrong.join("; ")}`);
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}

interface Taints {
  readonly add: readonly TaintSpec[];
  readonly remove: readonly TaintSpec[];
}

function parseTaints(specs: readonly string[]): Taints | { readonly error: string } {
  const add: TaintSpec[] = [];
  const remove: TaintSpec[] = [];
  for (const spec of specs) {
    const removes = spec.endsWith("-");
    const parsed = parseTaint(removes ? spec.slice(0, -1) : spec);
    if ("error" in parsed) return parsed;
    if (!removes && parsed.effect === undefined) return { error: `invalid taint spec: ${spec}` };
    if (!removes && add.some(({ key, effect }) => key === parsed.key && effect === parsed.effect))
      return {
        error: `duplicated taints with the same key and effect: {${parsed.key} ${parsed.value ?? ""} ${parsed.effect} <nil>}`,
      };
    (removes ? remove : add).push(parsed);
  }
  return { add, remove };
}

function runTaint(call: Call): ConsoleResult {
  const { args, flags } = call;
  const isTaint = (arg: string): boolean => arg.includes("=") || arg.includes(":") || arg.endsWith("-");
  const first = args.findIndex(isTaint);
  const resources = first < 0 ? args : args.slice(0, first);
  const specs = first < 0 ? [] : args.slice(first);
  const stray = specs.find((spec) => !isTaint(spec));
  if (stray !== undefined) return refusal(`error: all resources must be specified before taint changes: ${stray}`);
  if (resources.length === 0) return refusal("error: one or more resources must be specified as <resource> <name>");
  if (specs.length === 0) return refusal("error: at least one taint update is required");
  const taints = parseTaints(specs);
  if ("error" in taints) return usageError(call, taints.error);
  const [type, ...names] = resources[0].includes("/") ? ["node", ...resources] : resources;
  if (type.toLowerCase() !== "node" && type.toLowerCase() !== "nodes")
    return refusal(`error: invalid resource type ${type}, only ["node" "nodes"] are supported`);
  if (names.length === 0 && !flags.has("selector") && !flags.is("all"))
    return refusal("error: at least one resource name must be specified since 'all' parameter is not set");
  const clash = taints.remove.filter((gone) =>
    taints.add.some(({ key, effect }) => key === gone.key && (!gone.effect || effect === gone.effect)),
  );
  if (clash.length > 0) {
    const list = clash.map(({ key, effect = "" }) => `{"${key}":"${effect}"}`).join(", ");
    return refusal(`error: can not both modify and remove the following taint(s) in the same command: ${list}`);
  }
  const chosen = nodesOf(call, names);
  if ("error" in chosen) return chosen.error;
  const overwrite = flags.is("overwrite");
  const change = taintChange({ ...taints, overwrite });
  const problems = chosen.nodes.flatMap((node) => {
    const after = change.change(node);
    return "error" in after ? [after.error] : [];
  });
  if (problems.length > 0) return refusal(problems.join("\n"));
  const written = [...taints.add.map(taintText), ...taints.remove.map((each) => `${taintText(each)}-`)].join(" ");
  const step = { do: "taint", node: namesOf(chosen.nodes), taint: written, ...(overwrite && { overwrite }) };
  return stepOrDryRun(
    call,
    step,
    chosen.nodes.map((node) => `node/${node.metadata.name} ${change.done(node, node)}`),
  );
}

/** Models kubectl's pkg/cmd/taint (v1.34). */
export const taint: Verb = {
  name: "taint",
  short: "Update the taints on one or more nodes",
  usage: "taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N",
  examples: ["kubectl taint nodes node-1 dedicated=special-user:NoSchedule", "kubectl taint nodes node-1 dedicated-"],
  flags: [
    ...selectorFlag,
    { name: "all", is: "bool", about: "Select all nodes in the cluster" },
    dryRunFlag,
    {
      name: "overwrite",
      is: "bool",
      about: "If true, allow taints to be overwritten, otherwise reject taint updates that overwrite existing taints.",
    },
  ],
  completes: ["nodeType", "node", "taint"],
  run: runTaint,
};
