import { describe, expect, it } from "vitest";
import type { ContainerState, ContainerStatus, Pod, PodStatus } from "./pod.ts";
import { printPodStatus } from "./printPod.ts";

const running: ContainerState = { running: { startedAt: "2030-01-01T00:00:00Z" } };
const waiting = (reason?: string): ContainerState => ({ waiting: reason ? { reason } : {} });
const ended = (exitCode: number, reason?: string, signal?: number): ContainerState => ({
  terminated: { exitCode, ...(reason && { reason }), ...(signal && { signal }) },
});

function status(name: string, state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, state, ready: false, restartCount: 0, image: "", imageID: "", ...more };
}

function pod(
  status: PodStatus,
  names: { init?: string[]; sidecars?: string[]; app?: string[]; deleting?: boolean } = {},
): Pod {
  const { init = [], sidecars = [], app = ["web"], deleting } = names;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", ...(deleting && { deletionTimestamp: "2030-01-01T00:00:00Z" }) },
    spec: {
      initContainers: [
        ...init.map((name) => ({ name })),
        ...sidecars.map((name) => ({ name, restartPolicy: "Always" })),
      ],
      containers: app.map((name) => ({ name })),
    },
    status,
  };
}

const ready = { type: "Ready", status: "True" };

describe("what kubectl get pod prints", () => {
  it.each<[string, Pod, string]>([
    ["not bound yet", pod({ phase: "Pending" }), "0/1 Pending 0"],
    [
      "gated",
      pod({ phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", reason: "SchedulingGated" }] }),
      "0/1 SchedulingGated 0",
    ],
    [
      "being made",
      pod({ phase: "Pending", containerStatuses: [status("web", waiting("ContainerCreating"))] }),
      "0/1 ContainerCreating 0",
    ],
    ["running, not ready", pod({ phase: "Running", containerStatuses: [status("web", running)] }), "0/1 Running 0"],
    [
      "running and ready",
      pod({ phase: "Running", containerStatuses: [status("web", running, { ready: true })] }),
      "1/1 Running 0",
    ],
    [
      "crash loop",
      pod({ phase: "Running", containerStatuses: [status("web", waiting("CrashLoopBackOff"), { restartCount: 3 })] }),
      "0/1 CrashLoopBackOff 3",
    ],
    [
      "killed for memory",
      pod({ phase: "Running", containerStatuses: [status("web", ended(137, "OOMKilled"))] }),
      "0/1 OOMKilled 0",
    ],
    [
      "ended by a signal",
      pod({ phase: "Failed", containerStatuses: [status("web", ended(0, undefined, 9))] }),
      "0/1 Signal:9 0",
    ],
    ["ended with a code", pod({ phase: "Failed", containerStatuses: [status("web", ended(3))] }), "0/1 ExitCode:3 0"],
    ["evicted", pod({ phase: "Failed", reason: "Evicted" }), "0/1 Evicted 0"],
    [
      "the first container with a reason wins",
      pod(
        { phase: "Pending", containerStatuses: [status("a", waiting("ErrImagePull")), status("b", ended(1, "Error"))] },
        { app: ["a", "b"] },
      ),
      "0/2 ErrImagePull 0",
    ],
    [
      "one done, one running, Ready",
      pod(
        {
          phase: "Running",
          conditions: [ready],
          containerStatuses: [status("a", ended(0, "Completed")), status("b", running, { ready: true })],
        },
        { app: ["a", "b"] },
      ),
      "1/2 Running 0",
    ],
    [
      "one done, one running, not Ready",
      pod(
        {
          phase: "Running",
          containerStatuses: [status("a", ended(0, "Completed")), status("b", running, { ready: true })],
        },
        { app: ["a", "b"] },
      ),
      "1/2 NotReady 0",
    ],
    [
      "second init container runs",
      pod(
        { phase: "Pending", initContainerStatuses: [status("i", ended(0, "Completed")), status("j", running)] },
        { init: ["i", "j"] },
      ),
      "0/1 Init:1/2 0",
    ],
    [
      "init failed",
      pod({ phase: "Pending", initContainerStatuses: [status("i", ended(1, "Error"))] }, { init: ["i"] }),
      "0/1 Init:Error 0",
    ],
    [
      "init crash loop: its restarts count",
      pod(
        { phase: "Pending", initContainerStatuses: [status("i", waiting("CrashLoopBackOff"), { restartCount: 2 })] },
        { init: ["i"] },
      ),
      "0/1 Init:CrashLoopBackOff 2",
    ],
    [
      "sidecar started: counted, and its restarts",
      pod(
        {
          phase: "Running",
          initContainerStatuses: [status("s", running, { started: true, ready: true, restartCount: 1 })],
          containerStatuses: [status("web", running, { ready: true })],
        },
        { sidecars: ["s"] },
      ),
      "2/2 Running 1",
    ],
    [
      "restarts of done init containers don't count",
      pod(
        {
          phase: "Running",
          initContainerStatuses: [status("i", ended(0, "Completed"), { restartCount: 4 })],
          containerStatuses: [status("web", running, { ready: true })],
        },
        { init: ["i"] },
      ),
      "1/1 Running 0",
    ],
    [
      "deleted",
      pod({ phase: "Running", containerStatuses: [status("web", running, { ready: true })] }, { deleting: true }),
      "1/1 Terminating 0",
    ],
    [
      "deleted when done",
      pod({ phase: "Succeeded", containerStatuses: [status("web", ended(0, "Completed"))] }, { deleting: true }),
      "0/1 Completed 0",
    ],
    [
      "deleted and failed",
      pod({ phase: "Failed", containerStatuses: [status("web", ended(137, "Error"))] }, { deleting: true }),
      "0/1 Error 0",
    ],
    ["lost with its node, but not deleted", pod({ phase: "Running", reason: "NodeLost" }), "0/1 NodeLost 0"],
    ["rejected by the kubelet", pod({ phase: "Failed", reason: "OutOfcpu" }), "0/1 OutOfcpu 0"],
    [
      "evicted, but its container's end is told",
      pod({
        phase: "Failed",
        reason: "Evicted",
        containerStatuses: [status("web", ended(137, "ContainerStatusUnknown"))],
      }),
      "0/1 ContainerStatusUnknown 0",
    ],
    [
      "init ended by a signal",
      pod({ phase: "Failed", initContainerStatuses: [status("i", ended(137, undefined, 9))] }, { init: ["i"] }),
      "0/1 Init:Signal:9 0",
    ],
    [
      "init ended with a code",
      pod({ phase: "Pending", initContainerStatuses: [status("i", ended(3))] }, { init: ["i"] }),
      "0/1 Init:ExitCode:3 0",
    ],
    [
      "init killed for memory",
      pod({ phase: "Pending", initContainerStatuses: [status("i", ended(137, "OOMKilled"))] }, { init: ["i"] }),
      "0/1 Init:OOMKilled 0",
    ],
    [
      "init's image can't be pulled",
      pod({ phase: "Pending", initContainerStatuses: [status("i", waiting("ImagePullBackOff"))] }, { init: ["i"] }),
      "0/1 Init:ImagePullBackOff 0",
    ],
    [
      "init waits for nothing in particular",
      pod(
        { phase: "Pending", initContainerStatuses: [status("i", waiting("PodInitializing")), status("j", waiting())] },
        { init: ["i", "j"] },
      ),
      "0/1 Init:0/2 0",
    ],
    [
      "init done, the app is being started",
      pod(
        {
          phase: "Pending",
          initContainerStatuses: [status("i", ended(0, "Completed"))],
          containerStatuses: [status("web", waiting("PodInitializing"))],
        },
        { init: ["i"] },
      ),
      "0/1 PodInitializing 0",
    ],
    [
      "a sidecar that has not started holds the rest",
      pod(
        {
          phase: "Pending",
          initContainerStatuses: [status("s", running, { started: false })],
          containerStatuses: [status("web", waiting("PodInitializing"))],
        },
        { sidecars: ["s"] },
      ),
      "0/2 Init:0/1 0",
    ],
    [
      "a sidecar that ended badly shows, also after the Pod was initialised",
      pod(
        {
          phase: "Running",
          conditions: [{ type: "Initialized", status: "True" }],
          initContainerStatuses: [status("s", ended(1, "Error"), { restartCount: 2 })],
          containerStatuses: [status("web", running, { ready: true })],
        },
        { sidecars: ["s"] },
      ),
      "1/2 Init:Error 2",
    ],
    [
      "a sidecar that has ended well is not counted as ready",
      pod(
        {
          phase: "Succeeded",
          initContainerStatuses: [status("s", ended(0, "Completed"), { started: false })],
          containerStatuses: [status("web", ended(0, "Completed"))],
        },
        { sidecars: ["s"] },
      ),
      "0/2 Completed 0",
    ],
    [
      "the app's restarts and a sidecar's are added",
      pod(
        {
          phase: "Running",
          initContainerStatuses: [status("s", running, { started: true, restartCount: 2 })],
          containerStatuses: [status("web", running, { ready: true, restartCount: 3 })],
        },
        { sidecars: ["s"] },
      ),
      "1/2 Running 5",
    ],
    ["node lost", pod({ phase: "Running", reason: "NodeLost" }, { deleting: true }), "0/1 Unknown 0"],
  ])("%s", (_name, subject, expected) => {
    const { ready: columns, status: text, restarts } = printPodStatus(subject);
    expect(`${columns} ${text} ${restarts}`).toBe(expected);
  });

  it("says when the last restart was", () => {
    const lastState = { terminated: { exitCode: 1, finishedAt: "2030-01-01T00:00:07Z" } };
    const subject = pod({
      phase: "Running",
      containerStatuses: [status("web", running, { restartCount: 1, lastState })],
    });
    expect(printPodStatus(subject).lastRestart).toBe("2030-01-01T00:00:07Z");
  });
});
