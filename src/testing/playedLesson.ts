import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Condition,
  type DecisionRecord,
  type Event,
  type IngressTraffic,
  type KubernetesObject,
  type Pod,
  printPodStatus,
  Simulation,
} from "../engine/index.ts";
import { type Problem, parseScenario, runLimit } from "../scenario/index.ts";

export const lessonsFolder = join(import.meta.dirname, "..", "..", "public", "lessons");

/** What follows a controller's name in what it makes, as `*`. */
function withoutSuffix(text: string): string {
  return text.replaceAll(/-[bcdf-hj-np-tv-xz2-9]{6,10}(-[bcdf-hj-np-tv-xz2-9]{5})?\b/g, (_all, pod) =>
    pod ? "-*-*" : "-*",
  );
}

/** What is looked at in each lesson of a topic. */
export type Lessons = { readonly [id: string]: (run: PlayedLesson) => void };

/** A lesson played to its end, to be looked at at any moment (in virtual seconds). */
export class PlayedLesson {
  readonly problems: readonly Problem[];
  readonly end: string | null;
  private readonly simulation: Simulation;

  constructor(id: string) {
    const { scenario, problems } = parseScenario(readFileSync(join(lessonsFolder, id, "scenario.yaml"), "utf8"));
    if (!scenario) throw new Error(problems.map(({ line, message }) => `${id}:${line}: ${message}`).join("\n"));
    this.problems = problems;
    this.simulation = new Simulation(scenario, { seed: scenario.seed ?? 1, until: runLimit(scenario) });
    this.end = this.simulation.run();
  }

  objects<T extends KubernetesObject>(kind: string, at: number): T[] {
    const seq = this.simulation.entries.findLastIndex(({ time }) => time <= at * 1000);
    return [...this.simulation.cursor().stateAt(seq)]
      .filter(([key, value]) => key.startsWith("/registry/") && (value as KubernetesObject).kind === kind)
      .map(([, value]) => value as T);
  }

  get<T extends KubernetesObject>(kind: string, name: string, at: number): T | undefined {
    return this.objects<T>(kind, at).find(({ metadata }) => metadata.name === name);
  }

  /** `name STATUS READY RESTARTS node` of every Pod, by name, as `kubectl get pods -o wide` has them. */
  pods(at: number): string[] {
    return this.objects<Pod>("Pod", at)
      .map((pod) => {
        const { status, ready, restarts } = printPodStatus(pod);
        const gone = pod.metadata.name ?? "";
        return `${withoutSuffix(gone)} ${status} ${ready} ${restarts} ${pod.spec.nodeName ?? "-"}`;
      })
      .sort();
  }

  /** `reason: message` of the events about objects whose name starts with `about`, those up to `at`, without the pulls and starts of containers unless `all`. */
  events(about: string, at: number, all = false): string[] {
    const usual = new Set(["Scheduled", "Pulling", "Pulled", "Created", "Started"]);
    return this.objects<Event>("Event", at)
      .filter(
        (event) => (event.involvedObject?.name ?? "").startsWith(about) && (all || !usual.has(event.reason ?? "")),
      )
      .map(({ reason, message = "" }) => `${reason}: ${withoutSuffix(message)}`);
  }

  /** What kubectl printed, all of it. */
  printed(): string[] {
    return this.simulation.entries.flatMap(({ event }) =>
      event.type === "KubectlOutput" ? [withoutSuffix(event.text)] : [],
    );
  }

  /** The images of the Pods whose name starts with `about`, of those that are not terminating. */
  images(about: string, at: number): string[] {
    return this.objects<Pod>("Pod", at)
      .filter(({ metadata }) => metadata.name?.startsWith(about) && metadata.deletionTimestamp === undefined)
      .flatMap(({ spec }) => spec.containers.map(({ image = "" }) => image))
      .sort();
  }

  condition(pod: string, type: string, at: number): Condition | undefined {
    return this.get<Pod>("Pod", pod, at)?.status?.conditions?.find((condition) => condition.type === type);
  }

  /** A Pod's attempts to be scheduled, in order. */
  decisions(pod: string): DecisionRecord[] {
    const all = this.simulation.entries.flatMap(({ event }) =>
      event.type === "SchedulingPhase" ? [event.decision] : [],
    );
    return [...new Set(all)].filter((decision) => decision.pod === `default/${pod}`);
  }

  /** Node → why not, in the Pod's last attempt; `null`: it passed. */
  verdicts(pod: string): { [node: string]: string | null } {
    const last = this.decisions(pod).at(-1);
    return Object.fromEntries(
      (last?.filter ?? []).map(({ node, verdict }) => [node, verdict?.reasons.join(", ") ?? null]),
    );
  }

  /** `METHOD path code` of what a client asked of the API server, in order. */
  requests(client: string): string[] {
    const codes = new Map<number, number>();
    for (const { event } of this.simulation.entries)
      if (event.type === "Response") codes.set(event.request, event.code);
    return this.simulation.entries.flatMap(({ event }) =>
      event.type === "Request" && event.client === client
        ? [`${event.method} ${event.path.replace(/\?.*/, "")} ${codes.get(event.request) ?? "-"}`]
        : [],
    );
  }

  /** Watch events that a watcher was sent: `TYPE key`. */
  watched(watcher: string, resource: string): string[] {
    return this.simulation.entries.flatMap(({ event }) =>
      event.type === "WatchEvent" && event.watcher === watcher && event.resource === resource
        ? [`${event.watchType} ${event.key}`]
        : [],
    );
  }

  /** The calls of a Pod's kubelet on the runtime, `CALL container`; `pause` for the sandbox. */
  criCalls(pod: string): string[] {
    return this.simulation.entries.flatMap(({ event }) =>
      event.type === "CRI" && event.phase === "call" && event.pod === `default/${pod}`
        ? [`${event.call} ${event.container ?? "pause"}`]
        : [],
    );
  }

  /** A main Ingress' backends at a moment: `service role ready recent failed`, and the rule of a canary. */
  backends(ingress: string, at: number): string[] {
    const seq = this.simulation.entries.findLastIndex(({ time }) => time <= at * 1000);
    const record = this.simulation.cursor().stateAt(seq).get(`ingress/default/${ingress}`) as
      | IngressTraffic
      | undefined;
    return (record?.backends ?? []).map(({ service, role, readyEndpoints, recent, failed, by }) => {
      const rule = role === "canary" ? ` ${JSON.stringify(by)}` : "";
      return `${service} ${role} ${readyEndpoints} ${recent} ${failed}${rule}`;
    });
  }

  /** The checks of a Pod's probes up to `at`. */
  probes(pod: string, at: number): { time: number; success: boolean; handler: string }[] {
    return this.simulation.entries.flatMap(({ time, event }) =>
      event.type === "Probe" && event.pod === `default/${pod}` && time <= at * 1000
        ? [{ time, success: event.success, handler: event.handler }]
        : [],
    );
  }
}
