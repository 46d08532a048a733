import { expect } from "vitest";
import type { KubernetesObject, Pod } from "../../engine/index.ts";
import type { Lessons } from "../playedLesson.ts";

/** What happens to a Pod on its node. */
export const node: Lessons = {
  images(run) {
    expect(run.pods(8)).toEqual([
      "cached Running 1/1 0 node-1",
      "large ContainerCreating 0/1 0 node-1",
      "missing ContainerCreating 0/1 0 node-1",
      "never ErrImageNeverPull 0/1 0 node-1",
    ]);
    expect(run.events("cached", 8, true)[1]).toBe('Pulled: Container image "nginx:1.27" already present on machine');
    expect(run.pods(14)).toContain("large Running 1/1 0 node-1");
    expect(run.pods(14)).toContain("missing ErrImagePull 0/1 0 node-1");
    expect(run.pods(30)).toContain("missing ImagePullBackOff 0/1 0 node-1");
    expect(run.get<Pod>("Pod", "missing", 30)?.status?.phase).toBe("Pending");
    expect(run.events("missing", 30)).toEqual([
      'Failed: Failed to pull image "nginx:nope": rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
      "Failed: Error: ErrImagePull",
      'BackOff: Back-off pulling image "nginx:nope"',
      "Failed: Error: ImagePullBackOff",
    ]);
    expect(run.events("never", 30)).toEqual([
      'ErrImageNeverPull: Container image "redis:7.4" is not present with pull policy of Never',
      "Failed: Error: ErrImageNeverPull",
    ]);
  },

  volumes(run) {
    expect(run.pods(15)).toEqual(["ready Running 1/1 0 node-1", "waiting ContainerCreating 0/1 0 node-1"]);
    expect(run.events("waiting", 15)).toEqual([
      'FailedMount: MountVolume.SetUp failed for volume "late" : configmap "late" not found',
    ]);
    expect(run.condition("waiting", "PodReadyToStartContainers", 15)?.status).toBe("False");
    expect(run.pods(40)).toEqual(["ready Running 1/1 0 node-1", "waiting Running 1/1 0 node-1"]);
  },

  "wait-for-first-consumer"(run) {
    const phase = (at: number) =>
      (run.get("PersistentVolumeClaim", "data", at) as { status?: { phase?: string } })?.status?.phase;
    expect([phase(10), phase(30)]).toEqual(["Pending", "Bound"]);
    expect(run.events("data", 10)).toEqual([
      "WaitForFirstConsumer: waiting for first consumer to be created before binding",
    ]);
    expect(run.get("PersistentVolumeClaim", "data", 30)?.metadata.annotations).toMatchObject({
      "volume.kubernetes.io/selected-node": "node-1",
    });
    expect(run.pods(21)).toEqual(["db Pending 0/1 0 -"]);
    expect(run.pods(30)).toEqual(["db Running 1/1 0 node-1"]);
  },

  running(run) {
    const conditions = (at: number) =>
      ["PodScheduled", "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready"].map(
        (type) => run.condition("web", type, at)?.status,
      );
    expect(conditions(1)).toEqual(["True", "False", "True", "False", "False"]);
    expect(conditions(6)).toEqual(["True", "True", "True", "False", "False"]);
    expect(run.condition("web", "Ready", 6)).toMatchObject({
      reason: "ContainersNotReady",
      message: "containers with unready status: [web]",
    });
    expect(conditions(20)).toEqual(["True", "True", "True", "True", "True"]);
    expect(run.pods(1)).toEqual(["web ContainerCreating 0/1 0 node-1"]);
    expect(run.pods(6)).toEqual(["web Running 0/1 0 node-1"]);
    expect(run.pods(20)).toEqual(["web Running 1/1 0 node-1"]);
    expect(run.criCalls("web")).toEqual([
      "RunPodSandbox pause",
      "PullImage web",
      "CreateContainer web",
      "StartContainer web",
    ]);
  },

  probes(run) {
    const ready = (at: number) => run.condition("web", "Ready", at)?.status;
    const serving = (at: number) =>
      run
        .objects<KubernetesObject & { endpoints?: { conditions?: { ready?: boolean } }[] }>("EndpointSlice", at)
        .flatMap(({ endpoints }) => endpoints ?? [])
        .map(({ conditions }) => conditions?.ready);
    expect([ready(10), serving(10)]).toEqual(["False", [false]]);
    expect([ready(20), serving(20)]).toEqual(["True", [true]]);
    expect([ready(60), serving(60)]).toEqual(["False", [false]]);
    expect(run.pods(60)).toEqual(["web Running 0/1 0 node-1"]);
    expect([ready(80), serving(80)]).toEqual(["True", [true]]);
    expect(run.pods(125)).toEqual(["web Running 1/1 1 node-1"]);
    expect(run.events("web", 125)).toEqual([
      'Unhealthy: Startup probe failed: Get "http://10.244.1.2:80/started": dial tcp 10.244.1.2:80: connect: connection refused',
      "Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503",
      "Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500",
      "Killing: Container web failed liveness probe, will be restarted",
    ]);
  },

  "http-probe"(run) {
    expect(run.probes("nginx", 30).every(({ success }) => success)).toBe(true);
    const times = run.probes("nginx", 60).map(({ time }) => time);
    expect(times.slice(1, 4).map((time, i) => time - (times[i] ?? 0))).toEqual([5000, 5000, 5000]);
    expect(run.pods(40)).toEqual(["nginx Running 1/1 0 node-1"]);
    expect(run.pods(60)).toEqual(["nginx Running 1/1 1 node-1"]);
    expect(run.events("nginx", 60)).toEqual([
      "Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 404",
      "Killing: Container nginx failed liveness probe, will be restarted",
    ]);
    expect(run.get<Pod>("Pod", "nginx", 60)?.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 0,
      reason: "Completed",
    });
  },

  "exec-probe"(run) {
    const results = run.probes("liveness-exec", 50).map(({ success, handler }) => `${handler} ${success}`);
    expect(results.slice(0, 6)).toEqual(Array(6).fill("exec true"));
    expect(results.slice(6)).toEqual(Array(3).fill("exec false"));
    expect(run.events("liveness-exec", 60)).toEqual([
      "Unhealthy: Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
      "Killing: Container liveness failed liveness probe, will be restarted",
    ]);
    expect(run.pods(70)).toEqual(["liveness-exec Running 1/1 0 node-1"]);
    expect(run.pods(80)).toEqual(["liveness-exec Running 1/1 1 node-1"]);
    // Thirty seconds after a SIGTERM that the shell ignores: SIGKILL, 128 + 9.
    expect(
      run.get<Pod>("Pod", "liveness-exec", 80)?.status?.containerStatuses?.[0]?.lastState?.terminated,
    ).toMatchObject({
      exitCode: 137,
      reason: "Error",
    });
  },

  "tcp-probe"(run) {
    const [first, second] = run.probes("goproxy", 50);
    const started = run.probes("goproxy", 50).length;
    expect(started).toBeGreaterThan(5);
    // The container starts at 2.4 s; nothing is checked before it is ten seconds old.
    expect(first?.time).toBeGreaterThan(12_000);
    expect((second?.time ?? 0) - (first?.time ?? 0)).toBe(5000);
    expect(run.events("goproxy", 60)).toEqual([
      "Unhealthy: Liveness probe failed: dial tcp 10.244.1.2:8080: connect: connection refused",
      "Killing: Container goproxy failed liveness probe, will be restarted",
    ]);
    expect(run.pods(60)).toEqual(["goproxy Running 1/1 1 node-1"]);
  },

  pause(run) {
    const ip = (at: number) => run.get<Pod>("Pod", "web", at)?.status?.podIP;
    expect(run.pods(10)).toEqual(["web Running 1/1 0 node-1"]);
    expect(run.pods(14)).toEqual(["web Error 0/1 0 node-1"]);
    expect(run.pods(16)).toEqual(["web Running 1/1 1 node-1"]);
    expect([ip(10), ip(14), ip(16)]).toEqual(["10.244.1.2", "10.244.1.2", "10.244.1.2"]);
    // Only when the sandbox itself is gone, everything in it starts again, with another address.
    expect(run.pods(45)).toEqual(["web Running 1/1 2 node-1"]);
    expect(ip(45)).toBe("10.244.1.3");
    expect(run.criCalls("web").filter((call) => call.startsWith("RunPodSandbox"))).toHaveLength(2);
    expect(run.criCalls("web").filter((call) => call.startsWith("StartContainer"))).toHaveLength(3);
    expect(run.events("web", 45)).toEqual([
      "SandboxChanged: Pod sandbox changed, it will be killed and re-created.",
      "Killing: Stopping container web",
    ]);
  },

  containers(run) {
    expect(run.pods(10)).toEqual(["duo Running 2/2 0 node-1"]);
    expect(run.pods(24)).toEqual(["duo NotReady 1/2 0 node-1"]);
    expect(run.pods(26)).toEqual(["duo Running 2/2 1 node-1"]);
    const restarts = (at: number) =>
      run
        .get<Pod>("Pod", "duo", at)
        ?.status?.containerStatuses?.map(({ name, restartCount }) => `${name} ${restartCount}`);
    expect(restarts(26)).toEqual(["busybox 1", "web 0"]);
  },

  "init-containers"(run) {
    const app = (at: number) => run.pods(at).find((line) => line.startsWith("app "));
    expect(app(1)).toBe("app Init:0/3 0/2 0 node-1");
    expect(app(3)).toBe("app Init:Error 0/2 0 node-1");
    expect(app(15)).toBe("app Init:CrashLoopBackOff 0/2 1 node-1");
    expect(app(19)).toBe("app Init:1/3 0/2 2 node-1");
    expect(app(22)).toBe("app Init:2/3 1/2 2 node-1");
    // Restarts of a sidecar count, those of an init container only as long as the Pod initialises.
    expect(app(30)).toBe("app Running 2/2 0 node-1");
    expect(run.pods(30)[1]).toBe("once Init:Error 0/1 0 node-1");
    expect(run.get<Pod>("Pod", "once", 30)?.status?.phase).toBe("Failed");
    expect(run.events("app", 30)).toEqual([
      expect.stringMatching(/^BackOff: Back-off restarting failed container migrate in pod app_default\(.*\)$/),
    ]);
    const web = run.get<Pod>("Pod", "app", 3)?.status?.containerStatuses?.[0]?.state;
    expect(web).toEqual({ waiting: { reason: "PodInitializing" } });
  },

  debug(run) {
    const shell = (at: number) => run.get<Pod>("Pod", "web", at)?.status?.ephemeralContainerStatuses?.[0];
    expect(run.printed()).toEqual([
      "pod/web created",
      "Targeting container \"web\". If you don't see processes from this container it may be because the container runtime doesn't support this feature.",
    ]);
    expect(run.requests("kubectl").slice(2)).toEqual([
      "GET /api/v1/namespaces/default/pods/web 200",
      "PATCH /api/v1/namespaces/default/pods/web/ephemeralcontainers 200",
    ]);
    expect(shell(10)).toBeUndefined();
    expect(shell(30)?.state?.running).toBeDefined();
    expect(run.pods(30)).toEqual(["web Running 1/1 0 node-1"]);
    expect(shell(60)).toMatchObject({ restartCount: 0, state: { terminated: { exitCode: 0, reason: "Completed" } } });
    expect(
      run
        .get<Pod>("Pod", "web", 60)
        ?.spec.ephemeralContainers?.map(({ name, targetContainerName }) => [name, targetContainerName]),
    ).toEqual([["shell", "web"]]);
  },

  "crash-loop"(run) {
    expect(run.pods(3)).toEqual(["web Running 1/1 0 node-1"]);
    expect(run.pods(4)).toEqual(["web Error 0/1 0 node-1"]);
    expect(run.pods(5)).toEqual(["web Running 1/1 1 node-1"]);
    expect(run.pods(17)).toEqual(["web CrashLoopBackOff 0/1 1 node-1"]);
    expect(run.get<Pod>("Pod", "web", 17)?.status).toMatchObject({
      phase: "Running",
      containerStatuses: [
        {
          state: {
            waiting: {
              reason: "CrashLoopBackOff",
              message: expect.stringMatching(/^back-off 10s restarting failed container=web pod=web_default\(.*\)$/),
            },
          },
          lastState: { terminated: { exitCode: 1, reason: "Error" } },
        },
      ],
    });
    expect(run.pods(60)).toEqual(["web Running 1/1 3 node-1"]);
    expect(run.events("web", 60)).toEqual([
      expect.stringMatching(/^BackOff: Back-off restarting failed container web in pod web_default\(.*\)$/),
    ]);
  },

  "out-of-memory"(run) {
    expect(run.pods(10)).toEqual(["leak Running 1/1 0 node-1"]);
    expect(run.pods(12)).toEqual(["leak OOMKilled 0/1 0 node-1"]);
    expect(run.pods(15)).toEqual(["leak Running 1/1 1 node-1"]);
    expect(run.get<Pod>("Pod", "leak", 15)?.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 137,
      reason: "OOMKilled",
    });
  },

  termination(run) {
    expect(run.printed().slice(2)).toEqual([
      'pod "polite" deleted from default namespace',
      'pod "deaf" deleted from default namespace',
    ]);
    expect(run.pods(25)).toEqual(["deaf Terminating 1/1 0 node-1", "polite Terminating 1/1 0 node-1"]);
    expect(run.pods(28)).toEqual(["deaf Terminating 1/1 0 node-1"]);
    expect(run.pods(31)).toEqual([]);
    expect(run.events("polite", 31)).toEqual(["Killing: Stopping container web"]);
  },
};
