/**
 * A cluster of `count` nodes in three zones, and a Pod that asks for 2 cpu: every seventh node is tainted, every fifth is
 * too small. `pools`: two of them in each zone.
 */
export function manyNodes(count: number, { pools = false } = {}): string {
  const nodes = Array.from({ length: count }, (_, i) => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: `node-${String(i + 1).padStart(4, "0")}`,
      labels: {
        "topology.kubernetes.io/zone": `zone-${"abc"[i % 3]}`,
        ...(pools && { pool: i % 4 === 0 ? "big" : "small" }),
      },
    },
    ...(i % 7 === 0 && { spec: { taints: [{ key: "dedicated", value: "gpu", effect: "NoSchedule" }] } }),
    status: { allocatable: { cpu: i % 5 === 1 ? "1" : "16", memory: "64Gi", pods: "110" } },
  }));
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web" },
    spec: { containers: [{ name: "web", image: "nginx:1.27", resources: { requests: { cpu: "2", memory: "64Mi" } } }] },
  };
  return [...nodes, pod].map((object) => JSON.stringify(object)).join("\n---\n");
}
