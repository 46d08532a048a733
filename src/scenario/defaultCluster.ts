import type { Node } from "../engine/index.ts";

function node(
  name: string,
  zone: string,
  cpu: string,
  memory: string,
  images: readonly (readonly [string, number])[],
): Node {
  const resources = { cpu, memory, "ephemeral-storage": "100Gi", pods: "110" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/zone": zone,
      },
    },
    spec: {},
    status: {
      capacity: resources,
      allocatable: resources,
      images: images.map(([image, sizeBytes]) => ({ names: [image], sizeBytes })),
    },
  };
}

/**
 * The cluster that a manifest without a Node is tried on: three nodes in three zones, no taints. Room for a usual demo
 * application, and small enough that requests matter. Documented in docs/guide.md.
 */
export const defaultCluster: readonly Node[] = [
  node("node-1", "zone-a", "4", "8Gi", [["docker.io/library/nginx:1.27", 72_950_530]]),
  node("node-2", "zone-b", "4", "16Gi", []),
  node("node-3", "zone-c", "8", "16Gi", [["docker.io/library/redis:7.4", 45_400_000]]),
];
