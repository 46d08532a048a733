import { describe, expect, it } from "vitest";
import type { Node, Taint } from "../../api/core.ts";
import type { Pod, PodSpec } from "../../api/pod.ts";
import { createPodInfo } from "../framework/podInfo.ts";
import type { ClusterEvent } from "./clusterEvent.ts";
import { nodeUpdateEvents, podUpdateEvents } from "./clusterEvent.ts";
import { hintFor } from "./hints.ts";

function pod(spec: Partial<PodSpec>, labels: { [key: string]: string } = {}, name = "waiting"): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", uid: name, labels },
    spec: { containers: [], ...spec },
  };
}

function node(cpu: string, labels: { [key: string]: string } = {}, taints: Taint[] = []): Node {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "n1", labels },
    spec: { taints },
    status: { allocatable: { cpu, pods: "110" } },
  };
}

const wantsTwoCores = pod({ containers: [{ name: "web", resources: { requests: { cpu: "2" } } }] });
const wantsSsd = pod({ nodeSelector: { disk: "ssd" } });
const gpu: Taint = { key: "gpu", effect: "NoSchedule" };
const antiWeb = pod({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: "zone", labelSelector: { matchLabels: { app: "web" } } },
      ],
    },
  },
});
const spread = pod({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "zone",
      whenUnsatisfiable: "DoNotSchedule",
      labelSelector: { matchLabels: { app: "web" } },
    },
  ],
});
const assigned = (labels: { [key: string]: string }, spec: Partial<PodSpec> = {}) =>
  pod({ nodeName: "n1", ...spec }, labels, "other");
const added = (after: Node): ClusterEvent => ({ kind: "Node", action: "Add", label: "NodeAdd", after });
const changed = (before: Node, after: Node): ClusterEvent => nodeUpdateEvents(before, after)[0]!;
const deleted = (before: Pod): ClusterEvent => ({ kind: "Pod", action: "Delete", label: "AssignedPodDelete", before });

describe("whether an event may help a Pod that a plugin refused", () => {
  it.each([
    ["a large enough node", "NodeResourcesFit", wantsTwoCores, added(node("4")), true],
    ["a node that is too small", "NodeResourcesFit", wantsTwoCores, added(node("1")), false],
    ["a node that grows", "NodeResourcesFit", wantsTwoCores, changed(node("2"), node("4")), true],
    ["a node that shrinks", "NodeResourcesFit", wantsTwoCores, changed(node("4"), node("2")), false],
    ["a node's new label", "NodeResourcesFit", wantsTwoCores, changed(node("4"), node("4", { a: "b" })), false],
    ["a Pod that leaves a node", "NodeResourcesFit", wantsTwoCores, deleted(assigned({})), true],
    ["a Pod that was on no node", "NodeResourcesFit", wantsTwoCores, deleted(pod({}, {}, "other")), false],
    ["the wanted label appears", "NodeAffinity", wantsSsd, changed(node("4"), node("4", { disk: "ssd" })), true],
    ["another label appears", "NodeAffinity", wantsSsd, changed(node("4"), node("4", { disk: "hdd" })), false],
    ["a Pod leaves", "NodeAffinity", wantsSsd, deleted(assigned({})), false],
    ["the taint goes", "TaintToleration", wantsSsd, changed(node("4", {}, [gpu]), node("4")), true],
    ["the taint comes", "TaintToleration", wantsSsd, changed(node("4"), node("4", {}, [gpu])), false],
    ["a tainted node", "TaintToleration", wantsSsd, added(node("4", {}, [gpu])), false],
    ["a Pod it minds leaves", "InterPodAffinity", antiWeb, deleted(assigned({ app: "web" })), true],
    ["another Pod leaves", "InterPodAffinity", antiWeb, deleted(assigned({ app: "db" })), false],
    ["a counted Pod leaves", "PodTopologySpread", spread, deleted(assigned({ app: "web" })), true],
    ["an uncounted Pod leaves", "PodTopologySpread", spread, deleted(assigned({ app: "db" })), false],
    ["a node in a zone", "PodTopologySpread", spread, added(node("4", { zone: "a" })), true],
    ["a node in no zone", "PodTopologySpread", spread, added(node("4")), false],
    ["anything, for a plugin from outside", "MyPlugin", wantsSsd, deleted(assigned({})), true],
  ] as const)("%s, %s", (_name, plugin, waiting, event, queue) => {
    expect(hintFor([plugin], createPodInfo(waiting), event)).toBe(queue ? plugin : null);
  });

  it("asks only the plugins that refused, and names the one that said yes", () => {
    const event = deleted(assigned({}));
    expect(hintFor(["NodeAffinity", "NodeResourcesFit"], createPodInfo(wantsSsd), event)).toBe("NodeResourcesFit");
  });

  it("hears of the Pod's own new toleration", () => {
    const after = pod({ nodeSelector: { disk: "ssd" }, tolerations: [{ key: "gpu", operator: "Exists" }] });
    const [event] = podUpdateEvents(wantsSsd, after, "UnschedulablePod");
    expect(hintFor(["TaintToleration"], createPodInfo(after), event!)).toBe("TaintToleration");
  });
});

it("a heartbeat is no event", () => {
  const before = node("4");
  const after = { ...before, metadata: { ...before.metadata, resourceVersion: "7" } };
  expect(nodeUpdateEvents(before, after)).toEqual([]);
});
