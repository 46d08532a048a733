import type { Cascade, KubectlCommand, Target } from "../../src/engine/kubectl/commands.ts";
import { runKubectl as runConsole } from "../../src/engine/kubectl/console/console.ts";
import type { KubectlEvent } from "../../src/engine/kubectl/events.ts";
import { kubectl } from "../../src/engine/kubectl/kubectl.ts";
import { normaliseText } from "../server/normalise.ts";
import type { TimelineCluster } from "./cluster.ts";

export interface KubectlOutput {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const rolloutVerbs = {
  undo: "rolloutUndo",
  history: "rolloutHistory",
  pause: "rolloutPause",
  resume: "rolloutResume",
  restart: "rolloutRestart",
} as const;

/** Flags that keep a command from writing: what it says then is the console's to know. */
const withoutWriting = / --(dry-run|current-replicas)[= ]/;

/** A command line as the recording writes it; null for one that the simulated kubectl does not know. */
function parse(line: string, namespace: string): KubectlCommand | null {
  if (withoutWriting.test(line)) return null;
  const words = line.split(" ").filter((word) => word !== "" && !word.startsWith("--"));
  const flag = (name: string): string | undefined => new RegExp(`--${name}[= ](\\S+)`).exec(line)?.[1];
  const target = (word = "", next = ""): readonly Target[] => {
    const [kind = "", name = next] = word.split("/");
    return [{ kind, name, namespace }];
  };
  const [verb, sub = ""] = words;
  if (verb === "rollout" && sub in rolloutVerbs && flag("revision") === undefined) {
    const rollout = rolloutVerbs[sub as keyof typeof rolloutVerbs];
    const to = flag("to-revision");
    return rollout === "rolloutUndo"
      ? { verb: rollout, targets: target(words[2], words[3]), ...(to !== undefined && { revision: Number(to) }) }
      : { verb: rollout, targets: target(words[2], words[3]) };
  }
  if (verb === "scale") return { verb, targets: target(words[1], words[2]), replicas: Number(flag("replicas")) };
  if (verb === "delete") {
    const [cascade, grace] = [flag("cascade") as Cascade | undefined, flag("grace-period")];
    return {
      verb,
      targets: target(words[1], words[2]),
      ...(cascade && { cascade }),
      ...(grace !== undefined && { gracePeriodSeconds: Number(grace) }),
      ...(line.includes(" --force") && { force: true }),
    };
  }
  if (verb === "set" && sub === "image") {
    const images = words.filter((word) => word.includes("=")).map((word) => word.split("=") as [string, string]);
    return { verb: "setImage", targets: target(words[2], words[3]), images: Object.fromEntries(images) };
  }
  return null;
}

/** What only reads is the console's. */
function readOnly(cluster: TimelineCluster, namespace: string, line: string): KubectlOutput {
  const { sim } = cluster;
  const result = runConsole(`${line} -n ${namespace}`, { records: sim.records, now: sim.now });
  if (result.kind !== "output") return { exit: 1, stdout: "", stderr: `not simulated: kubectl ${line}\n` };
  const of = (stream: "stdout" | "stderr"): string =>
    result.lines
      .filter((each) => each.stream === stream)
      .map(({ text }) => `${normaliseText(text, cluster.prefixes())}\n`)
      .join("");
  return { exit: result.exitCode, stdout: of("stdout"), stderr: of("stderr") };
}

const patience = / --timeout=(\d+)s/;
const pollSeconds = 0.1;

/** `rollout status` that waits: what it says whenever that changes, until the rollout is over or it has had enough. */
function waitingStatus(cluster: TimelineCluster, namespace: string, line: string, seconds: number): KubectlOutput {
  const lines: string[] = [];
  for (let left = seconds; left > 0; left -= pollSeconds) {
    const now = readOnly(cluster, namespace, `${line.replace(patience, "")} --watch=false`);
    if (now.stdout !== "" && now.stdout !== lines.at(-1)) lines.push(now.stdout);
    if (now.exit !== 0 || now.stdout.includes("successfully rolled out")) return { ...now, stdout: lines.join("") };
    cluster.wait(pollSeconds);
  }
  return { exit: 1, stdout: lines.join(""), stderr: "error: timed out waiting for the condition\n" };
}

/** A command line as recorded, given to the simulated kubectl; what it does not know it refuses. */
export function runKubectl(cluster: TimelineCluster, namespace: string, line: string): KubectlOutput {
  const command = parse(line, namespace);
  const waits = line.startsWith("rollout status ") && patience.exec(line);
  if (waits) return waitingStatus(cluster, namespace, line, Number(waits[1]));
  if (!command) return readOnly(cluster, namespace, line);
  const output = { stdout: "", stderr: "" };
  const { sim } = cluster;
  const record = (_actor: string, event: KubectlEvent): number => {
    if (event.type === "KubectlOutput") output[event.stream] += `${normaliseText(event.text, cluster.prefixes())}\n`;
    return 0;
  };
  cluster.run(kubectl({ client: cluster.client("kubectl"), record, now: () => sim.now, random: sim.random }, command));
  return { exit: output.stderr === "" ? 0 : 1, ...output };
}
