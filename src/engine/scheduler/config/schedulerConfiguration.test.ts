import { describe, expect, it } from "vitest";
import { decide, node, pod } from "../fixtures.ts";
import { unknownPlugins } from "../runtime/profile.ts";
import { expandPoint, mergedMultiPoint, type PluginSet } from "./schedulerConfiguration.ts";

describe("expandPoint", () => {
  const multiPoint = [{ name: "A" }, { name: "B" }, { name: "C" }];
  it.each([
    ["defaults", undefined, ["A", "B"]],
    ["one disabled", { disabled: [{ name: "A" }] }, ["B"]],
    ["all disabled", { disabled: [{ name: "*" }], enabled: [{ name: "C" }] }, ["C"]],
    ["an override comes first", { enabled: [{ name: "B" }] }, ["B", "A"]],
    ["disabled and enabled again: last", { disabled: [{ name: "A" }], enabled: [{ name: "A" }] }, ["B", "A"]],
    ["an addition comes last", { enabled: [{ name: "X" }] }, ["A", "B", "X"]],
  ] as [string, PluginSet | undefined, string[]][])("%s", (_name, set, order) => {
    expect(expandPoint(multiPoint, set, (name) => name !== "C")).toEqual(order);
  });
});

describe("mergedMultiPoint", () => {
  it("replaces in place, adds at the end, disables by name", () => {
    const merged = mergedMultiPoint({
      enabled: [{ name: "NodeName", weight: 7 }, { name: "Mine" }],
      disabled: [{ name: "PrioritySort" }],
    });
    expect(merged.slice(0, 3).map(({ name }) => name)).toEqual(["SchedulingGates", "NodeUnschedulable", "NodeName"]);
    expect(merged[2]).toEqual({ name: "NodeName", weight: 7 });
    expect(merged.at(-1)).toEqual({ name: "Mine" });
  });

  it("disables everything by *", () => {
    expect(mergedMultiPoint({ disabled: [{ name: "*" }], enabled: [{ name: "NodeName" }] })).toEqual([
      { name: "NodeName" },
    ]);
  });
});

describe("profiles", () => {
  const packing = {
    schedulerName: "packer",
    pluginConfig: [{ name: "NodeResourcesFit", args: { scoringStrategy: { type: "MostAllocated" } } }],
  };
  const objects = [node("busy"), node("idle"), pod("p", { cpu: "3", nodeName: "busy" })];

  it("are chosen by schedulerName", () => {
    const configuration = { profiles: [{}, packing] };
    expect(decide(pod("q", { cpu: "1" }), objects, configuration).chosen).toBe("idle");
    expect(decide(pod("q", { cpu: "1", schedulerName: "packer" }), objects, configuration).chosen).toBe("busy");
  });

  it("name plugins that do not exist", () => {
    expect(unknownPlugins({ plugins: { score: { enabled: [{ name: "Wishful" }] } } })).toEqual(["Wishful"]);
  });
});
