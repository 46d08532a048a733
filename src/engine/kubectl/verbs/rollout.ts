import { resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { pause, restart } from "../changes.ts";
import { objectsOf } from "../console/cluster.ts";
import { type Findings, find, findFlags } from "../console/find.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { dryRunFlag, namespaceField, objectField, stepOrDryRun } from "../console/steps.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";
import { Description } from "../describe/description.ts";
import { describePodTemplate } from "../describe/podTemplate.ts";
import { historyTable } from "../history.ts";
import { nameOf } from "../print/output.ts";
import type { Change } from "../session.ts";
import { changeCause, keeperOf, type PastTemplate, pastOf, revisionBack } from "../undo.ts";
import { nothingNamed } from "./named.ts";
import { type RolloutState, rolloutState } from "./rolloutState.ts";

const selectorFlag = findFlags.filter(({ name }) => name === "selector");

/** The objects of a rollout command, or what is wrong with the call. */
function chosen(call: Call): Findings | { readonly result: ConsoleResult } {
  if (call.args.length === 0) return { result: usageError(call, "required resource not specified") };
  const findings = find(call);
  const missing = nothingNamed(call, findings);
  if (missing) return { result: missing };
  if ("error" in findings) return { result: refusal(findings.error) };
  if (findings.errors.length > 0) return { result: refusal(findings.errors.join("\n")) };
  return findings;
}

const objectsIn = ({ found }: Findings): readonly KubernetesObject[] => found.flatMap(({ objects }) => objects);

/** restart, pause, resume: a step, unless the object as it is now refuses. */
function changing(name: string, make: (call: Call) => Change): (call: Call) => ConsoleResult {
  return (call) => {
    const findings = chosen(call);
    if ("result" in findings) return findings.result;
    const change = make(call);
    const results = objectsIn(findings).map((object) => ({ object, after: change.change(object) }));
    const problems = results.flatMap(({ after }) => ("error" in after ? [after.error] : []));
    if (problems.length > 0) return refusal(problems.join("\n"));
    const step = { do: name, object: objectField(findings.found), ...namespaceField(call, findings.found) };
    return stepOrDryRun(
      call,
      step,
      results.map(({ object }) => `${nameOf(object)} ${change.done(object, object)}`),
    );
  };
}

function undo(call: Call): ConsoleResult {
  const findings = chosen(call);
  if ("result" in findings) return findings.result;
  const to = call.flags.number("to-revision") ?? 0;
  const preview = new Output();
  for (const object of objectsIn(findings)) {
    if (!keeperOf(object.kind))
      return refusal(`error: no rollbacker has been implemented for ${JSON.stringify(object.kind)}`);
    const back = revisionBack(object, pastIn(call, object), to);
    if ("error" in back) return refusal(back.error);
    const said = object.kind === "Deployment" ? "" : "will roll back to ";
    const [title, ...lines] = linesOf(back.template);
    preview.print(`${nameOf(object)} ${said}${title}`, ...lines, " (dry run)");
  }
  // Tried out on this side only, kubectl shows the template that would come back.
  if (call.flags.text("dry-run") === "client") return preview.end();
  const step = {
    do: "rolloutUndo",
    object: objectField(findings.found),
    ...namespaceField(call, findings.found),
    ...(to > 0 && { revision: to }),
  };
  return stepOrDryRun(
    call,
    step,
    objectsIn(findings).map((object) => `${nameOf(object)} rolled back`),
  );
}

/** The past of a workload, the latest revision first. */
function pastIn({ moment }: Call, object: KubernetesObject): readonly PastTemplate[] {
  const kept = resourceByName(keeperOf(object.kind) ?? "");
  return kept ? pastOf(object, objectsOf<KubernetesObject>(moment.records, kept, object.metadata.namespace)) : [];
}

function linesOf(template: PodTemplateSpec | undefined): readonly string[] {
  const description = new Description();
  describePodTemplate(description, template);
  return description.untabbed();
}

/** A revision's Pod template, with the cause of the change among its annotations. */
function templateLines({ cause, template }: PastTemplate): readonly string[] {
  const annotations = { ...template?.metadata?.annotations, ...(cause && { [changeCause]: cause }) };
  return linesOf(template && { ...template, metadata: { ...template.metadata, annotations } });
}

function history(call: Call): ConsoleResult {
  const findings = chosen(call);
  if ("result" in findings) return findings.result;
  const revision = call.flags.number("revision") ?? 0;
  if (revision < 0) return refusal(`error: revision must be a positive integer: ${revision}`);
  const output = new Output();
  for (const object of objectsIn(findings)) {
    if (!keeperOf(object.kind))
      return refusal(`error: no history viewer has been implemented for ${JSON.stringify(object.kind)}`);
    const past = pastIn(call, object);
    if (revision > 0) {
      const found = past.find((each) => each.revision === revision);
      if (!found) return output.complain("error: unable to find the specified revision").end(1);
      output.print(`${nameOf(object)} with revision #${revision}`, ...templateLines(found), "");
    } else output.print(`${nameOf(object)} `, ...historyTable(past));
  }
  return output.end();
}

function status(call: Call): ConsoleResult {
  const findings = chosen(call);
  if ("result" in findings) return findings.result;
  const { flags } = call;
  const output = new Output();
  let waits = false;
  for (const object of objectsIn(findings)) {
    const state: RolloutState = rolloutState(object, flags.number("revision") ?? 0);
    if ("error" in state) return output.complain(`error: ${state.error}`).end(1);
    output.print(state.text);
    waits ||= !state.done;
  }
  return output.end(0, waits && flags.is("watch", true));
}

const revisionFlag: Flag = {
  name: "revision",
  is: "int",
  about: "See the details, including podTemplate of the revision specified",
};

function subverb(name: string, short: string, flags: readonly Flag[], run: (call: Call) => ConsoleResult): Verb {
  return {
    name,
    short,
    usage: `${name} (TYPE NAME | TYPE/NAME) [flags]`,
    examples: [`kubectl rollout ${name} deployment/web`],
    flags: [...selectorFlag, ...flags],
    absent: "field-manager filename kustomize output recursive show-managed-fields template timeout",
    completes: ["resource", "name"],
    run,
  };
}

/** Models kubectl's pkg/cmd/rollout (v1.34). */
export const rollout: Verb = {
  name: "rollout",
  short: "Manage the rollout of a resource",
  usage: "rollout SUBCOMMAND",
  flags: [],
  verbs: [
    subverb("history", "View rollout history", [revisionFlag], history),
    subverb(
      "pause",
      "Mark the provided resource as paused",
      [dryRunFlag],
      changing("rolloutPause", () => pause(true)),
    ),
    subverb(
      "restart",
      "Restart a resource",
      [dryRunFlag],
      changing("rolloutRestart", ({ moment }) => restart(moment.now)),
    ),
    subverb(
      "resume",
      "Resume a paused resource",
      [dryRunFlag],
      changing("rolloutResume", () => pause(false)),
    ),
    subverb(
      "status",
      "Show the status of the rollout",
      [
        revisionFlag,
        {
          name: "watch",
          short: "w",
          is: "bool",
          about: "Watch the status of the rollout until it's done.",
        },
      ],
      status,
    ),
    subverb(
      "undo",
      "Undo a previous rollout",
      [
        dryRunFlag,
        { name: "to-revision", is: "int", about: "The revision to rollback to. Default to 0 (last revision)." },
      ],
      undo,
    ),
  ],
};
