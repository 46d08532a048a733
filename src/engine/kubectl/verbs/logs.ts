import { resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { compileSelector, matches } from "../../api/selector.ts";
import { parseSelector } from "../../api/selectorText.ts";
import { isReady } from "../../controllers/podState.ts";
import { timestamp } from "../../kernel/clock.ts";
import { objectAt, objectsOf } from "../console/cluster.ts";
import { findFlags } from "../console/find.ts";
import { durationMillis, type Flag } from "../console/flags.ts";
import { parseResources } from "../console/resources.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";
import { containerIn, containerLog } from "../logs.ts";

const podKind = resourceByName("pods")!;
const usage = "logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]";

/** With a selector, so much of each. */
const selectorTail = 10;

/** The Pods of a call, the one whose log is wanted first. Models polymorphichelpers.AttachablePodForObject and ByLogging (v1.34). */
function podsOf(call: Call): readonly Pod[] | { readonly error: string } {
  const { args, flags, moment, namespace } = call;
  const { records } = moment;
  const selector = flags.text("selector");
  if (selector !== undefined) {
    const parsed = parseSelector(selector);
    if ("error" in parsed) return { error: `error: ${parsed.error}` };
    return objectsOf<Pod>(records, podKind, namespace).filter(({ metadata }) => matches(parsed, metadata.labels));
  }
  const [given = ""] = args;
  const resources = parseResources(given.includes("/") ? [given] : ["pods", given]);
  if ("error" in resources) return { error: `error: ${resources.error}` };
  const [{ kind, name }] = resources.named;
  const object = objectAt<KubernetesObject>(records, kind, namespace, name);
  const where = kind.namespaced ? ` in namespace ${JSON.stringify(namespace)}` : "";
  const resource = kind.group === "" ? kind.resource : `${kind.resource}.${kind.group}`;
  if (!object)
    return { error: `error: error from server (NotFound): ${resource} ${JSON.stringify(name)} not found${where}` };
  if (kind.kind === "Pod") return [object as Pod];
  const spec = (
    object as { readonly spec?: { readonly selector?: LabelSelector | { readonly [key: string]: string } } }
  ).spec;
  const chosen =
    kind.kind === "Service" ? { matchLabels: spec?.selector as LabelSelector["matchLabels"] } : spec?.selector;
  if (!chosen)
    return {
      error: `error: cannot get the logs from ${kind.group || "core"}/${kind.version}, Kind=${kind.kind}: no pod selector`,
    };
  const compiled = compileSelector(chosen as LabelSelector);
  if ("error" in compiled) return { error: `error: ${compiled.error}` };
  const found = objectsOf<Pod>(records, podKind, namespace).filter(({ metadata }) =>
    matches(compiled, metadata.labels),
  );
  if (found.length === 0) return { error: "error: timed out waiting for the condition" };
  return [...found].sort(
    (a, b) =>
      rank(a) - rank(b) || (a.metadata.creationTimestamp ?? "").localeCompare(b.metadata.creationTimestamp ?? ""),
  );
}

/** Assigned before unassigned, running before pending, ready before not ready. */
function rank(pod: Pod): number {
  const phase = ["Running", "Unknown", "Pending"].indexOf(pod.status?.phase ?? "Pending");
  return (pod.spec.nodeName ? 0 : 100) + (phase < 0 ? 3 : phase) * 10 + (isReady(pod) ? 0 : 1);
}

function allNames({ spec }: Pod): readonly string[] {
  return [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])].map(
    ({ name }) => name,
  );
}

/** The container without `-c`: kubectl says which it takes when there are others. */
function defaultContainer({ metadata, spec }: Pod, output: Output): string {
  const annotated = metadata.annotations?.["kubectl.kubernetes.io/default-container"];
  if (annotated) return annotated;
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  const others = [
    ...containers.map(({ name }) => name),
    ...ephemeralContainers.map(({ name }) => `${name} (ephem)`),
    ...initContainers.map(({ name }) => `${name} (init)`),
  ];
  const [{ name }] = containers;
  if (others.length > 1) output.complain(`Defaulted container ${JSON.stringify(name)} out of: ${others.join(", ")}`);
  return name;
}

