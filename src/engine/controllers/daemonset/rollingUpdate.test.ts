import { describe, expect, it } from "vitest";
import type { DaemonSet } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import { rollingStep } from "./rollingUpdate.ts";

const set = (rollingUpdate: object): DaemonSet =>
  ({ spec: { updateStrategy: { type: "RollingUpdate", rollingUpdate } } }) as unknown as DaemonSet;

/** Written as `node old|new [down] [going]`. */
function pod(text: string): Pod {
  const [nodeName = "", version, ...state] = text.split(" ");
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: text,
      labels: { version: version ?? "", down: String(state.includes("down")) },
      ...(state.includes("going") && { deletionTimestamp: "2030-01-01T00:00:00Z" }),
    },
    spec: { nodeName, containers: [] },
    status: { phase: "Running" },
  };
}

function step(rollingUpdate: object, desired: string, pods: readonly string[]): readonly [string[], string[]] {
  const { create, remove } = rollingStep(set(rollingUpdate), {
    pods: pods.map(pod),
    desired: new Set(desired.split("")),
    isNew: ({ metadata }) => metadata.labels?.version === "new",
    isAvailable: ({ metadata }) => metadata.labels?.down === "false",
  });
  return [[...create], remove.map(({ metadata }) => metadata.name ?? "")];
}

describe("without a surge", () => {
  it.each([
    ["one after the other", "ab", ["a old", "b old"], ["a old"]],
    ["not while a new one is not available", "ab", ["a new down", "b old"], []],
    ["what is down goes at once", "abc", ["a old down", "b old down", "c old"], ["a old down", "b old down"]],
    ["not while a node is empty", "ab", ["b old"], []],
    ["what is on its way out leaves its node empty", "ab", ["a old going", "b old"], []],
    ["also where none is to be any more", "a", ["a new", "z old"], ["z old"]],
    ["while one is on its way out there, no other goes", "ab", ["a old", "b new", "z old going"], []],
  ])("%s", (_name, desired, pods, removed) => {
    expect(step({ maxUnavailable: 1 }, desired, pods)).toEqual([[], removed]);
  });
});

describe("with a surge", () => {
  it.each([
    ["a new one comes beside the old one", "ab", ["a old", "b old"], ["a"], []],
    ["not while one is on its way", "ab", ["a old", "a new down", "b old"], [], []],
    ["the old one goes, the next one comes", "ab", ["a old", "a new", "b old"], ["b"], ["a old"]],
    ["beside one that is down at once", "abc", ["a old down", "b old down", "c old"], ["a", "b", "c"], []],
    ["where none is to be any more, what is down goes", "a", ["a new", "z old down"], [], ["z old down"]],
    ["and the others go once there are enough", "a", ["a new", "z old"], [], ["z old"]],
    ["but not before", "a", ["a new down", "z old"], [], []],
  ])("%s", (_name, desired, pods, created, removed) => {
    expect(step({ maxSurge: 1, maxUnavailable: 0 }, desired, pods)).toEqual([created, removed]);
  });
});
