import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";

const pulled = (image: string, how: string): string => `Normal Pulled Successfully pulled image "${image}" in ${how}`;
const nginxPulled = pulled("nginx:1.27", "2.366s (2.366s including waiting). Image size: 73005954 bytes.");
const nginxStarts = [
  'Normal Pulling Pulling image "nginx:1.27"',
  nginxPulled,
  "Normal Created Created container: web",
  "Normal Started Started container web",
];

describe("the way of a Pod on its node", () => {
  it("happy path: each step once, in order", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode());
    expect(cluster.watch("web", 30)).toEqual(["0s 0/1 Pending 0", "0s 0/1 ContainerCreating 0", "3s 1/1 Running 0"]);
    expect(cluster.events()).toEqual(nginxStarts);
    expect(cluster.steps()).toEqual([
      ...["admit start", "admit done", "cgroup start", "cgroup done", "volumes start", "volumes done"],
      ...["sandbox start", "RunPodSandbox", "sandbox done"],
      ...["appContainers start", "PullImage web", "CreateContainer web", "StartContainer web"],
      ...["appContainers done", "probes done"],
    ]);
    expect(cluster.conditions()).toEqual([
      "PodReadyToStartContainers True",
      "Initialized True",
      "Ready True",
      "ContainersReady True",
      "PodScheduled True",
    ]);
    expect(cluster.pod()?.status).toMatchObject({
      podIP: "10.244.1.2",
      hostIP: "172.18.0.2",
      qosClass: "BestEffort",
      startTime: "2030-01-01T00:00:00Z",
      containerStatuses: [
        {
          state: { running: { startedAt: "2030-01-01T00:00:02Z" } },
          image: "docker.io/library/nginx:1.27",
          started: true,
        },
      ],
    });
  });

  it("a readiness probe is asked right after the start, then every period", () => {
    const cluster = new KubeletCluster({ rules: [{ labels: { slow: "yes" }, behaviour: { startup: 5000 } }] });
    const readinessProbe = { httpGet: { port: 80 } };
    cluster.create(podOnNode({}, { readinessProbe }, "quick"));
    expect(cluster.watch("quick", 30).slice(2)).toEqual(["3s 0/1 Running 0", "3s 1/1 Running 0"]);
    const before = cluster.events().length;
    const slow = podOnNode({}, { readinessProbe });
    cluster.create({ ...slow, metadata: { ...slow.metadata, labels: { slow: "yes" } } });
    expect(cluster.watch("web", 30)).toEqual([
      "23s 0/1 Pending 0",
      "23s 0/1 ContainerCreating 0",
      "24s 0/1 Running 0",
      "34s 1/1 Running 0",
    ]);
    expect(cluster.events().slice(before + 3)).toEqual([
      'Warning Unhealthy Readiness probe failed: Get "http://10.244.1.3:80/": dial tcp 10.244.1.3:80: connect: connection refused',
    ]);
  });

  it("an image that is there is not pulled; Always asks the registry all the same", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, {}, "a"));
    cluster.run(10);
    const before = cluster.events().length;
    cluster.create(podOnNode({}, {}, "b"));
    cluster.create(podOnNode({}, { imagePullPolicy: "Always" }, "c"));
    cluster.run(10);
    expect(
      cluster
        .events()
        .slice(before)
        .filter((event) => event.includes("Pull")),
    ).toEqual([
      'Normal Pulled Container image "nginx:1.27" already present on machine',
      'Normal Pulling Pulling image "nginx:1.27"',
      pulled("nginx:1.27", "280ms (280ms including waiting). Image size: 73005954 bytes."),
    ]);
  });

  it("pulls one image at a time: the second waits", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, {}, "a"));
    cluster.create(podOnNode({}, { image: "httpd:2.4" }, "b"));
    cluster.run(10);
    const [first, second] = cluster.events().filter((event) => event.includes("Successfully"));
    expect(first).toBe(nginxPulled);
    expect(second).toMatch(
      /^Normal Pulled Successfully pulled image "httpd:2.4" in 1\.\d+s \(4\.\d+s including waiting\)/,
    );
  });

  it("a Pod that is Never restarted ends", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ restartPolicy: "Never" }, { command: ["sh", "-c", "sleep 3"] }, "good"));
    cluster.create(podOnNode({ restartPolicy: "Never" }, { command: ["sh", "-c", "sleep 3; exit 2"] }, "bad"));
    cluster.run(20);
    expect(cluster.printed("good")).toBe("0/1 Completed 0");
    expect(cluster.printed("bad")).toBe("0/1 Error 0");
    expect(cluster.conditions("good")).toContain("Ready False PodCompleted");
    expect(cluster.conditions("bad")).toContain("Ready False PodFailed");
    cluster.delete("pods", "bad");
    cluster.run(5);
    expect(cluster.printed("bad")).toBe("gone");
  });
});

