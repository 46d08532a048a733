import type { Node } from "../src/engine/api/core.ts";
import type { Pod } from "../src/engine/api/pod.ts";

export const workloads = ["basic", "spread", "antiaffinity", "mixed"] as const;
export type Workload = (typeof workloads)[number];
type PodKind = Exclude<Workload, "mixed"> | "prefer";

const hostname = "kubernetes.io/hostname";
const zone = "topology.kubernetes.io/zone";
const numbered = (prefix: string, i: number): string => `${prefix}-${String(i).padStart(5, "0")}`;

/** Node `i` of a benchmark cluster; in the mixed workload sizes vary and every tenth node is tainted. */
export function benchNode(i: number, workload: Workload): Node {
  const name = numbered("node", i);
  const [cpu, memory] =
    workload === "mixed"
      ? [
          ["16", "64Gi"],
          ["32", "128Gi"],
          ["64", "256Gi"],
        ][i % 3]!
      : ["32", "128Gi"];
  const tainted = workload === "mixed" && i % 10 === 9;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { [hostname]: name, [zone]: `zone-${i % 5}`, disk: i % 2 === 0 ? "ssd" : "hdd" } },
    spec: tainted ? { taints: [{ key: "dedicated", value: "infra", effect: "NoSchedule" }] } : {},
    status: { allocatable: { cpu: cpu!, memory: memory!, pods: "110" } },
  };
}

function kindOf(workload: Workload, k: number): PodKind {
  return workload === "mixed" ? (["basic", "spread", "antiaffinity", "prefer"] as const)[k % 4]! : workload;
}

/** Pod `k` of a series; `nodeName` for one that runs already. */
export function benchPod(series: "exist" | "new", k: number, workload: Workload, nodeName?: string): Pod {
  const app = `app-${k % 10}`;
  const labelSelector = { matchLabels: { app } };
  const spec: Pod["spec"] = {
    containers: [
      {
        name: "c",
        image: "registry.k8s.io/pause:3.10",
        resources: { requests: { cpu: "100m", memory: "200Mi" } },
      },
    ],
    schedulerName: "default-scheduler",
    priority: 0,
    ...(nodeName === undefined ? {} : { nodeName }),
  };
  switch (kindOf(workload, k)) {
    case "spread":
      spec.topologySpreadConstraints = [
        { topologyKey: zone, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector },
        { topologyKey: hostname, maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector },
      ];
      break;
    case "antiaffinity":
      spec.affinity = {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: hostname, labelSelector }],
        },
      };
      break;
    case "prefer":
      spec.affinity = {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 10, preference: { matchExpressions: [{ key: "disk", operator: "In", values: ["ssd"] }] } },
          ],
        },
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 50, podAffinityTerm: { topologyKey: zone, labelSelector } },
          ],
        },
      };
      spec.tolerations = [{ key: "dedicated", operator: "Exists" }];
      break;
  }
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: numbered(series, k), namespace: "default", uid: numbered(series, k), labels: { app } },
    spec,
    status: { phase: nodeName === undefined ? "Pending" : "Running" },
  };
}