function run(call: Call): ConsoleResult {
  const { args, flags, moment } = call;
  const selects = flags.has("selector");
  if (selects && args.length > 0) return usageError(call, "only a selector (-l) or a POD name is allowed");
  if (args.length === 0 && !selects)
    return usageError(call, `expected '${usage}'.\nPOD or TYPE/NAME is a required argument for the logs command`);
  if (args.length > 2)
    return usageError(call, `expected '${usage}'.\nPOD or TYPE/NAME is a required argument for the logs command`);
  if (flags.is("all-containers") && (flags.has("container") || args.length === 2))
    return refusal("error: --all-containers=true should not be specified with container name");
  if (flags.has("since") && flags.has("since-time"))
    return refusal("error: at most one of `sinceTime` or `sinceSeconds` may be specified");
  const tail = flags.number("tail") ?? (selects ? selectorTail : -1);
  if (tail < -1) return refusal("error: --tail must be greater than or equal to -1");
  const since = flags.text("since");
  const sinceMillis = since === undefined ? null : durationMillis(since);
  if (sinceMillis !== null && sinceMillis <= 0) return refusal("error: --since must be greater than 0");
  const pods = podsOf(call);
  if ("error" in pods) return refusal(pods.error);
  const output = new Output();
  if (pods.length === 0) return output.complain(`No resources found in ${call.namespace} namespace.`).end();
  if (!selects && pods.length > 1) output.complain(`Found ${pods.length} pods, using pod/${pods[0].metadata.name}`);
  const follow = flags.is("follow");
  for (const pod of selects ? pods : pods.slice(0, 1)) {
    const wanted = flags.text("container") ?? args[1];
    const containers = flags.is("all-containers") ? allNames(pod) : [wanted ?? defaultContainer(pod, output)];
    for (const container of containers) {
      const log = containerLog({
        records: moment.records,
        now: moment.now,
        ...(moment.runtime && { runtime: moment.runtime }),
        pod,
        container,
        previous: flags.is("previous"),
      });
      if ("error" in log) {
        const fromServer = containerIn(pod, container) !== null;
        output.complain(`${fromServer ? "Error from server (BadRequest)" : "error"}: ${log.error}`);
        return output.end(1, follow && fromServer);
      }
      const recent = sinceMillis === null ? log : log.filter(({ time }) => time >= moment.now - sinceMillis);
      const shown = tail < 0 ? recent : tail === 0 ? [] : recent.slice(-tail);
      const prefix = flags.is("prefix") ? `[pod/${pod.metadata.name}/${container}] ` : "";
      for (const { time, text } of shown)
        output.print(`${prefix}${flags.is("timestamps") ? `${nanoTime(time)} ` : ""}${text}`);
    }
  }
  return output.end(0, follow);
}

/** `2030-01-01T00:00:04.250000000Z`: RFC3339Nano with all its digits, as containerd writes it. */
function nanoTime(time: number): string {
  return timestamp(time).replace(/(?:\.\d+)?Z$/, `.${`${Math.round(time % 1000)}`.padStart(3, "0")}000000Z`);
}

const flags: readonly Flag[] = [
  { name: "all-containers", is: "bool", about: "Get all containers' logs in the pod(s)." },
  { name: "container", short: "c", is: "string", about: "Print the logs of this container" },
  { name: "follow", short: "f", is: "bool", about: "Specify if the logs should be streamed." },
  { name: "prefix", is: "bool", about: "Prefix each log line with the log source (pod name and container name)" },
  {
    name: "previous",
    short: "p",
    is: "bool",
    about: "If true, print the logs for the previous instance of the container in a pod if it exists.",
  },
  ...findFlags.filter(({ name }) => name === "selector"),
  { name: "since", is: "duration", about: "Only return logs newer than a relative duration like 5s, 2m, or 3h." },
  {
    name: "tail",
    is: "int",
    about:
      "Lines of recent log file to display. Defaults to -1 with no selector, showing all log lines otherwise 10, if a selector is provided.",
  },
  { name: "timestamps", is: "bool", about: "Include timestamps on each line in the log output" },
];

/** Models kubectl's pkg/cmd/logs (v1.34). Following gives what is there: the page asks again as time goes on. */
export const logs: Verb = {
  name: "logs",
  short: "Print the logs for a container in a pod",
  usage,
  examples: ["kubectl logs web", "kubectl logs -p -c app web", "kubectl logs -f deployment/web --tail=20"],
  flags,
  absent:
    "all-pods ignore-errors insecure-skip-tls-verify-backend limit-bytes max-log-requests pod-running-timeout since-time",
  completes: ["pod", "nothing"],
  run,
};
