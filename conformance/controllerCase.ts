import type { Node } from "../src/engine/api/core.ts";
import { kinds } from "../src/engine/api/kinds.ts";
import type { KubernetesObject } from "../src/engine/api/meta.ts";
import type { Pod } from "../src/engine/api/pod.ts";
import type { GoldenCase } from "./caseFile.ts";
import { type CoreEvent, TimelineCluster } from "./controllers/cluster.ts";
import { runKubectl } from "./controllers/kubectlScript.ts";
import { type KubeletStep, playKubelet } from "./controllers/kubeletScript.ts";
import { NodeScript, type NodeStep } from "./controllers/nodeScript.ts";
import { canonical, merged, type Reduced, reduce } from "./controllers/reduce.ts";
import { hashRenamer, type Snapshot } from "./controllers/rename.ts";
import { type GoldenRequest, httpRequestOf } from "./server/goldenRequest.ts";
import { normalise, normaliseText } from "./server/normalise.ts";

interface EventGroup {
  readonly reason: string;
  readonly type: string;
  readonly message: string;
  readonly involved: { readonly kind: string; readonly name: string };
  readonly source: string;
  readonly count: number | string;
}

interface Step {
  readonly do?: GoldenRequest;
  readonly code?: number;
  readonly status?: object;
  readonly warnings?: readonly string[];
  readonly node?: NodeStep;
  readonly kubelet?: KubeletStep;
  readonly wait?: number | "minute";
  readonly metrics?: { readonly perReadyPod: readonly (readonly [string, string] | null)[] };
  readonly kubectl?: string;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly expect?: { readonly objects: readonly Reduced[]; readonly events: readonly EventGroup[] };
}

/** What a timeline shows at a settle, by the first part of its id, if it shows nothing at any. */
const kindsOfTopic: { readonly [topic: string]: readonly string[] } = {
  cronjob: ["CronJob", "Job", "Pod"],
  daemonset: ["DaemonSet", "Pod", "controllerrevisions"],
  deploy: ["Deployment", "ReplicaSet", "Pod", "ResourceQuota"],
  endpoints: ["Service", "EndpointSlice"],
  hpa: ["HorizontalPodAutoscaler", "Deployment"],
  job: ["Job", "Pod"],
  nodelife: ["Node", "Pod"],
  nsdelete: ["Namespace", "ConfigMap", "Pod", "Deployment", "ReplicaSet"],
  pdb: ["PodDisruptionBudget", "Pod"],
  replicaset: ["ReplicaSet", "Pod"],
  sched: ["Pod"],
  statefulset: ["StatefulSet", "Pod", "controllerrevisions"],
  volume: ["PersistentVolume", "PersistentVolumeClaim", "Pod"],
};

/** Topics in which it is determined which node a Pod gets. */
const withNodeNames = new Set(["daemonset", "nodelife", "sched", "volume"]);

/** Controllers that create and delete in parallel: neighbouring Events of one reason have no order. */
const inParallel = new Set(["replicaset-controller", "job-controller", "daemonset-controller", "cronjob-controller"]);

/** Plays one recorded timeline against the simulated control plane. */
class Timeline {
  private readonly cluster: TimelineCluster;
  private readonly nodes: NodeScript;
  private readonly topic: string;
  private readonly steps: readonly Step[];
  private readonly hidesNodes: boolean;
  private isMeasured = false;
  private readonly isParallel: boolean;
  /** The kinds that the timeline shows at any of its settles: not all show the Pods. */
  private readonly kinds: ReadonlySet<string>;

  constructor(private readonly golden: GoldenCase) {
    this.topic = golden.id.split("-")[0] ?? "";
    this.steps = golden.steps as unknown as readonly Step[];
    const text = JSON.stringify(golden);
    this.hidesNodes = text.includes("<NODE>") || !withNodeNames.has(this.topic);
    this.isParallel = text.includes('"podManagementPolicy":"Parallel"');
    const shown = this.steps.flatMap(({ expect }) => expect?.objects.map(({ kind }) => String(kind)) ?? []);
    this.kinds = new Set(shown.length > 0 ? shown : kindsOfTopic[this.topic]);
    this.cluster = new TimelineCluster(golden.id);
    this.nodes = new NodeScript(this.cluster);
  }

