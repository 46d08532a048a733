import type { KubernetesObject, SimulationInput } from "../src/engine/index.ts";

const podsPerDeployment = 50;
const zones = ["a", "b", "c"];

function node(index: number): KubernetesObject {
  const name = `node-${index + 1}`;
  const labels = {
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "topology.kubernetes.io/zone": zones[index % zones.length],
  };
  const status = { allocatable: { cpu: "16", memory: "64Gi", pods: "110" } };
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels }, status } as KubernetesObject;
}

/** Every second Deployment has a Service in front; every fourth is probed. */
function application(index: number, replicas: number): KubernetesObject[] {
  const name = `app-${index + 1}`;
  const labels = { app: name };
  const container = {
    name: "app",
    image: index % 2 === 0 ? "nginx:1.27" : "redis:7",
    resources: { requests: { cpu: "100m", memory: "128Mi" } },
    ports: [{ containerPort: 80 }],
    ...(index % 4 === 0 && { readinessProbe: { httpGet: { path: "/", port: 80 } } }),
  };
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 80 }] },
  };
  return index % 2 === 0 ? [deployment, service] : [deployment];
}

/**
 * A cluster and what is applied to it at once: Deployments of 50 Pods each. Half-way one is given a new image and one is
 * scaled down, so that the run does not only start Pods.
 */
export function simulationWorkload(nodes: number, pods: number, minutes: number): SimulationInput {
  const deployments = Math.ceil(pods / podsPerDeployment);
  const replicas = (index: number): number => Math.min(podsPerDeployment, pods - index * podsPerDeployment);
  const half = (minutes * 60_000) / 2;
  const target = { kind: "Deployment", name: "app-1" };
  return {
    cluster: Array.from({ length: nodes }, (_, i) => node(i)),
    applied: Array.from({ length: deployments }, (_, i) => application(i, replicas(i))).flat(),
    script: [
      { at: half, action: { verb: "setImage", targets: [target], images: { app: "nginx:1.28" } } },
      { at: half, action: { verb: "scale", targets: [{ ...target, name: `app-${deployments}` }], replicas: 1 } },
    ],
    runFor: minutes * 60_000,
  };
}
