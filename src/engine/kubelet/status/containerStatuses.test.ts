import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../../testing/kubeletCluster.ts";
import type { Container } from "../../api/pod.ts";

const init = (name: string, seconds: string): Container => ({
  name,
  image: "busybox:1.37",
  command: ["sleep", seconds],
});

describe("what the kubelet tells of a container", () => {
  it("while it waits, and when it runs", () => {
    const cluster = new KubeletCluster();
    const resources = { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "128Mi" } };
    const volumeMounts = [
      { name: "cfg", mountPath: "/etc/cfg", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ];
    const volumes = [
      { name: "tmp", emptyDir: {} },
      { name: "cfg", configMap: { name: "kube-root-ca.crt" } },
    ];
    cluster.create(podOnNode({ volumes, automountServiceAccountToken: false }, { resources, volumeMounts }));
    cluster.runTo(1);
    const mounts = [
      { name: "cfg", mountPath: "/etc/cfg", readOnly: true, recursiveReadOnly: "Disabled" },
      { name: "tmp", mountPath: "/tmp" },
    ];
    expect(cluster.pod()?.status?.containerStatuses?.[0]).toEqual({
      name: "web",
      state: { waiting: { reason: "ContainerCreating" } },
      lastState: {},
      ready: false,
      restartCount: 0,
      image: "nginx:1.27",
      imageID: "",
      started: false,
      volumeMounts: mounts,
    });
    cluster.runTo(10);
    expect(cluster.pod()?.status?.containerStatuses?.[0]).toEqual({
      name: "web",
      state: { running: { startedAt: "2030-01-01T00:00:03Z" } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image: "docker.io/library/nginx:1.27",
      imageID: expect.stringMatching(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/),
      containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
      started: true,
      allocatedResources: { cpu: "100m", memory: "64Mi" },
      resources,
      volumeMounts: mounts,
    });
  });

  it("what it left in its termination log is told with its end", () => {
    const cluster = new KubeletCluster({
      rules: [{ behaviour: { runs: [{ exitAfter: 1000, exitCode: 3, message: "config: no such key" }, {}] } }],
    });
    cluster.create(podOnNode());
    cluster.runTo(10);
    expect(cluster.pod()?.status?.containerStatuses?.[0].lastState?.terminated).toMatchObject({
      exitCode: 3,
      reason: "Error",
      message: "config: no such key",
    });
  });

  it("a command that can't be started: StartError, as if it had begun with all time", () => {
    const cluster = new KubeletCluster({
      rules: [{ behaviour: { startError: 'exec: "nope": executable file not found in $PATH: unknown' } }],
    });
    cluster.create(podOnNode());
    expect(cluster.watch("web", 16)).toEqual([
      "0s 0/1 Pending 0",
      "0s 0/1 ContainerCreating 0",
      "3s 0/1 RunContainerError 0",
      "4s 0/1 RunContainerError 1",
      "15s 0/1 CrashLoopBackOff 1",
      "15s 0/1 RunContainerError 2",
    ]);
    expect(cluster.pod()?.status?.containerStatuses?.[0].lastState?.terminated).toMatchObject({
      exitCode: 128,
      reason: "StartError",
      startedAt: "1970-01-01T00:00:00Z",
      message: expect.stringMatching(/^failed to start container "[0-9a-f]{64}": exec: "nope"/),
    });
  });

  it("Pods in the node's network have its address from the first status on", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ hostNetwork: true }));
    cluster.runTo(0.2);
    expect(cluster.pod()?.status).toMatchObject({ podIP: "172.18.0.2", podIPs: [{ ip: "172.18.0.2" }] });
  });
});

describe("a Pod that is over though containers never ran", () => {
  it.each<[string, Parameters<typeof podOnNode>[0], number, readonly string[]]>([
    ["no init containers: the app counts as failed", {}, 1, ["web ContainerStatusUnknown 137"]],
    [
      "in the first init container: what was never tried is left as it is",
      { initContainers: [init("one", "60"), init("two", "60")] },
      5,
      ["one Error 137", "two PodInitializing", "web PodInitializing"],
    ],
    [
      "before any init container was tried",
      {
        initContainers: [init("one", "60"), init("two", "60")],
        volumes: [{ name: "v", secret: { secretName: "none" } }],
      },
      2,
      ["one ContainerStatusUnknown 137", "two PodInitializing", "web PodInitializing"],
    ],
    [
      "after the last init container",
      { initContainers: [init("one", "1")] },
      7,
      ["one Completed 0", "web ContainerStatusUnknown 137"],
    ],
  ])("%s", (_what, spec, seconds, expected) => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ ...spec, activeDeadlineSeconds: seconds }, { image: "elasticsearch:8" }));
    cluster.runTo(60);
    const { status } = cluster.pod()!;
    expect(
      [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map(({ name, state }) =>
        [name, state?.waiting?.reason, state?.terminated?.reason, state?.terminated?.exitCode]
          .filter((word) => word !== undefined)
          .join(" "),
      ),
    ).toEqual(expected);
    expect(status).toMatchObject({ phase: "Failed", reason: "DeadlineExceeded" });
  });
});
