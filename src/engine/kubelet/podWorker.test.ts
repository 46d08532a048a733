import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KubeletCluster } from "../../testing/kubeletCluster.ts";
import type { Container, Pod } from "../api/pod.ts";

const command = fc.constantFrom<string[] | undefined>(
  undefined,
  ["sleep", "3"],
  ["false"],
  ["true"],
  ["sleep", "infinity"],
  ["sh", "-c", "sleep 7; exit 1"],
);
const image = fc.constantFrom("nginx:1.27", "busybox:1.36", "x.invalid/app:1", "Bad:1");
const probe = fc.constantFrom(undefined, { httpGet: { port: 80 }, periodSeconds: 3 }, { tcpSocket: { port: 80 } });
const container = (name: string): fc.Arbitrary<Container> =>
  fc.record({
    name: fc.constant(name),
    image,
    command,
    readinessProbe: probe,
    livenessProbe: probe,
    imagePullPolicy: fc.constantFrom("Always", "IfNotPresent", "Never"),
  });

const pods = fc.record({
  restartPolicy: fc.constantFrom("Always", "OnFailure", "Never"),
  sidecar: fc.option(container("sidecar"), { nil: undefined }),
  init: fc.option(command, { nil: undefined }),
  app: container("web"),
  missing: fc.boolean(),
  deleteAfter: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
  up: fc.constantFrom(0, 2000, 60_000),
});

describe("any Pod", () => {
  it("keeps the promises of a kubelet", () => {
    fc.assert(
      fc.property(pods, fc.integer({ min: 1, max: 1000 }), (given, seed) => {
        const { restartPolicy, sidecar, init, app, missing, deleteAfter, up } = given;
        const cluster = new KubeletCluster({ seed, rules: [{ behaviour: { startup: up } }] });
        const pod: Pod = {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "web", namespace: "default" },
          spec: {
            nodeName: "node-1",
            restartPolicy,
            initContainers: [
              ...(init ? [{ name: "init", image: "busybox:1.36", command: init }] : []),
              ...(sidecar ? [{ ...sidecar, restartPolicy: "Always" }] : []),
            ],
            containers: [app],
            ...(missing && { volumes: [{ name: "v", secret: { secretName: "none" } }] }),
          },
        };
        expect(cluster.create(pod)).toMatchObject({ ok: true });
        cluster.watch("web", deleteAfter ?? 120);
        if (deleteAfter !== undefined) {
          cluster.delete("pods", "web");
          cluster.watch("web", 60);
          expect(cluster.printed()).toBe("gone");
          expect([...cluster.sim.records.keys()].filter((key) => key.startsWith("kubelet/"))).toEqual([]);
        }
        const instances = new Map<string, "running" | "exited">();
        const terminal = new Set<string>();
        for (const { event, changes } of cluster.sim.entries) {
          if (event.type === "CRI" && event.call === "StartContainer" && event.phase === "return" && event.ok) {
            expect(instances.get(event.container ?? "")).not.toBe("running");
            instances.set(event.container ?? "", "running");
          }
          if (event.type === "ContainerExited") {
            expect(instances.get(event.container)).toBe("running");
            instances.set(event.container, "exited");
          }
          for (const { key, to } of changes) {
            if (!key.startsWith("/registry/pods/") || !to) continue;
            const { phase = "" } = (to as Pod).status ?? {};
            if (terminal.size > 0) expect([...terminal]).toEqual([phase]);
            if (phase === "Failed" || phase === "Succeeded") terminal.add(phase);
          }
        }
        if (deleteAfter !== undefined || terminal.size > 0) expect([...instances.values()]).not.toContain("running");
      }),
      { numRuns: 150, seed: 4 },
    );
  }, 30_000);
});