  play(): { readonly expected: unknown; readonly actual: unknown } {
    const { id } = this.golden;
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: id } };
    this.cluster.send(httpRequestOf({ verb: "create", resource: "namespaces", body: namespace }));
    this.cluster.quiet(1.6);
    this.cluster.takeEvents();
    const answers = this.steps.map((step) => this.take(step));
    const shown = (side: "expected" | "actual") => {
      const snapshots = answers.flatMap(({ [side]: answer }) => (isSnapshot(answer) ? [answer] : []));
      const rename = hashRenamer(snapshots);
      return Object.fromEntries(
        answers.map(({ [side]: answer }, i) => {
          const renamed = JSON.parse(rename(JSON.stringify(answer ?? null))) as unknown;
          return [`step ${i}`, isSnapshot(renamed) ? this.arranged(renamed) : renamed];
        }),
      );
    };
    const expected = shown("expected");
    return { expected, actual: withOpenCounts(expected, shown("actual")) };
  }

  private take(step: Step): { readonly expected?: unknown; readonly actual?: unknown } {
    if (step.do) return this.request(step, step.do);
    if (step.node) this.nodes.play(step.node);
    if (step.kubelet) playKubelet(this.cluster, step.kubelet);
    if (step.wait === "minute") this.cluster.wait(60 - ((this.cluster.sim.now / 1000) % 60) + 3);
    else if (step.wait !== undefined) this.cluster.wait(step.wait);
    if (step.metrics) this.measure(step.metrics.perReadyPod);
    if (step.kubectl !== undefined) {
      const { exit, stdout, stderr } = step;
      const actual = runKubectl(this.cluster, this.golden.id, step.kubectl);
      return { expected: { exit, stdout, stderr }, actual };
    }
    if (!step.expect) return {};
    this.cluster.quiet(1.6);
    return { expected: step.expect, actual: this.snapshot(step.expect.objects) };
  }

  private request({ code, status, warnings }: Step, request: GoldenRequest) {
    const response = this.cluster.send(httpRequestOf(request));
    const { body } = response;
    const isRefused = typeof body === "object" && body.kind === "Status" && response.code >= 400;
    const refusal = isRefused && status !== undefined ? refusalOf(body, status) : {};
    return {
      expected: { code, ...(status !== undefined && { status }), ...(warnings && { warnings }) },
      actual: {
        code: response.code,
        ...refusal,
        ...(response.warnings.length > 0 && { warnings: response.warnings }),
      },
    };
  }

  /** What the metrics server knows from now on: of the Ready Pods, in the order of a list. */
  private measure(samples: readonly (readonly [string, string] | null)[]): void {
    const ready = this.cluster
      .list<Pod>("pods")
      .filter(({ status }) => status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True"));
    this.cluster.clearMetrics();
    // The recording of these timelines begins with the metrics: what happened before is not in it.
    if (!this.isMeasured) this.cluster.takeEvents();
    this.isMeasured = true;
    for (const [i, pod] of ready.entries()) {
      const sample = samples.length === 1 ? samples[0] : samples[i];
      if (!sample) continue;
      const [cpu, memory] = sample;
      const containers = pod.spec.containers.map(({ name }) => ({ name, usage: { cpu, memory } }));
      this.cluster.setMetrics(pod, { at: this.cluster.sim.now, window: 30_000, containers });
    }
  }

  private snapshot(expected: readonly Reduced[]): Snapshot {
    const shown = { prefixes: this.cluster.prefixes(), nodeNames: withNodeNames.has(this.topic) };
    const wanted = this.kinds;
    const objects = kinds
      .filter(({ kind, resource }) => wanted.has(kind) || wanted.has(resource))
      .filter(
        ({ kind, group, version }, i, all) => all.findIndex((other) => other.kind === kind) === i && group + version,
      )
      .flatMap(({ resource, namespaced }) =>
        this.cluster
          .list<KubernetesObject>(resource)
          .filter(({ metadata }) => namespaced || metadata.name?.startsWith(this.golden.id)),
      )
      .map((object) => this.masked(reduce(object, shown)) as Reduced);
    const absent = expected.filter(
      (object) => object.absent && !objects.some(({ kind, name }) => kind === object.kind && name === object.name),
    );
    const events = this.cluster.takeEvents().map((event) => this.masked(this.eventOf(event)) as EventGroup);
    return { objects: [...merged(objects), ...absent], events };
  }

  private eventOf(event: CoreEvent): EventGroup {
    const text = (value: string) => normaliseText(value, this.cluster.prefixes());
    return {
      reason: event.reason,
      type: event.type,
      message: text(event.message ?? event.note ?? ""),
      involved: { kind: event.involvedObject.kind, name: text(event.involvedObject.name) },
      source: event.source?.component || event.reportingComponent || "",
      count: 1,
    };
  }

  /** Names of nodes and of CronJobs' Jobs, as the recording writes them. */
  private masked(value: unknown): unknown {
    let text = JSON.stringify(value);
    if (this.hidesNodes) {
      const names = this.cluster.list<Node>("nodes").map(({ metadata }) => metadata.name ?? "");
      for (const name of names) text = text.replaceAll(new RegExp(`${name}(?![-a-z0-9])`, "g"), "<NODE>");
    }
    if (this.topic === "cronjob") text = text.replaceAll(/-\d{8}(?!\d)/g, "-<MINUTES>");
    return JSON.parse(text);
  }

  /** A snapshot by kind, name and source: what has no order is sorted. */
  private arranged({ objects, events }: Snapshot): unknown {
    const byName: { [name: string]: unknown[] } = {};
    for (const object of [...objects].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1))) {
      const key = `${object.kind} ${object.name}`;
      byName[key] = [...(byName[key] ?? []), object];
    }
    const groups: { [group: string]: EventGroup[] } = {};
    for (const event of events as readonly EventGroup[]) {
      if (this.topic === "hpa" && /^(replicaset-controller|default-scheduler)$/.test(event.source)) continue;
      const key = `${event.source} ${event.involved.kind} ${event.involved.name}`;
      groups[key] = [...(groups[key] ?? []), event];
    }
    const told = Object.entries(groups).map(([key, group]) => [key, counted(this.sortedRuns(group))]);
    return { objects: byName, events: Object.fromEntries(told) };
  }

  private sortedRuns(events: readonly EventGroup[]): readonly EventGroup[] {
    if (!this.isParallel && !inParallel.has(events[0]?.source ?? "")) return events;
    const runs: EventGroup[][] = [];
    for (const event of events) {
      const last = runs.at(-1);
      if (last?.[0]?.reason === event.reason) last.push(event);
      else runs.push([event]);
    }
    return runs.flatMap((run) => run.sort((a, b) => (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)));
  }
}