describe("what goes wrong", () => {
  it("a container that exits 1 after 2 s: the ladder of CrashLoopBackOff", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { command: ["sh", "-c", "sleep 2; exit 1"] }));
    expect(cluster.watch("web", 120)).toEqual([
      "0s 0/1 Pending 0",
      "0s 0/1 ContainerCreating 0",
      "3s 1/1 Running 0",
      "5s 0/1 Error 0",
      "6s 1/1 Running 1",
      "8s 0/1 Error 1",
      "22s 0/1 CrashLoopBackOff 1",
      "22s 1/1 Running 2",
      "24s 0/1 Error 2",
      "35s 0/1 CrashLoopBackOff 2",
      "47s 1/1 Running 3",
      "49s 0/1 Error 3",
      "61s 0/1 CrashLoopBackOff 3",
      "104s 1/1 Running 4",
      "106s 0/1 Error 4",
      "117s 0/1 CrashLoopBackOff 4",
    ]);
    const { uid } = cluster.pod()!.metadata;
    expect(cluster.events()).toContain(
      `Warning BackOff Back-off restarting failed container web in pod web_default(${uid}) (x9)`,
    );
    expect(cluster.pod()?.status).toMatchObject({
      phase: "Running",
      containerStatuses: [
        {
          state: {
            waiting: {
              reason: "CrashLoopBackOff",
              message: `back-off 1m20s restarting failed container=web pod=web_default(${uid})`,
            },
          },
          lastState: { terminated: { exitCode: 1, reason: "Error" } },
        },
      ],
    });
  });

  it("an image that does not exist: ErrImagePull and ImagePullBackOff in turn, phase Pending", () => {
    const cluster = new KubeletCluster({ images: { "nginx:nope": { pullError: "not found" } } });
    cluster.create(podOnNode({}, { image: "nginx:nope" }));
    expect(cluster.watch("web", 60)).toEqual([
      "0s 0/1 Pending 0",
      "0s 0/1 ContainerCreating 0",
      "1s 0/1 ErrImagePull 0",
      "15s 0/1 ImagePullBackOff 0",
      "26s 0/1 ErrImagePull 0",
      "38s 0/1 ImagePullBackOff 0",
      "51s 0/1 ErrImagePull 0",
    ]);
    const why =
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found';
    expect(cluster.events().map((event) => event.replace(/ \(x\d+\)$/, ""))).toEqual([
      'Normal Pulling Pulling image "nginx:nope"',
      `Warning Failed Failed to pull image "nginx:nope": ${why}`,
      "Warning Failed Error: ErrImagePull",
      'Normal BackOff Back-off pulling image "nginx:nope"',
      "Warning Failed Error: ImagePullBackOff",
    ]);
    expect(cluster.pod()?.status?.phase).toBe("Pending");
  });

  it.each([
    [
      "Never",
      "nginx:1.27",
      "ErrImageNeverPull",
      'Container image "nginx:1.27" is not present with pull policy of Never',
    ],
    [
      "IfNotPresent",
      "Nginx:1.27",
      "InvalidImageName",
      'Failed to apply default image tag "Nginx:1.27": couldn\'t parse image name "Nginx:1.27": invalid reference format',
    ],
  ])("imagePullPolicy %s, image %s: %s", (imagePullPolicy, image, reason, message) => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { image, imagePullPolicy }));
    cluster.run(5);
    expect(cluster.printed()).toBe(`0/1 ${reason} 0`);
    expect(cluster.pod()?.status?.containerStatuses?.[0].state).toEqual({ waiting: { reason, message } });
  });

  it("a ConfigMap volume that is missing: mounted once the ConfigMap is there", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ volumes: [{ name: "cfg", configMap: { name: "cfg" } }] }));
    expect(cluster.watch("web", 6)).toEqual(["0s 0/1 Pending 0", "0s 0/1 ContainerCreating 0"]);
    expect(cluster.events()).toEqual([
      'Warning FailedMount MountVolume.SetUp failed for volume "cfg" : configmap "cfg" not found (x4)',
    ]);
    cluster.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cfg", namespace: "default" } });
    cluster.run(10);
    expect(cluster.printed()).toBe("1/1 Running 0");
  });

  it("a ConfigMap missing for an environment variable is no mount failure", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "cfg", key: "a" } } }] }));
    cluster.run(8);
    expect(cluster.printed()).toBe("0/1 CreateContainerConfigError 0");
    expect(cluster.events()).toContain('Warning Failed Error: configmap "cfg" not found (x2)');
  });

  it("a Pod that doesn't fit is rejected", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { resources: { requests: { cpu: "3" } } }, "first"));
    cluster.run(5);
    cluster.create(podOnNode({}, { resources: { requests: { cpu: "1500m" } } }));
    cluster.run(5);
    expect(cluster.printed()).toBe("0/1 OutOfcpu 0");
    const message = "Node didn't have enough resource: cpu, requested: 1500, used: 3000, capacity: 4000";
    expect(cluster.pod()?.status).toMatchObject({ phase: "Failed", message: `Pod was rejected: ${message}` });
    expect(cluster.events()).toContain(`Warning OutOfcpu ${message}`);
  });

  it.each([
    ["Always", ["0s 0/1 Init:0/1 0", "1s 0/1 Init:Error 0", "2s 0/1 Init:Error 1", "16s 0/1 Init:CrashLoopBackOff 1"]],
    ["Never", ["0s 0/1 Init:0/1 0", "1s 0/1 Init:Error 0"]],
  ])("an init container that fails, restartPolicy %s", (restartPolicy, expected) => {
    const cluster = new KubeletCluster();
    const init = { name: "init", image: "busybox:1.36", command: ["false"] };
    cluster.create(podOnNode({ restartPolicy, initContainers: [init] }));
    expect(cluster.watch("web", 18).slice(1, 5)).toEqual(expected);
    expect(cluster.pod()?.status?.phase).toBe(restartPolicy === "Never" ? "Failed" : "Pending");
    expect(cluster.conditions()).toContain(
      "Initialized False ContainersNotInitialized containers with incomplete status: [init]",
    );
  });

  it("liveness kills and restarts in one sync: STATUS stays Running, until the ladder is longer than a run", () => {
    const cluster = new KubeletCluster({
      rules: [
        {
          behaviour: {
            sigterm: "ignored",
            probes: {
              liveness: [
                { from: 0, success: true },
                { from: 30_000, success: false, message: "gone" },
              ],
            },
          },
        },
      ],
    });
    const livenessProbe = { exec: { command: ["cat", "/tmp/healthy"] }, initialDelaySeconds: 5, periodSeconds: 5 };
    cluster.create(podOnNode({}, { livenessProbe }));
    expect(cluster.watch("web", 540).slice(2)).toEqual([
      "3s 1/1 Running 0",
      "75s 1/1 Running 1",
      "150s 1/1 Running 2",
      "225s 1/1 Running 3",
      "300s 1/1 Running 4",
      "375s 1/1 Running 5",
      "450s 0/1 CrashLoopBackOff 5",
      "538s 1/1 Running 6",
    ]);
    expect(cluster.events().slice(4, 6)).toEqual([
      expect.stringMatching(/^Warning Unhealthy Liveness probe failed: gone/),
      expect.stringMatching(/^Normal Killing Container web failed liveness probe, will be restarted/),
    ]);
    expect(cluster.pod()?.status?.containerStatuses?.[0].lastState?.terminated?.exitCode).toBe(137);
  });
});

