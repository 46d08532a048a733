import { expect, it } from "vitest";
import type { Pod } from "../api/pod.ts";
import { decide, node, pod } from "../scheduler/fixtures.ts";
import { explainPreemption } from "./preemption.ts";

const victim = (name: string, nodeName: string, priority: number, cpu: string, second: number): Pod => ({
  ...pod(name, { priority, cpu, nodeName }),
  status: { startTime: `2030-01-01T00:00:${second}Z` },
});

const urgent = pod("urgent", { priority: 100, cpu: "2" });

it("compares the candidates by upstream's criteria, and says which Pods could stay", () => {
  const cluster = [
    node("a", { cpu: "4" }),
    node("b", { cpu: "4" }),
    node("c", { cpu: "4" }),
    victim("a-high", "a", 50, "3", 10),
    victim("b-low", "b", 5, "2", 10),
    victim("b-small", "b", 5, "1", 11),
    victim("c-low", "c", 5, "3", 12),
  ];
  const report = explainPreemption(urgent, cluster, decide(urgent, cluster));
  expect(report).toMatchObject({
    priority: 100,
    rounds: [
      { criterion: "pdbViolations", costs: { a: 0, b: 0, c: 0 }, remaining: ["a", "b", "c"] },
      { criterion: "highestPriority", costs: { a: 50, b: 5, c: 5 }, remaining: ["b", "c"] },
      { criterion: "prioritySum", remaining: ["b", "c"] },
      { criterion: "victims", costs: { b: 1, c: 1 }, remaining: ["b", "c"] },
      { criterion: "earliestStart", costs: { b: -11_000, c: -12_000 }, remaining: ["c"] },
    ],
    best: ["c"],
    chosen: "c",
  });
  expect(report?.candidates.find((each) => each.node === "b")?.pods).toEqual([
    { pod: "default/b-low", priority: 5, startTime: 10_000, victim: false },
    { pod: "default/b-small", priority: 5, startTime: 11_000, victim: true },
  ]);
});

it("a lone candidate needs no comparison", () => {
  const cluster = [node("a", { cpu: "2" }), victim("low", "a", 0, "1", 10)];
  const report = explainPreemption(urgent, cluster, decide(urgent, cluster));
  expect(report).toMatchObject({ rounds: [], best: ["a"], chosen: "a" });
});

it("is null where nobody had to go", () => {
  const cluster = [node("a", { cpu: "2" })];
  expect(explainPreemption(urgent, cluster, decide(urgent, cluster))).toBeNull();
});