function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === "object" && value !== null && "objects" in value && "events" in value;
}

/** Those fields of a refusal that the recording shows. */
function refusalOf(body: object, expected: object): { readonly status: unknown } {
  const fields = Object.entries(body).filter(([field]) => field in expected);
  return { status: normalise(Object.fromEntries(fields), []) };
}

/** Consecutive Events that say the same, as one: `TYPE REASON xCOUNT: MESSAGE`. */
function counted(events: readonly EventGroup[]): { readonly event: string; readonly count: number | string }[] {
  const lines: { event: string; count: number | string }[] = [];
  for (const { type, reason, message, count } of events) {
    const event = `${type} ${reason}: ${message}`;
    const last = lines.at(-1);
    if (last?.event === event && typeof last.count === "number" && typeof count === "number") last.count += count;
    else lines.push({ event, count });
  }
  return lines;
}

/** Where the recording says `1+`, any number will do. */
function withOpenCounts(expected: unknown, actual: unknown): unknown {
  if (expected === "1+" && typeof actual === "number") return "1+";
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return actual.map((item, i) => withOpenCounts(expected[i], item));
  }
  if (typeof expected !== "object" || typeof actual !== "object" || !expected || !actual) return actual;
  const from = expected as { readonly [key: string]: unknown };
  return Object.fromEntries(Object.entries(actual).map(([key, value]) => [key, withOpenCounts(from[key], value)]));
}

export function runControllerCase(golden: GoldenCase): { readonly expected: unknown; readonly actual: unknown } {
  return new Timeline(golden).play();
}
