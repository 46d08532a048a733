import { expect, it } from "vitest";
import type { Event, Node } from "./api/core.ts";
import type { KubernetesObject } from "./api/meta.ts";
import type { Pod } from "./api/pod.ts";
import { timestamp } from "./kernel/clock.ts";
import type { Fault } from "./machines.ts";
import { Simulation } from "./simulation.ts";

const node = (name: string): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name },
    status: { allocatable: { cpu: "4", memory: "8Gi", pods: "110" } },
  }) as KubernetesObject;

const web = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "nginx:1.27" }] } },
  },
} as KubernetesObject;

function played(...faults: readonly [seconds: number, fault: Fault][]) {
  const script = faults.map(([seconds, action]) => ({ at: seconds * 1000, action }));
  const input = { cluster: [node("node-1"), node("node-2")], applied: [web], script };
  const simulation = new Simulation(input, { seed: 1, until: 900_000 });
  const end = simulation.run();
  const at = (seconds: number): KubernetesObject[] => {
    const seq = simulation.entries.findLastIndex(({ time }) => time <= seconds * 1000);
    return [...simulation.cursor().stateAt(seq)]
      .filter(([key]) => key.startsWith("/registry/"))
      .map(([, value]) => value as KubernetesObject);
  };
  const ofKind = <T extends KubernetesObject>(kind: string, seconds: number): T[] =>
    at(seconds).filter((object): object is T => object.kind === kind);
  return {
    simulation,
    end,
    ready: (name: string, seconds: number) =>
      ofKind<Node>("Node", seconds)
        .find(({ metadata }) => metadata.name === name)
        ?.status?.conditions?.find(({ type }) => type === "Ready"),
    taints: (name: string, seconds: number) =>
      ofKind<Node>("Node", seconds)
        .find(({ metadata }) => metadata.name === name)
        ?.spec?.taints?.map(({ key, effect }) => `${key}:${effect}`) ?? [],
    pods: (seconds: number) =>
      ofKind<Pod>("Pod", seconds)
        .map(
          ({ metadata, spec, status }) =>
            `${spec.nodeName} ${metadata.deletionTimestamp ? "Terminating" : status?.phase} restarts ${status?.containerStatuses?.[0]?.restartCount} ready ${status?.conditions?.find(({ type }) => type === "Ready")?.status}`,
        )
        .sort(),
    events: (seconds: number) =>
      ofKind<Event>("Event", seconds).map(
        ({ firstTimestamp, type, reason, message }) => `${firstTimestamp} ${type} ${reason} ${message}`,
      ),
  };
}

it("a machine that loses power: silence, Unknown after the grace period, its Pods moved after five minutes", () => {
  const run = played([32, { fault: "failNode", node: "node-1" }]);
  expect(run.pods(30)).toEqual(["node-1 Running restarts 0 ready True", "node-2 Running restarts 0 ready True"]);
  // The last heartbeat was at 30 s; the first look after 50 s of silence is at 85 s.
  expect(run.ready("node-1", 84)?.status).toBe("True");
  expect(run.ready("node-1", 86)).toMatchObject({
    status: "Unknown",
    reason: "NodeStatusUnknown",
    message: "Kubelet stopped posting node status.",
  });
  expect(run.taints("node-1", 86)).toEqual([
    "node.kubernetes.io/unreachable:NoSchedule",
    "node.kubernetes.io/unreachable:NoExecute",
  ]);
  expect(run.pods(86)).toEqual(["node-1 Running restarts 0 ready False", "node-2 Running restarts 0 ready True"]);
  expect(run.events(86)).toContain(`${timestamp(85_000)} Normal NodeNotReady Node node-1 status is now: NodeNotReady`);
  expect(run.events(86)).toContain(`${timestamp(85_000)} Warning NodeNotReady Node is not ready`);
  // The dead kubelet cannot confirm the deletion: the old Pod stays Terminating.
  expect(run.pods(400)).toEqual([
    "node-1 Terminating restarts 0 ready False",
    "node-2 Running restarts 0 ready True",
    "node-2 Running restarts 0 ready True",
  ]);
  const silent = run.simulation.entries.filter(
    ({ time, actor, event }) =>
      time > 33_000 && (actor === "kubelet/node-1" || ("watcher" in event && event.watcher === "kubelet/node-1")),
  );
  expect(silent).toEqual([]);
});

