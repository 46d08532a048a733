import type { Container, Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { runOfCommand } from "./commandModel.ts";
import type { KubeletConfiguration } from "./configuration.ts";
import type { ContainerKind } from "./events.ts";
import { imageSize } from "./imageSizes.ts";
import { outputOfCommand } from "./shellOutput.ts";

/** How one run of a container goes and ends; what it says of `startup`, `probes`, usage and `responses` counts for this run instead. */
export interface Run extends Pick<Behaviour, "startup" | "probes" | "memory" | "disk" | "pids" | "responses" | "logs"> {
  /** From the start of the process; absent: it runs until it is stopped. */
  readonly exitAfter?: VirtualMillis;
  readonly exitCode?: number;
  /** As the runtime names it; by default `Completed` or `Error`. */
  readonly reason?: string;
  /** What it writes into its termination log. */
  readonly message?: string;
}

/** What a probe meets from a moment of a container's run on; `from` counts from the start of the process. */
export interface ProbeAnswer {
  readonly from: VirtualMillis;
  /** For any handler; true when nothing else is said. */
  readonly success?: boolean;
  /** The check's own words. By default what the handler says, or what a process that isn't there gives. */
  readonly message?: string;
  /** httpGet: the status code; or where to it redirects, on another host. */
  readonly code?: number;
  readonly redirect?: string;
  /** exec: how the command ends, and what it prints. */
  readonly exitCode?: number;
  readonly output?: string;
  /** grpc: the health that the server reports. */
  readonly status?: string;
  /** Until the answer; from timeoutSeconds on the check has failed. */
  readonly takes?: VirtualMillis;
  /** The check can't be made at all, and counts for nothing. */
  readonly error?: string;
}

/** Which requests fail, from a moment of a container's run on; the others are answered with 200. */
interface Response {
  readonly from: VirtualMillis;
  /** What they are answered with. */
  readonly status: number;
  /** How many of them, 0 to 1. */
  readonly share: number;
}

/** An amount from a moment on. */
interface Bytes {
  readonly from: VirtualMillis;
  readonly bytes: number;
}

interface Count {
  readonly from: VirtualMillis;
  readonly count: number;
}

/** A line that a container writes, once, or again and again. `$(date)`, `$(hostname)` and plain variables are filled in. */
export interface LogLine {
  readonly from: VirtualMillis;
  readonly every?: VirtualMillis;
  readonly line: string;
}

/** What a container does that its manifest does not say. Every field has a default. */
export interface Behaviour {
  /** From the start of the process until it answers; probes fail before. Default 0.2 s. */
  readonly startup?: VirtualMillis;
  /** One entry a run, the last for all that follow. */
  readonly runs?: readonly Run[];
  readonly probes?: { readonly [probe in "startup" | "readiness" | "liveness"]?: readonly ProbeAnswer[] };
  /** From SIGTERM to the end; `"ignored"`: only SIGKILL ends it. Default 250 ms. */
  readonly sigterm?: VirtualMillis | "ignored";
  /** Exit code after SIGTERM. Default 0, as servers that shut down cleanly. */
  readonly sigtermExitCode?: number;
  readonly postStart?: VirtualMillis;
  readonly postStartFails?: boolean;
  readonly preStop?: VirtualMillis;
  readonly preStopFails?: boolean;
  /** Memory in use from a moment of a run on, in bytes. Above the container's limit it is killed (OOMKilled). */
  readonly memory?: readonly Bytes[];
  /** Disk in use from a moment of a run on: of the container's own layer and logs, or of an emptyDir. */
  readonly disk?: readonly (Bytes & { readonly volume?: string })[];
  /** Processes from a moment of a run on. */
  readonly pids?: readonly Count[];
  /** What requests through an Ingress are answered with. */
  readonly responses?: readonly Response[];
  /** What it prints; by default what a plain shell command echoes. */
  readonly logs?: readonly LogLine[];
  /** The runtime refuses to start it, with this message. */
  readonly startError?: string;
}

/** What the registry says of an image. */
interface ImageBehaviour {
  readonly sizeBytes?: number;
  /** Why it can't be pulled; absent: it can. */
  readonly pullError?: string;
}

/** What a node is like, beside what its Node object says; moments count from the start of the run. */
export interface NodeSettings {
  readonly kubelet?: Partial<KubeletConfiguration>;
  /** Whether its Lease is renewed in the trace. */
  readonly heartbeats?: boolean;
  /** Disk in use beside images and Pods. */
  readonly disk?: readonly Bytes[];
  /** Memory in use beside Pods; without it, what the Node keeps from them (capacity less allocatable). */
  readonly memory?: readonly Bytes[];
  /** Processes beside Pods, and how many there can be. */
  readonly pids?: readonly Count[];
  readonly maxPids?: number;
  /** The network plugin fails from a moment on; without an error it works again. */
  readonly network?: readonly { readonly from: VirtualMillis; readonly error?: string }[];
}

/** Settings of one node, or of all. */
interface NodeRule extends NodeSettings {
  readonly node?: string;
}

/** Behaviours for the containers that match all that is given. */
interface BehaviourRule {
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly container?: string;
  readonly image?: string;
  readonly behaviour: Behaviour;
}

/** A behaviour as it is in the nth run of the container, counted from 1. */
export function behaviourInRun(behaviour: Behaviour, nth: number): Behaviour {
  const { runs = [] } = behaviour;
  const { startup, probes, memory, disk, pids, responses, logs } = runs[Math.min(nth, runs.length) - 1] ?? {};
  return {
    ...behaviour,
    ...(startup !== undefined && { startup }),
    ...(probes && { probes }),
    ...(memory && { memory }),
    ...(disk && { disk }),
    ...(pids && { pids }),
    ...(responses && { responses }),
    ...(logs && { logs }),
  };
}

/** The world outside Kubernetes: processes, registries, the network. */
export interface RuntimeModel {
  /** `adopted`: of a container that ran before the run began nothing is assumed, only what rules say counts. */
  behaviour(pod: Pod, container: Container, kind: ContainerKind | "adopted"): Behaviour;
  /** By the reference as written in the manifest. */
  image(reference: string): { readonly sizeBytes: number; readonly pullError?: string };
  /** Bytes a second that a node pulls. */
  readonly bandwidth: number;
  node(name: string): NodeSettings;
}

export interface RuntimeModelOptions {
  /** Later rules win, field by field. */
  readonly rules?: readonly BehaviourRule[];
  readonly images?: { readonly [reference: string]: ImageBehaviour };
  readonly bandwidth?: number;
  /** Later ones win, field by field; of a kubelet's configuration each field by itself. */
  readonly nodes?: readonly NodeRule[];
}

const defaultBandwidth = 35_000_000;
const defaultInitRun: Run = { exitAfter: 1500, exitCode: 0 };
const defaultJobRun: Run = { exitAfter: 5000, exitCode: 0 };

/**
 * The default world, changed by what a scenario says. With nothing said: app containers and sidecars run for ever, init
 * containers exit 0 after 1.5 s, containers of Pods that are not restarted always exit 0 after 5 s; plain shell commands
 * do what they say.
 */
export function createRuntimeModel({
  rules = [],
  images = {},
  bandwidth = defaultBandwidth,
  nodes = [],
}: RuntimeModelOptions = {}): RuntimeModel {
  return {
    bandwidth,
    node(name) {
      const told = nodes.filter(({ node }) => node === undefined || node === name);
      return Object.assign({}, ...told, { kubelet: Object.assign({}, ...told.map(({ kubelet }) => kubelet)) });
    },
    behaviour(pod, container, kind) {
      const told = rules.filter((rule) => ruleMatches(rule, pod, container)).map(({ behaviour }) => behaviour);
      return Object.assign({}, kind === "adopted" ? {} : byDefault(pod, container, kind), ...told);
    },
    image(reference) {
      const told = images[reference];
      const host = reference.split("/")[0];
      // RFC 2606 keeps .invalid for names that never resolve.
      const unresolved = /\.invalid(:\d+)?$/.test(host)
        ? `failed to do request: Head "https://${host}/v2/": dial tcp: lookup ${host.split(":")[0]}: no such host`
        : undefined;
      const pullError = told?.pullError ?? unresolved;
      return { sizeBytes: told?.sizeBytes ?? imageSize(reference), ...(pullError !== undefined && { pullError }) };
    },
  };
}

function ruleMatches({ namespace, labels = {}, container, image }: BehaviourRule, pod: Pod, spec: Container): boolean {
  return (
    (namespace === undefined || pod.metadata.namespace === namespace) &&
    (container === undefined || container === spec.name) &&
    (image === undefined || image === spec.image) &&
    Object.entries(labels).every(([key, value]) => pod.metadata.labels?.[key] === value)
  );
}

function byDefault(pod: Pod, container: Container, kind: ContainerKind): Behaviour {
  const command = runOfCommand(container);
  const logs = outputOfCommand(container);
  const said = logs.length > 0 ? { logs } : {};
  if (command) return { runs: [command.run], ...(command.ignoresSigterm && { sigterm: "ignored" as const }), ...said };
  if (kind === "init") return { runs: [defaultInitRun], ...said };
  const policy = pod.spec.restartPolicy ?? "Always";
  return kind === "app" && policy !== "Always" ? { runs: [defaultJobRun], ...said } : said;
}
