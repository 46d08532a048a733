import type { Move, NodeScene, PodScene, Scene } from "../projection/model.ts";
import { runningFixtures } from "./runningScenes.ts";

/** Scenes made by hand, for looking at the stage without a run. */
const gibi = 2 ** 30;
const points = ["PreFilter", "Filter", "PostFilter", "PreScore", "Score", "Reserve", "Permit"] as const;
const stations = [
  "authentication",
  "authorization",
  "decoding",
  "defaulting",
  "mutatingAdmission",
  "validation",
  "validatingAdmission",
  "storage",
];

interface NodeInput {
  readonly zone: string;
  readonly cpu: readonly [used: number, all: number];
  readonly mem: readonly [used: number, all: number];
  readonly pods: number;
  readonly taint?: string;
}
const inputs: readonly NodeInput[] = [
  { zone: "a", cpu: [2, 8], mem: [8, 32], pods: 3, taint: "dedicated=gpu:NoSchedule" },
  { zone: "a", cpu: [3.4, 4], mem: [9, 16], pods: 5 },
  { zone: "b", cpu: [1.5, 4], mem: [4, 16], pods: 2 },
  { zone: "b", cpu: [0.5, 4], mem: [2, 8], pods: 1, taint: "spot=true:PreferNoSchedule" },
  { zone: "c", cpu: [4, 8], mem: [8, 16], pods: 4 },
];

function nodeScene(input: NodeInput, i: number): NodeScene {
  const [key, rest] = (input.taint ?? "").split("=");
  const [value, effect] = (rest ?? "").split(":");
  return {
    name: `node-${i + 1}`,
    zone: input.zone,
    pool: null,
    unschedulable: false,
    ready: true,
    bars: [
      { resource: "cpu", allocatable: input.cpu[1] * 1000, requested: input.cpu[0] * 1000, ghost: null, fits: true },
      { resource: "memory", allocatable: input.mem[1] * gibi, requested: input.mem[0] * gibi, ghost: null, fits: true },
    ],
    taints: input.taint ? [{ key, value, effect }] : [],
    pods: Array.from({ length: input.pods }, (_, j) => ({
      pod: `default/old-${i}-${j}`,
      own: false,
      status: "Running",
      ready: "1/1",
      restarts: 0,
    })),
    state: "resting",
    verdict: null,
    victims: null,
    columns: [],
    total: null,
    rank: null,
  };
}

const resting = inputs.map(nodeScene);

function asked(node: NodeScene, state: NodeScene["state"], verdict: NodeScene["verdict"] = null): NodeScene {
  const bars = node.bars.map((bar) => {
    const ghost = bar.resource === "cpu" ? 1000 : gibi;
    return { ...bar, ghost, fits: bar.requested + ghost <= bar.allocatable };
  });
  return { ...node, state, verdict, bars };
}

const tainted = { plugin: "TaintToleration", reasons: ["node(s) had untolerated taint {dedicated: gpu}"] };
const scarce = { plugin: "NodeResourcesFit", reasons: ["Insufficient cpu"] };

const base: Scene = {
  probe: null,
  act: 1,
  open: ["kubectl", "apiServer"],
  now: [],
  moves: [],
  kubectl: { command: "kubectl apply -f web.yaml", output: [] },
  apiServer: {
    request: { method: "POST", path: "/api/v1/namespaces/default/pods", from: "kubectl", about: "pods/web" },
    stations: stations.map((station) => ({ station, state: "toCome" as const })),
    diff: [],
    status: null,
    told: [],
  },
  etcd: {
    revisions: [
      { revision: 1040, key: "/registry/leases/kube-node-lease/node-3", now: false },
      { revision: 1041, key: "/registry/leases/kube-node-lease/node-5", now: false },
    ],
    stored: null,
  },
  scheduler: {
    activeQ: [],
    backoffQ: [],
    unschedulablePods: [],
    inHand: null,
    points: points.map((point) => ({ point, state: "toCome" as const })),
    attempt: 0,
    plugin: null,
    scan: null,
  },
  controllers: [],
  nodes: resting,
  pod: null,
  running: null,
};

const move = (
  from: Move["from"],
  to: Move["to"],
  kind: Move["kind"],
  label: string,
  start = 0.1,
  end = 0.6,
  ok = true,
): Move => ({ from, to, kind, label, ok, start, end });
const upTo = (n: number, at: "now" | "refused" | "done" = "now"): Scene["apiServer"]["stations"] =>
  stations.map((station, i) => ({ station, state: i < n ? "done" : i === n ? at : "toCome" }));

