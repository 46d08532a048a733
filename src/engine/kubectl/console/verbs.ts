import { apiResources } from "../verbs/apiResources.ts";
import { apply } from "../verbs/apply.ts";
import { auth } from "../verbs/auth.ts";
import { autoscale } from "../verbs/autoscale.ts";
import { create } from "../verbs/create.ts";
import { debug } from "../verbs/debug.ts";
import { deleteVerb } from "../verbs/delete.ts";
import { describe } from "../verbs/describe.ts";
import { events } from "../verbs/events.ts";
import { explain } from "../verbs/explain.ts";
import { expose } from "../verbs/expose.ts";
import { get } from "../verbs/get.ts";
import { logs } from "../verbs/logs.ts";
import { annotate, label } from "../verbs/mark.ts";
import { cordon, drain, taint, uncordon } from "../verbs/node.ts";
import { rollout } from "../verbs/rollout.ts";
import { runVerb } from "../verbs/run.ts";
import { scale } from "../verbs/scale.ts";
import { set } from "../verbs/set.ts";
import { top } from "../verbs/top.ts";
import { version } from "../verbs/version.ts";
import type { Flag } from "./flags.ts";
import type { Verb } from "./verb.ts";

/** The commands of the console, in the groups of `kubectl help`. */
export const groups: readonly { readonly title: string; readonly verbs: readonly Verb[] }[] = [
  { title: "Basic Commands (Beginner)", verbs: [create, expose, runVerb, set] },
  { title: "Basic Commands (Intermediate)", verbs: [explain, get, deleteVerb] },
  { title: "Deploy Commands", verbs: [rollout, scale, autoscale] },
  { title: "Cluster Management Commands", verbs: [top, cordon, uncordon, drain, taint] },
  { title: "Troubleshooting and Debugging Commands", verbs: [describe, logs, auth, debug, events] },
  { title: "Advanced Commands", verbs: [apply] },
  { title: "Settings Commands", verbs: [label, annotate] },
  { title: "Other Commands", verbs: [apiResources, version] },
];

export const verbs: readonly Verb[] = groups.flatMap((group) => group.verbs);

/** Commands of kubectl that this console leaves out. */
export const absentVerbs: readonly string[] = [
  ...["alpha", "attach", "certificate", "cluster-info", "completion", "config", "cp", "diff", "edit", "exec"],
  "api-versions",
  ...["kuberc", "kustomize", "options", "patch", "plugin", "port-forward", "proxy", "replace", "wait"],
];

/** Flags that every command takes. */
export const globalFlags: readonly Flag[] = [
  { name: "namespace", short: "n", is: "string", about: "If present, the namespace scope for this CLI request" },
];

/** kubectl's own flags for every command that have no meaning here. */
export const absentGlobalFlags =
  "as as-group as-uid as-user-extra cache-dir certificate-authority client-certificate client-key cluster context disable-compression insecure-skip-tls-verify kubeconfig kuberc log-flush-frequency match-server-version password profile profile-output request-timeout server tls-server-name token user username v vmodule warnings-as-errors";
