import { describe, expect, it } from "vitest";
import type { Pod } from "../../api/pod.ts";
import { createPodInfo } from "../framework/podInfo.ts";
import { success } from "../framework/status.ts";
import { prioritySort } from "../plugins/queuesort/prioritySort.ts";
import { schedulingGates } from "../plugins/schedulinggates/schedulingGates.ts";
import { backoffDuration, backoffEnd, defaultBackoff } from "./backoff.ts";
import type { ClusterEvent } from "./clusterEvent.ts";
import { SchedulingQueue } from "./schedulingQueue.ts";

function pod(name: string, priority = 0, gates: readonly string[] = []): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", uid: name },
    spec: { containers: [], priority, schedulingGates: gates.map((gate) => ({ name: gate })) },
  };
}

function testQueue() {
  const clock = { now: 0 };
  const moves: string[] = [];
  const queue = new SchedulingQueue({
    now: () => clock.now,
    compare: prioritySort.compare,
    preEnqueue: (info) => {
      const status = schedulingGates.preEnqueue(info);
      return status === success ? null : { plugin: schedulingGates.name, status };
    },
    moved: ({ pod: key, from, to, event }) => moves.push(`${key.slice(8)} ${from ?? "-"} → ${to ?? "-"} ${event}`),
  });
  const add = (...pods: readonly Pod[]) => {
    for (const each of pods) queue.add(createPodInfo(each));
  };
  return { clock, moves, queue, add };
}

const podGone: ClusterEvent = {
  kind: "Pod",
  action: "Delete",
  label: "AssignedPodDelete",
  before: { ...pod("gone"), spec: { containers: [], nodeName: "n1" } } as Pod,
};

describe("backoff", () => {
  it.each([
    [0, 0],
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [4, 8000],
    [5, 10_000],
    [9, 10_000],
  ])("after %d failures it takes %d ms", (failures, expected) => {
    expect(backoffDuration(failures, defaultBackoff)).toBe(expected);
  });

  it("ends at a whole second", () => {
    expect(backoffEnd(1350, 2, defaultBackoff)).toBe(3000);
  });
});

describe("activeQ", () => {
  it("gives the higher priority first, then what has waited longer", () => {
    const { clock, queue, add } = testQueue();
    add(pod("a"));
    clock.now = 5;
    add(pod("b"), pod("c", 100));
    const popped = [queue.pop(), queue.pop(), queue.pop(), queue.pop()].map((next) => next?.info.name);
    expect(popped).toEqual(["c", "a", "b", undefined]);
  });

  it("does not let a gated Pod in until its gates are gone", () => {
    const { moves, queue, add } = testQueue();
    add(pod("a", 0, ["quota"]));
    expect(queue.pop()).toBeNull();
    queue.update(createPodInfo(pod("a")));
    expect(queue.pop()?.info.name).toBe("a");
    expect(moves).toEqual([
      "a - → unschedulablePods PodAdd",
      "a unschedulablePods → activeQ UnschedulablePodSchedulingGatesEliminated",
      "a activeQ → inHand Pop",
    ]);
  });
});

describe("a refused Pod", () => {
  it("waits for an event that the plugin that refused it cares for", () => {
    const { clock, queue, add } = testQueue();
    add(pod("a"));
    queue.pop();
    queue.failed("default/a", ["NodeAffinity"]);
    queue.clusterEvent(podGone);
    expect(queue.record().unschedulablePods.map((view) => view.refusedBy)).toEqual([["NodeAffinity"]]);

    queue.pop();
    clock.now = 20_000;
    queue.clusterEvent({ kind: "Node", action: "Add", label: "NodeAdd", after: { ...pod("n"), kind: "Node" } });
    expect(queue.record().activeQ.map((view) => view.pod)).toEqual(["default/a"]);
  });

  it("goes to backoffQ while it backs off, and is popped from there when activeQ is empty", () => {
    const { queue, add, moves } = testQueue();
    add(pod("a"), pod("b"));
    queue.pop();
    queue.failed("default/a", ["NodeResourcesFit"]);
    queue.clusterEvent(podGone);
    expect(queue.record().backoffQ).toEqual([
      { pod: "default/a", priority: 0, attempts: 1, timestamp: 0, backoffUntil: 1000 },
    ]);
    expect(queue.pop()?.info.name).toBe("b");
    expect(queue.pop()?.info.name).toBe("a");
    expect(moves.at(-1)).toBe("a backoffQ → inHand Pop");
  });

  it("is helped by an event that came while it was in hand", () => {
    const { queue, add, moves } = testQueue();
    add(pod("a"));
    queue.pop();
    queue.clusterEvent(podGone);
    queue.failed("default/a", ["NodeResourcesFit"]);
    expect(moves.at(-1)).toBe("a inHand → backoffQ AssignedPodDelete");
  });

  it("is tried again after five minutes without any event", () => {
    const { clock, queue, add, moves } = testQueue();
    add(pod("a"));
    queue.pop();
    queue.failed("default/a", ["NodeResourcesFit"]);
    clock.now = 300_000;
    queue.flushLeftovers();
    expect(queue.hasUnschedulable).toBe(true);
    clock.now = 300_001;
    queue.flushLeftovers();
    expect(moves.at(-1)).toBe("a unschedulablePods → activeQ UnschedulableTimeout");
  });
});

describe("a Pod that failed by an error", () => {
  it("sits its backoff out, however idle the scheduler is", () => {
    const { clock, queue, add, moves } = testQueue();
    add(pod("a"));
    queue.pop();
    queue.failed("default/a", []);
    expect([queue.pop(), queue.nextBackoffEnd()]).toEqual([null, 1000]);
    clock.now = 999;
    queue.flushBackoff();
    expect(queue.pop()).toBeNull();
    clock.now = 1000;
    queue.flushBackoff();
    expect(moves.at(-1)).toBe("a backoffQ → activeQ BackoffComplete");
    expect(queue.pop()?.attempts).toBe(2);
  });
});
