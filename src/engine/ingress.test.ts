import { describe, expect, it } from "vitest";
import type { Event } from "./api/core.ts";
import type { KubernetesObject } from "./api/meta.ts";
import type { Ingress } from "./api/networking.ts";
import type { IngressTraffic } from "./ingressnginx/events.ts";
import type { Traffic } from "./ingressnginx/traffic.ts";
import type { ScriptStep } from "./script.ts";
import { Simulation, type SimulationInput } from "./simulation.ts";

const node = (name: string): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name },
    status: { allocatable: { cpu: "8", memory: "16Gi", pods: "110" } },
  }) as KubernetesObject;

const labels = { app: "shop" };

const deployment = (replicas: number): KubernetesObject =>
  ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "shop" },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: "web", image: "shop:1", resources: { requests: { cpu: "200m" } } }] },
      },
    },
  }) as KubernetesObject;

const service: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "shop" },
  spec: { selector: labels, ports: [{ port: 80 }] },
} as KubernetesObject;

const ingress = (spec: object = {}): Ingress => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "shop" },
  spec: { defaultBackend: { service: { name: "shop", port: { number: 80 } } }, ...spec },
});

const ingressClass = (controller: string): KubernetesObject =>
  ({
    apiVersion: "networking.k8s.io/v1",
    kind: "IngressClass",
    metadata: { name: "nginx" },
    spec: { controller },
  }) as KubernetesObject;

const steady = (perSecond: number, from = 0): Traffic => ({ host: "shop.example.com", rate: [{ from, perSecond }] });

function played(input: Partial<SimulationInput>, seed = 1): Simulation {
  const cluster = [node("node-1"), node("node-2")];
  const applied = [deployment(2), service, ingress()];
  const simulation = new Simulation({ cluster, applied, traffic: [steady(10)], ...input }, { seed });
  expect(simulation.run()).toBe("steady");
  return simulation;
}

function stateAt(simulation: Simulation, seconds: number) {
  const seq = simulation.entries.findLastIndex(({ time }) => time <= seconds * 1000);
  return simulation.cursor().stateAt(seq);
}

/** `requests failed` of the window, and how many Pods answered. */
function traffic(simulation: Simulation, seconds: number): string | null {
  const record = stateAt(simulation, seconds).get("ingress/default/shop") as IngressTraffic | undefined;
  const [backend] = record?.backends ?? [];
  return record && backend ? `${backend.recent} ${backend.failed} ${Object.keys(record.pods).length}` : null;
}

function stored<T extends KubernetesObject>(simulation: Simulation, kind: string, seconds: number): T[] {
  return [...stateAt(simulation, seconds)]
    .filter(([key, value]) => key.startsWith("/registry/") && (value as KubernetesObject).kind === kind)
    .map(([, value]) => value as T);
}

const syncs = (simulation: Simulation): string[] =>
  stored<Event>(simulation, "Event", 600)
    .filter(({ involvedObject }) => involvedObject.kind === "Ingress")
    .map(({ reason, message, count, source }) => `${reason} ${message} ${count} ${source?.component}`);

const scale = (at: number, replicas: number): ScriptStep => ({
  at,
  action: { verb: "scale", targets: [{ kind: "deployment", name: "shop" }], replicas },
});

describe("ingress-nginx", () => {
  it("answers 503 until somebody is ready, shares requests evenly, and says where it is reached", () => {
    const run = played({});
    expect(traffic(run, 5)).toBe("10 10 0");
    expect(traffic(run, 30)).toBe("100 0 2");
    expect(syncs(run)).toEqual(["Sync Scheduled for sync 2 nginx-ingress-controller"]);
    const [seen] = stored<Ingress>(run, "Ingress", 90);
    expect(seen?.status).toEqual({ loadBalancer: { ingress: [{ hostname: "localhost" }] } });
    expect(stored(run, "IngressClass", 0).map(({ metadata }) => metadata.name)).toEqual(["nginx"]);
  });

  it("sends nothing to Pods that are gone, and 503 when none is left", () => {
    const run = played({ script: [scale(30_000, 1), scale(50_000, 0)] });
    expect(traffic(run, 50)).toBe("100 0 1");
    expect(traffic(run, 75)).toBe("100 100 0");
  });

  it("finds another endpoint when a node has lost its power, before anybody has noticed", () => {
    const run = played({ script: [{ at: 30_000, action: { fault: "failNode", node: "node-1" } }] });
    expect(traffic(run, 30)).toBe("100 0 2");
    expect(traffic(run, 50)).toBe("100 0 1");
  });

  it.each<[string, KubernetesObject[], object, boolean]>([
    ["of its class", [ingressClass("k8s.io/ingress-nginx")], { ingressClassName: "nginx" }, true],
    ["without a class", [], {}, true],
    ["of another controller's class", [ingressClass("acme.io/ingress")], { ingressClassName: "nginx" }, false],
    ["of a class that is not there", [ingressClass("k8s.io/ingress-nginx")], { ingressClassName: "other" }, false],
  ])("an Ingress %s is taken: %#", (_what, classes, spec, taken) => {
    const run = played({ applied: [...classes, deployment(1), service, ingress(spec)] });
    expect(syncs(run).length).toBe(taken ? 1 : 0);
    expect(traffic(run, 20)).toBe(taken ? "100 0 1" : null);
  });

  it("sends requests to Pods that were there before the run, and counts the share that they fail", () => {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "old", labels },
      spec: { nodeName: "node-1", containers: [{ name: "web", image: "shop:1" }] },
      status: { phase: "Running" },
    } as KubernetesObject;
    const run = played({
      cluster: [node("node-1"), pod],
      applied: [service, ingress()],
      traffic: [steady(100)],
      runtime: { rules: [{ image: "shop:1", behaviour: { responses: [{ from: 12_000, status: 500, share: 1 }] } }] },
    });
    expect(traffic(run, 10)).toBe("600 0 1");
    expect(traffic(run, 20)).toBe("1000 900 1");
  });

  it("takes the record away with the Ingress", () => {
    const run = played({
      script: [{ at: 30_000, action: { verb: "delete", targets: [{ kind: "ingress", name: "shop" }] } }],
    });
    expect(traffic(run, 29)).toBe("100 0 2");
    expect(traffic(run, 60)).toBeNull();
  });

  it("waits for a rate that changes later, and writes one entry for five seconds", () => {
    const run = played({ traffic: [{ host: "a.io", rate: [{ from: 200_000, perSecond: 1 }] }] });
    const times = run.entries.filter(({ event }) => event.type === "Traffic").map(({ time }) => time / 1000);
    expect(times).toEqual([205, 210, 215, 220, 225, 230]);
  });

  it("is the same trace for the same seed", () => {
    const traces = [played({}, 7), played({}, 7)].map(({ entries }) => JSON.stringify(entries));
    expect(traces[0]).toBe(traces[1]);
  });

  it("what requests take is what the autoscaler measures", () => {
    const autoscaler = {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "shop" },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "shop" },
        maxReplicas: 10,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } },
        ],
      },
    } as KubernetesObject;
    const run = played({
      applied: [deployment(2), service, ingress(), autoscaler],
      load: [{ labels, cpuPerRequest: "20m" }],
      traffic: [steady(20)],
      runFor: 120_000,
    });
    // 20 requests a second at 20m: 400m, which is half of what 4 Pods request.
    const [seen] = stored<KubernetesObject & { status: { currentReplicas: number } }>(
      run,
      "HorizontalPodAutoscaler",
      120,
    );
    expect(seen?.status.currentReplicas).toBe(4);
  });
});