const inHand = {
  pod: "default/web",
  requests: [
    { resource: "cpu", quantity: "1" },
    { resource: "memory", quantity: "1Gi" },
  ],
};
function scheduling(phase: number, nodes: readonly NodeScene[], more: Partial<Scene["scheduler"]> = {}): Scene {
  return {
    ...base,
    act: 4,
    open: ["scheduler"],
    now: ["scheduler"],
    nodes,
    scheduler: {
      ...base.scheduler,
      activeQ: ["default/a", "default/b"],
      unschedulablePods: ["default/c"],
      inHand,
      attempt: 1,
      points: points.map((point, i) => ({
        point,
        state: i === 2 && phase > 2 ? "passedBy" : i < phase ? "done" : i === phase ? "now" : "toCome",
      })),
      ...more,
    },
  };
}

const plugins: readonly (readonly [string, readonly [number, number, number]])[] = [
  ["TaintToleration", [300, 0, 300]],
  ["NodeResourcesFit", [52, 62, 40]],
  ["PodTopologySpread", [200, 200, 66]],
  ["NodeResourcesBalancedAllocation", [84, 100, 96]],
  ["ImageLocality", [23, 0, 23]],
];
function scored(count: number, last: "scored" | "picked"): NodeScene[] {
  return resting.map((node, i) => {
    if (i === 0) return asked(node, "refused", tainted);
    if (i === 1) return asked(node, "refused", scarce);
    const columns = plugins.slice(0, count).map(([plugin, values], at) => ({
      plugin,
      contribution: values[i - 2],
      now: last === "scored" && at === count - 1,
    }));
    const done = last === "picked";
    return {
      ...asked(node, done ? (i === 2 ? "picked" : "notPicked") : "scored"),
      columns,
      total: columns.reduce((sum, column) => sum + column.contribution, 0),
      rank: done ? [1, 3, 2][i - 2] : null,
    };
  });
}

const toCome = (from: number) => resting.map((node, i): NodeScene => (i >= from ? { ...node, state: "toCome" } : node));
const filtering = (at: number): NodeScene[] =>
  toCome(0).map((node, i) => {
    const verdict = i === 0 ? tainted : i === 1 ? scarce : null;
    if (i > at) return node;
    return i === at ? asked(node, "now", verdict) : asked(node, verdict ? "refused" : "passed", verdict);
  });

const steps = ["admit", "cgroup", "volumes", "sandbox", "initContainers", "appContainers", "probes"];
const container = (
  name: string,
  kind: PodScene["containers"][number]["kind"],
  order: number,
  image: string,
  state: PodScene["containers"][number]["state"],
  more: Partial<PodScene["containers"][number]> = {},
): PodScene["containers"][number] => ({
  name,
  kind,
  order,
  image,
  facts: [],
  stoppedBy: null,
  state,
  restarts: 0,
  ready: false,
  started: false,
  pull: null,
  probes: [],
  now: false,
  ...more,
});
const shop: PodScene = {
  pod: "default/shop",
  node: "node-3",
  status: "PodInitializing",
  ready: "1/3",
  restarts: 0,
  ip: "10.244.2.14",
  sandbox: "done",
  gone: false,
  steps: steps.map((step, i) => ({
    step,
    state: i < 5 ? "done" : i === 5 ? "now" : "toCome",
    time: i < 6 ? [50, 70, 400, 900, 6300, 11800][i] : null,
  })),
  volumes: [
    { name: "kube-api-access-x2k9q", source: "projected token", mounted: true, containers: ["log-shipper"] },
    {
      name: "data",
      source: "PersistentVolumeClaim 10Gi, ReadWriteOnce",
      mounted: true,
      containers: ["migrate", "web"],
    },
    { name: "scratch", source: "emptyDir", mounted: true, containers: ["cache"] },
  ],
  images: [
    { name: "fluent/fluent-bit:3.2", sizeBytes: 80 * 2 ** 20, state: "present" },
    { name: "ghcr.io/acme/shop:2.4", sizeBytes: 640 * 2 ** 20, state: "present" },
    { name: "redis:7.4", sizeBytes: 41 * 2 ** 20, state: "pulling", from: 0.2, to: 0.68 },
  ],
  containers: [
    container("log-shipper", "sidecar", 1, "fluent/fluent-bit:3.2", "running", { started: true, ready: true }),
    container("migrate", "init", 2, "ghcr.io/acme/shop:2.4", "exited", { exitCode: 0, reason: "Completed" }),
    container("web", "app", 1, "ghcr.io/acme/shop:2.4", "running", {
      probes: [
        { probe: "startup", results: [], run: null, now: null },
        { probe: "readiness", results: [], run: null, now: null },
      ],
    }),
    container("cache", "app", 2, "redis:7.4", "pulling", { pull: { from: 0.2, to: 0.68 }, now: true }),
  ],
  call: "PullImage redis:7.4",
};
const simple: PodScene = {
  ...shop,
  pod: "default/web",
  status: "Running",
  ready: "1/1",
  steps: steps
    .filter((step) => step !== "initContainers")
    .map((step, i) => ({ step, state: i < 5 ? "done" : "now", time: i < 5 ? 100 * (i + 1) : null })),
  volumes: [{ name: "kube-api-access-x2k9q", source: "projected", mounted: true, containers: ["web"] }],
  images: [{ name: "ghcr.io/acme/web:2.4", sizeBytes: 80 * 2 ** 20, state: "present" }],
  containers: [
    container("web", "app", 1, "ghcr.io/acme/web:2.4", "running", {
      started: true,
      ready: true,
      restarts: 1,
      probes: [
        {
          probe: "readiness",
          results: [1, 2, 3, 4].map((time) => ({ time: time * 1000, success: true })),
          run: null,
          now: null,
        },
        {
          probe: "liveness",
          results: [1, 2, 3, 4].map((time) => ({ time: time * 1000, success: time < 3 })),
          run: { ok: false, consecutive: 2, threshold: 3 },
          now: { call: "GET :8080/alive", answer: "500", ok: false },
        },
      ],
    }),
  ],
  call: null,
};
const check: Scene["probe"] = {
  container: "web",
  probe: "liveness",
  call: "GET :8080/alive",
  answer: "500",
  ok: false,
  consecutive: 2,
  threshold: 3,
};
const withPods = resting.map(
  (node, i): NodeScene => ({
    ...node,
    pods:
      i < 2
        ? node.pods
        : [
            ...node.pods,
            ...Array.from({ length: i === 4 ? 2 : 1 }, (_, j) => ({
              pod: `default/shop-6d5f-${i}${j}k8pz`,
              own: true,
              status: i === 3 ? "CrashLoopBackOff" : "Running",
              ready: i === 3 ? "0/1" : "1/1",
              restarts: i === 3 ? 2 : 0,
            })),
          ],
  }),
);

