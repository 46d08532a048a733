import type {
  ContainerScene,
  HostScene,
  NodeScene,
  ResidentScene,
  RunningScene,
  Scene,
  WorkloadScene,
} from "../projection/model.ts";

/** Act 7 made by hand: the shapes that its composition has to hold. */
interface RunningInput {
  readonly nodes: number;
  /** Pods of the workload on stage, by node. */
  readonly pods: readonly number[];
  readonly services?: readonly string[];
  readonly ingress?: boolean;
  /** Ingresses beside the first. */
  readonly otherIngresses?: readonly string[];
  readonly rollout?: boolean;
  readonly autoscaler?: boolean;
  readonly broken?: boolean;
  readonly waiting?: number;
  readonly terminal?: boolean;
  readonly bare?: boolean;
  /** Pods are shown with so many containers. */
  readonly opened?: number;
}

const gibi = 2 ** 30;

function nodeScene(name: string): NodeScene {
  return {
    name,
    zone: "b",
    pool: null,
    unschedulable: false,
    ready: true,
    bars: [
      { resource: "cpu", allocatable: 4000, requested: 1500, ghost: null, fits: true },
      { resource: "memory", allocatable: 16 * gibi, requested: 4 * gibi, ghost: null, fits: true },
    ],
    taints: [],
    pods: [],
    state: "resting",
    verdict: null,
    victims: null,
    columns: [],
    total: null,
    rank: null,
  };
}

function workload(kind: string, name: string, rank: number, more: Partial<WorkloadScene> = {}): WorkloadScene {
  return {
    key: `/registry/${kind}/default/${name}`,
    kind,
    name,
    rank,
    figures: [
      { what: "want", value: "3" },
      { what: "current", value: "3" },
      { what: "ready", value: "3" },
    ],
    autoscaling: null,
    ...more,
  };
}

function workloadsOf({ bare, rollout, autoscaler }: RunningInput): WorkloadScene[] {
  if (bare) return [];
  return [
    workload("Deployment", "shop", 0),
    workload("ReplicaSet", "shop-6d5f8c9b7", 1),
    ...(rollout ? [workload("ReplicaSet", "shop-7c9b5d6f8", 1)] : []),
    ...(autoscaler
      ? [
          workload("HorizontalPodAutoscaler", "shop", 2, {
            figures: [],
            autoscaling: {
              metric: "cpu",
              current: "58%",
              target: "60%",
              formula: { replicas: 3, current: 58, target: 60, result: 3 },
              from: 3,
              to: 3,
              outcome: "tolerated",
              reason: "ReadyForNewScale",
            },
          }),
        ]
      : []),
  ];
}

const app: ContainerScene = {
  name: "web",
  kind: "app",
  order: 1,
  image: "ghcr.io/acme/shop:2.4",
  facts: [{ field: "ports", value: "8080" }],
  state: "running",
  restarts: 0,
  ready: true,
  started: true,
  pull: null,
  probes: [{ probe: "readiness", results: [{ time: 1000, success: true }], run: null, now: null }],
  stoppedBy: null,
  now: false,
};

const shipper: ContainerScene = { ...app, name: "log-shipper", kind: "sidecar", order: 2 };

/** A Pod of so many containers, one of which is still to come. */
const insideOf = (containers: number): NonNullable<ResidentScene["inside"]> => ({
  containers: [app, shipper].slice(0, containers - 1 || 1),
  volumes: [{ name: "data", source: "emptyDir", mounted: true, containers: ["web"] }],
});

function residentsOf({ pods, waiting = 0, opened }: RunningInput): ResidentScene[] {
  const placed = pods.flatMap((count, at) =>
    Array.from({ length: count }, (_, slot): ResidentScene => {
      const isReady = !(at === 1 && slot === 0);
      return {
        pod: `default/shop-6d5f8c9b7-${at}${slot}k8p`,
        node: `node-${at + 1}`,
        slot,
        own: slot !== 1,
        onStage: at === 0 && slot === 0,
        status: isReady ? "Running" : "CrashLoopBackOff",
        ready: isReady ? "1/1" : "0/1",
        isReady,
        restarts: isReady ? 0 : 3,
        ip: `10.244.${at}.${slot + 10}`,
        terminating: at === 2 && slot === 1,
        ended: false,
        selected: true,
        inside: opened ? insideOf(opened) : null,
      };
    }),
  );
  const unplaced = Array.from(
    { length: waiting },
    (_, slot): ResidentScene => ({
      ...placed[0],
      pod: `default/shop-6d5f8c9b7-w${slot}`,
      node: null,
      slot,
      onStage: false,
      status: "Pending",
      ready: "0/1",
      isReady: false,
      ip: "",
      selected: false,
    }),
  );
  return [...placed, ...unplaced];
}

function hostsOf({ nodes, pods, broken }: RunningInput): HostScene[] {
  return Array.from({ length: nodes }, (_, at) => ({
    name: `node-${at + 1}`,
    slots: pods[at] ?? 0,
    taintRows: broken && at === 0 ? 1 : 0,
    taints:
      broken && at === 0
        ? [{ key: "node.kubernetes.io/unreachable", value: "", effects: ["NoSchedule", "NoExecute"] }]
        : [],
    broken: broken && at === 0 ? "cutOffKubelet" : null,
    ready: !(broken && at === 0),
    cordoned: false,
    others: 0,
  }));
}