it("a machine that comes back starts its containers again", () => {
  const run = played([30, { fault: "failNode", node: "node-1" }], [120, { fault: "recoverNode", node: "node-1" }]);
  expect(run.end).toBe("steady");
  expect(run.ready("node-1", 125)).toMatchObject({ status: "True", reason: "KubeletReady" });
  // What keeps Pods off goes at once, what drives them away at the controller's next look.
  expect(run.taints("node-1", 125)).toEqual(["node.kubernetes.io/unreachable:NoExecute"]);
  expect(run.taints("node-1", 131)).toEqual([]);
  expect(run.pods(600)).toEqual(["node-1 Running restarts 1 ready True", "node-2 Running restarts 0 ready True"]);
  expect(run.events(600).filter((event) => event.includes("TaintManagerEviction"))).toEqual([
    expect.stringMatching(/ Normal TaintManagerEviction Cancelling deletion of Pod default\/web-/),
  ]);
});

it("a node that was only cut off has its containers still", () => {
  const run = played([30, { fault: "cutOffKubelet", node: "node-1" }], [120, { fault: "recoverNode", node: "node-1" }]);
  expect(run.pods(600)).toEqual(["node-1 Running restarts 0 ready True", "node-2 Running restarts 0 ready True"]);
});

it("a scheduler that starts anew takes up what is pending", () => {
  const run = played([0, { fault: "restartScheduler" }]);
  expect(run.pods(5).map((pod) => pod.split(" ")[1])).toEqual(["Running", "Running"]);
});

it("a kubelet that is down for a minute: the node is given up, but its containers never notice", () => {
  const run = played([32, { fault: "restartKubelet", node: "node-1", takes: 60_000 }]);
  expect(run.end).toBe("steady");
  expect(run.ready("node-1", 86)?.status).toBe("Unknown");
  expect(run.pods(86)).toEqual(["node-1 Running restarts 0 ready False", "node-2 Running restarts 0 ready True"]);
  expect(run.ready("node-1", 95)?.status).toBe("True");
  expect(run.pods(95)).toEqual(["node-1 Running restarts 0 ready True", "node-2 Running restarts 0 ready True"]);
  const words = run.events(95).filter((event) => event.startsWith(timestamp(92_000)));
  expect(words.map((event) => event.replace(/^\S+ /, ""))).toEqual(
    expect.arrayContaining([
      "Normal Starting Starting kubelet.",
      "Normal NodeReady Node node-1 status is now: NodeReady",
    ]),
  );
});

it("a machine that comes back says that it was rebooted, and makes its Pods' sandboxes anew", () => {
  const run = played([30, { fault: "failNode", node: "node-1" }], [50, { fault: "recoverNode", node: "node-1" }]);
  const words = run.events(60).map((event) => event.replace(/^\S+ /, ""));
  expect(words).toContainEqual(
    expect.stringMatching(/^Warning Rebooted Node node-1 has been rebooted, boot id: [0-9a-f-]{36}$/),
  );
  expect(words).toContain("Normal SandboxChanged Pod sandbox changed, it will be killed and re-created.");
});

it("heartbeats in sight do not keep a run going, and their silence is noticed", () => {
  const input = {
    cluster: [node("node-1"), node("node-2")],
    applied: [web],
    runtime: { nodes: [{ heartbeats: true }] },
  };
  const quiet = new Simulation(input, { seed: 1, until: 900_000 });
  expect(quiet.run()).toBe("steady");
  expect(quiet.now).toBeLessThan(60_000);
  const script = [{ at: 32_000, action: { fault: "failNode" as const, node: "node-1" } }];
  const failing = new Simulation({ ...input, script, runFor: 90_000 }, { seed: 1, until: 900_000 });
  failing.run();
  const conditions = failing.entries.flatMap(({ time, changes }) =>
    changes.flatMap(({ to }) => {
      const { kind, metadata, status } = (to ?? {}) as Node;
      const ready =
        kind === "Node" && metadata.name === "node-1" && status?.conditions?.find((c) => c.type === "Ready");
      return ready ? [`${Math.floor(time / 1000)}s ${ready.status}`] : [];
    }),
  );
  expect(conditions).toContain("85s Unknown");
});