function many(count: number, state: (i: number) => NodeScene["state"]): NodeScene[] {
  return Array.from({ length: count }, (_, i) => {
    const node = nodeScene({ ...inputs[i % 5], zone: "abc"[i % 3] }, i);
    const at = state(i);
    return at === "refused"
      ? asked(node, at, i % 3 ? scarce : tainted)
      : at === "passed"
        ? asked(node, at)
        : { ...node, state: at };
  });
}

export interface Fixture {
  readonly name: string;
  readonly previous: Scene | null;
  readonly scene: Scene;
}
const pair = (name: string, previous: Scene | null, scene: Scene): Fixture => ({ name, previous, scene });

const sent: Scene = {
  ...base,
  now: ["kubectl", "apiServer"],
  moves: [move("kubectl", "apiServer", "request", "POST …/pods")],
  apiServer: { ...base.apiServer, stations: upTo(0) },
};
const defaulted: Scene = {
  ...base,
  open: ["apiServer"],
  now: ["apiServer"],
  apiServer: {
    ...base.apiServer,
    stations: upTo(3, "done"),
    diff: [
      { path: "spec.restartPolicy", after: "Always" },
      { path: "spec.dnsPolicy", after: "ClusterFirst" },
      { path: "spec.schedulerName", after: "default-scheduler" },
      { path: "spec.terminationGracePeriodSeconds", after: 30 },
      { path: "spec.containers[0].terminationMessagePath", after: "/dev/termination-log" },
      { path: "spec.containers[0].imagePullPolicy", after: "IfNotPresent" },
      { path: "spec.securityContext", after: {} },
    ],
  },
};
const admitted: Scene = {
  ...defaulted,
  act: 2,
  apiServer: {
    ...base.apiServer,
    stations: upTo(4).map((station) =>
      station.station === "mutatingAdmission"
        ? {
            ...station,
            plugins: [
              { name: "NamespaceLifecycle", state: "done", changes: 0 },
              { name: "ServiceAccount", state: "done", changes: 3 },
              { name: "DefaultTolerationSeconds", state: "now", changes: 2 },
            ],
          }
        : station,
    ),
    diff: [
      {
        path: "spec.tolerations[0]",
        after: { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 },
      },
      {
        path: "spec.tolerations[1]",
        after: {
          key: "node.kubernetes.io/unreachable",
          operator: "Exists",
          effect: "NoExecute",
          tolerationSeconds: 300,
        },
      },
    ],
  },
};
const denied: Scene = {
  ...admitted,
  moves: [move("apiServer", "kubectl", "response", "403", 0.2, 0.8, false)],
  open: ["kubectl", "apiServer"],
  apiServer: {
    ...admitted.apiServer,
    stations: upTo(6, "refused"),
    diff: [],
    status: {
      code: 403,
      reason: "Forbidden",
      message:
        'pods "web" is forbidden: exceeded quota: compute, requested: requests.cpu=1, used: requests.cpu=4, limited: requests.cpu=4',
      problems: [],
    },
  },
  kubectl: {
    ...base.kubectl,
    output: [{ text: 'Error from server (Forbidden): pods "web" is forbidden: exceeded quota: compute', error: true }],
  },
};
const stored: Scene = {
  ...base,
  act: 3,
  open: ["apiServer", "etcd"],
  now: ["apiServer", "etcd"],
  moves: [move("apiServer", "etcd", "store", "put")],
  apiServer: { ...base.apiServer, stations: upTo(7, "done") },
  etcd: {
    revisions: [...base.etcd.revisions, { revision: 1042, key: "/registry/pods/default/web", now: true }],
    stored: { phase: "Pending", node: null },
  },
};
const watched: Scene = {
  ...stored,
  now: ["apiServer"],
  moves: [
    move("apiServer", "scheduler", "watch", "watch ADDED", 0.1, 0.7),
    move("apiServer", "controllers", "watch", "watch ADDED", 0.1, 0.7),
  ],
  kubectl: { ...base.kubectl, output: [{ text: "pod/web created", error: false }] },
};
const bound: Scene = {
  ...stored,
  act: 5,
  now: ["scheduler", "apiServer", "etcd"],
  moves: [
    move("scheduler", "apiServer", "request", "POST …/binding", 0.05, 0.4),
    move("apiServer", "etcd", "store", "put", 0.5, 0.8),
  ],
  apiServer: {
    ...stored.apiServer,
    request: {
      method: "POST",
      path: "/api/v1/namespaces/default/pods/web/binding",
      from: "scheduler",
      about: "pods/web",
    },
  },
  etcd: {
    revisions: [
      ...base.etcd.revisions,
      { revision: 1042, key: "/registry/pods/default/web", now: false },
      { revision: 1043, key: "/registry/pods/default/web", changed: "spec.nodeName", now: true },
    ],
    stored: { phase: "Pending", node: "node-3" },
  },
  scheduler: { ...base.scheduler, inHand: { ...inHand, node: "node-3" } },
  nodes: scored(5, "picked").map((node) => ({ ...node, columns: [] })),
};
const toKubelet: Scene = {
  ...bound,
  now: ["apiServer", "node/node-3"],
  moves: [move("apiServer", "node/node-3", "watch", "watch MODIFIED")],
};
const kubelet: Scene = { ...base, act: 6, open: ["node/node-3"], now: ["node/node-3"], pod: shop, nodes: withPods };