function runningScene(input: RunningInput): RunningScene {
  const residents = residentsOf(input);
  const { services = [], ingress = false, otherIngresses = [], waiting = 0 } = input;
  return {
    time: [10_000, 12_600],
    workloads: workloadsOf(input),
    ingresses: ingress
      ? ["shop", ...otherIngresses].map((host) => ({
          key: `/registry/ingress/default/${host}`,
          name: host,
          namespace: "default",
          class: "nginx",
          hosts: [`${host}.example.com`],
          backends: services.slice(0, 2).map((name, i) => ({
            service: `default/${name}`,
            role: i === 0 ? "main" : "canary",
            by: i === 0 ? {} : { weight: 10 },
            recent: i === 0 ? 182 : 20,
            failed: 0,
            share: i === 0 ? 0.9 : 0.1,
            percent: i === 0 ? 90 : 10,
          })),
          window: 10,
          recent: 202,
        }))
      : [],
    services: services.map((name, at) => ({
      key: `/registry/services/specs/default/${name}`,
      id: `default/${name}`,
      name,
      namespace: "default",
      type: "ClusterIP",
      port: "80 → 8080",
      headless: false,
      hasSelector: true,
      own: at === 0,
      endpoints: residents
        .filter(({ node, slot }) => node !== null && (services.length === 1 || slot % services.length === at))
        .map(({ pod, node, ip, isReady, terminating }) => ({
          pod,
          node: node ?? "",
          ip,
          ready: isReady && !terminating,
          terminating,
          share: ingress ? 1 / 3 : null,
        })),
      coming: [],
    })),
    hosts: hostsOf(input),
    residents,
    showsLinks: input.broken ?? false,
    unplacedRows: waiting,
    peak: input.pods.reduce((sum, count) => sum + count, 0),
    largest: input.opened ? { containers: input.opened, probes: 1, volumes: 1 } : null,
    terminal: input.terminal
      ? {
          command: "kubectl set image deployment/shop web=shop:2.5",
          output: "deployment.apps/shop image updated",
          error: false,
          ago: 12_300,
          lengths: [
            [44, 35],
            [110, 260],
          ],
        }
      : null,
  };
}

const shapes: readonly (readonly [name: string, input: RunningInput])[] = [
  ["ingress", { nodes: 3, pods: [1, 1, 2], services: ["shop", "shop-canary"], ingress: true, autoscaler: true }],
  [
    "three Ingresses",
    { nodes: 3, pods: [1, 1, 2], services: ["shop", "cart"], ingress: true, otherIngresses: ["cart", "admin"] },
  ],
  ["service", { nodes: 3, pods: [1, 1, 1], services: ["shop"] }],
  ["rollout", { nodes: 3, pods: [2, 2, 2], rollout: true, terminal: true, waiting: 2 }],
  ["broken", { nodes: 3, pods: [1, 1, 0], services: ["shop"], broken: true }],
  ["one Pod, opened", { nodes: 1, pods: [1], bare: true, opened: 1, terminal: true }],
  ["served and opened", { nodes: 2, pods: [1, 1], services: ["shop"], bare: true, opened: 2 }],
  ["one of three, opened", { nodes: 3, pods: [0, 2, 0], bare: true, opened: 3, waiting: 1 }],
  ["one of five, opened", { nodes: 5, pods: [0, 0, 1], bare: true, opened: 2 }],
  ["four Pods, opened", { nodes: 1, pods: [4], opened: 2 }],
  ["bare", { nodes: 1, pods: [1], services: ["web"], bare: true }],
  [
    "boutique",
    { nodes: 3, pods: [4, 4, 4], services: Array.from({ length: 12 }, (_, i) => `service-${i + 1}`), autoscaler: true },
  ],
  [
    "twenty Services",
    { nodes: 3, pods: [7, 7, 6], services: Array.from({ length: 20 }, (_, i) => `service-${i + 1}`) },
  ],
  ["many Pods", { nodes: 3, pods: [60, 80, 100], services: ["shop"], autoscaler: true }],
  ["twelve nodes", { nodes: 12, pods: [2, 2, 2], services: ["shop"] }],
  ["forty nodes", { nodes: 40, pods: Array.from({ length: 40 }, () => 5), services: ["shop"], terminal: true }],
  ["500 nodes", { nodes: 500, pods: [3, 3, 3], services: ["shop"] }],
];

/** On the ground of any scene: what act 7 shows. */
export function runningFixtures(base: Scene): { name: string; previous: Scene | null; scene: Scene }[] {
  return shapes.map(([name, input]) => {
    const running = runningScene(input);
    const nodes = running.hosts.map((host) => nodeScene(host.name));
    const scene: Scene = { ...base, act: 7, open: [], now: [], nodes, running };
    const before: RunningScene = {
      ...running,
      services: running.services.map((service) => ({
        ...service,
        endpoints: service.endpoints.map((endpoint) => ({ ...endpoint, ready: false })),
      })),
    };
    return { name: `7-${name}`, previous: { ...scene, running: before }, scene };
  });
}
