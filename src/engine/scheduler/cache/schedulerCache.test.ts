import { describe, expect, it } from "vitest";
import type { Node } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import { cacheOf, node, pod } from "../fixtures.ts";
import { createPodInfo } from "../framework/podInfo.ts";
import type { SchedulerCache } from "./schedulerCache.ts";

const zoned = (name: string, zone: string) => node(name, { labels: { "topology.kubernetes.io/zone": zone } });
const names = (cache: SchedulerCache) => cache.nodes().map(({ name }) => name);
const milli = (cache: SchedulerCache, name: string) => cache.node(name)!.requested.milliCPU;
const classSizes = (cache: SchedulerCache) =>
  [...cache.labelClasses()].map(({ countBySlot }) => [...countBySlot.values()].reduce((sum, count) => sum + count, 0));

describe("node order", () => {
  it("goes round-robin over the zones in the order in which they were seen", () => {
    const cache = cacheOf([zoned("a1", "a"), zoned("a2", "a"), zoned("b1", "b"), zoned("a3", "a"), zoned("c1", "c")]);
    expect(names(cache)).toEqual(["a1", "b1", "c1", "a2", "a3"]);
  });

  it("keeps a node's place when it is updated", () => {
    const cache = cacheOf([zoned("a1", "a"), zoned("a2", "a"), zoned("b1", "b")]);
    const cordoned: Node = { ...zoned("a1", "a"), spec: { unschedulable: true } };
    cache.apply(cordoned);
    expect(names(cache)).toEqual(["a1", "b1", "a2"]);
    expect(cache.node("a1")!.unschedulable).toBe(true);
  });

  it("follows a node into another zone", () => {
    const cache = cacheOf([zoned("a1", "a"), zoned("a2", "a"), zoned("b1", "b")]);
    cache.apply(zoned("a1", "b"));
    expect(names(cache)).toEqual(["a2", "b1", "a1"]);
  });
});

describe("Pods on nodes", () => {
  it("counts a Pod once, however often it is updated", () => {
    const running = pod("p", { cpu: "1", nodeName: "n" });
    const cache = cacheOf([node("n"), running, running]);
    expect(milli(cache, "n")).toBe(1000);
    expect(classSizes(cache)).toEqual([1]);
  });

  it("stops counting a Pod that has finished or is gone", () => {
    const cache = cacheOf([node("n"), pod("p", { cpu: "1", nodeName: "n" }), pod("q", { cpu: "2", nodeName: "n" })]);
    cache.apply({ ...pod("p", { cpu: "1", nodeName: "n" }), status: { phase: "Succeeded" } } as Pod);
    expect(milli(cache, "n")).toBe(2000);
    cache.remove(pod("q"));
    expect(milli(cache, "n")).toBe(0);
    expect(classSizes(cache)).toEqual([]);
  });

  it("remembers Pods of a node that comes later, or comes back", () => {
    const cache = cacheOf([pod("p", { cpu: "1", nodeName: "n" })]);
    expect(classSizes(cache)).toEqual([]);
    cache.apply(node("n"));
    expect(milli(cache, "n")).toBe(1000);
    cache.remove(node("n"));
    expect(classSizes(cache)).toEqual([]);
    cache.apply(node("n"));
    expect(milli(cache, "n")).toBe(1000);
  });
});

describe("assumed Pods", () => {
  const pending = createPodInfo(pod("p", { cpu: "1" }));

  it("count until they are forgotten", () => {
    const cache = cacheOf([node("n")]);
    cache.assume(pending, "n");
    expect([milli(cache, "n"), cache.isAssumed("default/p")]).toEqual([1000, true]);
    cache.forget("default/p");
    expect([milli(cache, "n"), cache.isAssumed("default/p")]).toEqual([0, false]);
  });

  it("survive an update of the still pending Pod, and become real with the binding", () => {
    const cache = cacheOf([node("n")]);
    cache.assume(pending, "n");
    cache.apply(pod("p", { cpu: "1" }));
    expect(milli(cache, "n")).toBe(1000);
    cache.apply(pod("p", { cpu: "1", nodeName: "n" }));
    cache.forget("default/p");
    expect(milli(cache, "n")).toBe(1000);
  });
});

describe("topology values", () => {
  it("stay right when nodes come after the key was asked for, change, and go", () => {
    const cache = cacheOf([zoned("a1", "a")]);
    const zoneValue = (name: string) => {
      const key = cache.topology("topology.kubernetes.io/zone");
      return key.values[key.bySlot[cache.node(name)!.slot]!];
    };
    expect(zoneValue("a1")).toBe("a");
    cache.apply(zoned("b1", "b"));
    cache.apply(node("bare"));
    expect([zoneValue("b1"), zoneValue("bare")]).toEqual(["b", undefined]);
    cache.apply(zoned("a1", "c"));
    expect(zoneValue("a1")).toBe("c");
    cache.remove(zoned("b1", "b"));
    cache.apply(zoned("d1", "d"));
    expect(zoneValue("d1")).toBe("d");
  });
});