export const fixtures: readonly Fixture[] = [
  pair("1-read", null, {
    ...base,
    open: ["kubectl"],
    now: ["kubectl"],
    apiServer: { ...base.apiServer, request: null },
  }),
  pair("1-send", base, sent),
  pair("1-default", sent, defaulted),
  pair("2-admission", defaulted, admitted),
  pair("2-denied", admitted, denied),
  pair("3-put", admitted, stored),
  pair("3-watch", stored, watched),
  pair("4-prefilter", watched, scheduling(0, resting, { inHand })),
  pair("4-filter-2", scheduling(1, filtering(0)), scheduling(1, filtering(1), { plugin: "NodeResourcesFit" })),
  pair("4-filter-3", scheduling(1, filtering(1)), scheduling(1, filtering(2), { plugin: "NodeResourcesFit" })),
  pair("4-score-3", scheduling(4, scored(2, "scored")), scheduling(4, scored(3, "scored"))),
  pair("4-pick", scheduling(4, scored(5, "scored")), scheduling(4, scored(5, "picked"))),
  pair("5-bind", scheduling(5, scored(5, "picked")), bound),
  pair("5-watch", bound, toKubelet),
  pair("6-kubelet", toKubelet, kubelet),
  pair("7-probes", kubelet, { ...kubelet, act: 7, pod: simple }),
  pair("7-check", { ...kubelet, act: 7, pod: simple }, { ...kubelet, act: 7, pod: simple, probe: check }),
  ...runningFixtures(base),
  pair(
    "many-12",
    null,
    scheduling(
      1,
      many(12, (i) => (i < 4 ? "refused" : i < 7 ? "passed" : "toCome")),
    ),
  ),
  pair(
    "many-40",
    null,
    scheduling(
      1,
      many(40, (i) => (i < 14 ? "refused" : i < 20 ? "passed" : "toCome")),
    ),
  ),
  pair(
    "many-500",
    null,
    scheduling(
      1,
      many(500, (i) => (i % 3 ? "refused" : i < 400 ? "passed" : "toCome")),
    ),
  ),
];
