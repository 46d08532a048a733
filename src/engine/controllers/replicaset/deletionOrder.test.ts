import { expect, it } from "vitest";
import type { Pod, PodPhase } from "../../api/pod.ts";
import { timestamp } from "../../kernel/clock.ts";
import { podsToDelete } from "./deletionOrder.ts";

const now = 1_000_000;

interface Options {
  readonly node?: string;
  readonly phase?: PodPhase;
  readonly readyFor?: number;
  readonly age?: number;
  readonly cost?: string;
  readonly restarts?: number;
}

function pod(
  name: string,
  { node = "n1", phase = "Running", readyFor = 500, age = 600, cost, restarts }: Options,
): Pod {
  const status = (restartCount: number) => ({ name: "web", ready: true, restartCount, image: "", imageID: "" });
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      uid: name,
      creationTimestamp: timestamp(now - age * 1000),
      ...(cost !== undefined && { annotations: { "controller.kubernetes.io/pod-deletion-cost": cost } }),
    },
    spec: { containers: [], nodeName: node },
    status: {
      phase,
      conditions:
        readyFor < 0 ? [] : [{ type: "Ready", status: "True", lastTransitionTime: timestamp(now - readyFor * 1000) }],
      ...(restarts !== undefined && { containerStatuses: [status(restarts)] }),
    },
  };
}

it.each([
  ["the one without a node", pod("a", {}), pod("b", { node: "" })],
  ["the pending one", pod("a", {}), pod("b", { phase: "Pending" })],
  ["the one that is not ready", pod("a", {}), pod("b", { readyFor: -1 })],
  ["the cheaper one", pod("a", { cost: "10" }), pod("b", { cost: "-5" })],
  ["the one that became ready last", pod("a", { readyFor: 500 }), pod("b", { readyFor: 5 })],
  ["the one that restarted more", pod("a", { restarts: 0 }), pod("b", { restarts: 3 })],
  ["the younger one", pod("a", { age: 900 }), pod("b", { age: 20 })],
] as const)("of two Pods %s goes first", (_name, stays, goes) => {
  expect(podsToDelete([stays, goes], [stays, goes], 1, now)).toEqual([goes]);
});

it("takes from the node that holds more of the family", () => {
  const alone = pod("a", { node: "n2" });
  const crowded = [pod("b", {}), pod("c", {})];
  expect(podsToDelete([alone, ...crowded], [alone, ...crowded], 1, now).map(({ metadata }) => metadata.name)).toEqual([
    "b",
  ]);
});
