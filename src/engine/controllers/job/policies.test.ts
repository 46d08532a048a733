import { describe, expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import { timestamp } from "../../kernel/clock.ts";
import { indexOf } from "./indexes.ts";
import type { JobStatus } from "./jobSpec.ts";

const job = (spec: { [key: string]: unknown }): Job =>
  ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "j", namespace: "default" },
    spec: {
      template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox:1.36" }] } },
      ...spec,
    },
  }) as Job;

/** Plays the kubelets: a Pod that is being deleted ends at once, one with an exit code by that code. */
function end(cluster: ControlPlane, exits: (pod: Pod) => number | undefined): void {
  for (const pod of cluster.pods()) {
    const { name = "", deletionTimestamp } = pod.metadata;
    const exitCode = deletionTimestamp ? 137 : exits(pod);
    if (exitCode === undefined || pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed") continue;
    const state = { terminated: { exitCode, finishedAt: timestamp(cluster.sim.now) } };
    cluster.patch<Pod>(
      "pods",
      name,
      (stored) => ({
        ...stored,
        status: {
          ...stored.status,
          phase: exitCode === 0 ? "Succeeded" : "Failed",
          containerStatuses: [{ name: "main", ready: false, restartCount: 0, image: "", imageID: "", state }],
        },
      }),
      "status",
    );
  }
  cluster.run(2);
  cluster.finishDeletions();
  cluster.run(2);
}

const conditions = (cluster: ControlPlane) =>
  (cluster.get<Job>("jobs", "j") as Job & { status: JobStatus }).status.conditions?.map(
    ({ type, reason, message = "" }) => `${type} ${reason}: ${message.replace(/j-\w{5}\b/, "POD")}`,
  );

const onExit = (action: string, values: readonly number[]) => ({
  rules: [{ action, onExitCodes: { operator: "In", values } }],
});

describe("a Pod failure policy", () => {
  it.each([
    [
      "fails the Job at once",
      onExit("FailJob", [42]),
      42,
      [
        "FailureTarget PodFailurePolicy: Container main for pod default/POD failed with exit code 42 matching FailJob rule at index 0",
        "Failed PodFailurePolicy: Container main for pod default/POD failed with exit code 42 matching FailJob rule at index 0",
      ],
      { failed: 1 },
    ],
    [
      "that does not match leaves it to the back-off limit",
      onExit("FailJob", [42]),
      1,
      [
        "FailureTarget BackoffLimitExceeded: Job has reached the specified backoff limit",
        "Failed BackoffLimitExceeded: Job has reached the specified backoff limit",
      ],
      { failed: 1 },
    ],
  ])("%s", (_, podFailurePolicy, exitCode, expected, status) => {
    const cluster = new ControlPlane();
    cluster.create(job({ backoffLimit: 0, podFailurePolicy }));
    cluster.run(2);
    end(cluster, () => exitCode);
    expect(conditions(cluster)).toEqual(expected);
    expect(cluster.get<Job>("jobs", "j")?.status).toMatchObject(status);
  });

  it("does not count a failure that it ignores", () => {
    const cluster = new ControlPlane();
    cluster.create(job({ backoffLimit: 0, podFailurePolicy: onExit("Ignore", [3]) }));
    cluster.run(2);
    end(cluster, () => 3);
    cluster.run(12);
    expect(
      cluster
        .pods()
        .map(({ status }) => status?.phase)
        .sort(),
    ).toEqual(["Failed", "Pending"]);
    end(cluster, () => 0);
    expect(cluster.get<Job>("jobs", "j")?.status).toMatchObject({ succeeded: 1 });
    expect(cluster.get<Job>("jobs", "j")?.status?.failed).toBeUndefined();
  });

  it("fails one index", () => {
    const cluster = new ControlPlane();
    const spec = { completions: 2, parallelism: 2, completionMode: "Indexed", backoffLimitPerIndex: 3 };
    cluster.create(job({ ...spec, podFailurePolicy: onExit("FailIndex", [9]) }));
    cluster.run(2);
    end(cluster, (pod) => (indexOf(pod) === 0 ? 9 : 0));
    expect(cluster.get<Job>("jobs", "j")?.status).toMatchObject({ failedIndexes: "0", completedIndexes: "1" });
    expect(conditions(cluster)).toEqual([
      "FailureTarget FailedIndexes: Job has failed indexes",
      "Failed FailedIndexes: Job has failed indexes",
    ]);
  });
});

it("a success policy ends the Job, and what still runs counts for nothing", () => {
  const cluster = new ControlPlane();
  const spec = { completions: 3, parallelism: 3, completionMode: "Indexed" };
  cluster.create(job({ ...spec, successPolicy: { rules: [{ succeededIndexes: "0,2", succeededCount: 1 }] } }));
  cluster.run(2);
  end(cluster, (pod) => (indexOf(pod) === 1 ? 0 : undefined));
  expect(cluster.get<Job>("jobs", "j")?.status?.conditions).toBeUndefined();
  end(cluster, (pod) => (indexOf(pod) === 2 ? 0 : undefined));
  end(cluster, () => undefined);
  expect(conditions(cluster)).toEqual([
    "SuccessCriteriaMet SuccessPolicy: Matched rules at index 0",
    "Complete SuccessPolicy: Matched rules at index 0",
  ]);
  expect(cluster.get<Job>("jobs", "j")?.status).toMatchObject({ succeeded: 2, completedIndexes: "1,2" });
  expect(cluster.get<Job>("jobs", "j")?.status?.failed).toBeUndefined();
});

it("a finished Job goes after its time", () => {
  const cluster = new ControlPlane();
  cluster.create(job({ ttlSecondsAfterFinished: 30 }));
  cluster.run(2);
  end(cluster, () => 0);
  cluster.run(20);
  expect(cluster.list("jobs").length).toBe(1);
  cluster.run(20);
  expect(cluster.list("jobs").length).toBe(0);
  expect(cluster.pods().length).toBe(0);
});

describe("a Pod of a Job", () => {
  it("counts as failed when somebody deletes it, and its replacement waits 10 s", () => {
    const cluster = new ControlPlane();
    cluster.create(job({}));
    cluster.run(2);
    cluster.delete("pods", cluster.pods()[0]?.metadata.name ?? "");
    cluster.run(5);
    expect(cluster.get<Job>("jobs", "j")?.status).toMatchObject({ failed: 1, terminating: 1 });
    expect(cluster.pods()).toHaveLength(1);
    cluster.run(6);
    expect(cluster.pods()).toHaveLength(2);
  });

  it("is left to the controller that manages the Job", () => {
    const cluster = new ControlPlane();
    cluster.create(job({ managedBy: "example.com/other" }));
    cluster.run(2);
    expect(cluster.pods()).toHaveLength(0);
    expect(cluster.get<Job>("jobs", "j")?.status).toBeUndefined();
  });

  it("that fails hides the others in the status while its replacement waits", () => {
    const cluster = new ControlPlane();
    cluster.create(job({ completions: 3, parallelism: 2 }));
    cluster.run(2);
    const [first] = cluster.pods();
    end(cluster, (pod) => (pod.metadata.name === first?.metadata.name ? 1 : undefined));
    expect(cluster.get<Job>("jobs", "j")?.status).toMatchObject({ failed: 1 });
    expect(cluster.get<Job>("jobs", "j")?.status?.active).toBeUndefined();
  });
});