describe("init containers, sidecars and the end", () => {
  const sidecarPod = podOnNode({
    initContainers: [
      { name: "migrate", image: "busybox:1.36" },
      {
        name: "proxy",
        image: "envoy:1",
        restartPolicy: "Always",
        startupProbe: { httpGet: { port: 80 }, periodSeconds: 5 },
        lifecycle: { preStop: { sleep: { seconds: 1 } } },
      },
    ],
  });
  const behaviours = (web: number): ConstructorParameters<typeof KubeletCluster>[0] => ({
    rules: [
      { container: "web", behaviour: { sigterm: web } },
      { container: "migrate", behaviour: { runs: [{ exitAfter: 5000, exitCode: 0 }] } },
      { container: "proxy", behaviour: { startup: 8000, sigterm: 1000 } },
    ],
  });

  it("a sidecar is started before what follows it", () => {
    const cluster = new KubeletCluster(behaviours(4000));
    cluster.create(sidecarPod);
    expect(cluster.watch("web", 40)).toEqual([
      "0s 0/2 Pending 0",
      "0s 0/2 Init:0/2 0",
      "5s 0/2 Init:1/2 0",
      "20s 1/2 PodInitializing 0",
      "22s 2/2 Running 0",
    ]);
  });

  it("termination: the app first, the sidecar after it, then the object", () => {
    const cluster = new KubeletCluster(behaviours(4000));
    cluster.create(sidecarPod);
    cluster.run(40);
    const [steps, events] = [cluster.steps().length, cluster.events().length];
    cluster.delete("pods", "web");
    expect(cluster.watch("web", 40)).toEqual(["30s 2/2 Terminating 0", "35s 0/2 Completed 0", "35s gone"]);
    expect(cluster.events().slice(events)).toEqual([
      "Normal Killing Stopping container web",
      "Normal Killing Stopping container proxy",
    ]);
    expect(cluster.steps().slice(steps)).toEqual([
      ...["terminating start", "StopContainer web", "exit web 0", "StopContainer proxy", "exit proxy 0"],
      ...["StopPodSandbox", "terminating done", "terminated start", "terminated done"],
    ]);
  });

  it("termination of what takes too long: SIGKILL when the grace period is over, the sidecar two seconds after it", () => {
    const cluster = new KubeletCluster(behaviours(40_000));
    cluster.create(sidecarPod);
    cluster.run(40);
    cluster.delete("pods", "web");
    expect(cluster.watch("web", 60)).toEqual(["30s 2/2 Terminating 0", "61s 0/2 Error 0", "61s gone"]);
    expect(cluster.steps()).toContain("exit web 137");
  });

  it("a deletion while the image is pulled does not wait for it", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { image: "elasticsearch:8" }));
    cluster.run(3);
    cluster.delete("pods", "web");
    // A container that never ran has no end: once the Pod is over, it counts as failed (TerminatePod).
    expect(cluster.watch("web", 5)).toEqual(["0s 0/1 Terminating 0", "1s 0/1 ContainerStatusUnknown 0", "1s gone"]);
    cluster.run(60);
    expect([...cluster.sim.records.keys()].filter((key) => key.startsWith("kubelet/"))).toEqual([]);
  });

  it("a sidecar does not keep a finished Pod alive", () => {
    const cluster = new KubeletCluster();
    const proxy = { name: "proxy", image: "envoy:1", restartPolicy: "Always" };
    cluster.create(podOnNode({ restartPolicy: "Never", initContainers: [proxy] }, { command: ["sleep", "2"] }));
    cluster.run(20);
    expect(cluster.printed()).toBe("0/2 Completed 0");
    expect(cluster.steps()).toContain("exit proxy 0");
  });

  it("the same seed gives the same trace", () => {
    const trace = (): string => {
      const cluster = new KubeletCluster(behaviours(4000));
      cluster.create(sidecarPod);
      cluster.run(60);
      return JSON.stringify(cluster.sim.entries);
    };
    expect(trace()).toBe(trace());
  });
});
