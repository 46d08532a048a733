import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { KubernetesObject, Pod } from "../engine/index.ts";
import { lessonsFolder, PlayedLesson } from "../testing/playedLesson.ts";

/** Every lesson, played: what a class sees at named moments. Literals from Kubernetes v1.34's own words. */
const lessons: { readonly [id: string]: (run: PlayedLesson) => void } = {
  "create-update"(run) {
    expect(run.requests("kubectl")).toEqual([
      "GET /api/v1/namespaces/default/pods/web 404",
      "POST /api/v1/namespaces/default/pods 201",
      "GET /api/v1/namespaces/default/pods/web 200",
      "PATCH /api/v1/namespaces/default/pods/web 200",
      "GET /api/v1/namespaces/default/pods/web 200",
      "PATCH /api/v1/namespaces/default/pods/web 422",
    ]);
    expect(run.printed().slice(0, 2)).toEqual(["pod/web created", "pod/web configured"]);
    expect(run.printed()[2]).toContain(
      'The Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`',
    );
    expect(run.pods(10)).toEqual(["web Running 1/1 0 node-3"]);
    expect(run.events("web", 40)).toEqual(["Killing: Container web definition changed, will be restarted"]);
    expect(run.pods(45)).toEqual(["web Running 1/1 1 node-3"]);
  },

  validation(run) {
    expect(run.printed()).toEqual([
      [
        'The Pod "Web" is invalid: ',
        `* metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
        "* spec.containers[0].ports[0].containerPort: Invalid value: 80800: must be between 1 and 65535, inclusive",
        '* spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      ].join("\n"),
      'Error from server (BadRequest): error when creating "scenario.yaml": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.contaners"',
      "pod/fine created",
    ]);
    expect(run.pods(10)).toEqual(["fine Running 1/1 0 node-3"]);
  },

  namespace(run) {
    expect(run.printed()).toEqual([
      'Error from server (NotFound): error when creating "scenario.yaml": namespaces "shop" not found',
      "namespace/shop created",
      "pod/web created",
      'namespace "shop" deleted',
      'Error from server (Forbidden): error when creating "late.yaml": pods "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
    ]);
    expect(run.get("Namespace", "shop", 70)).toMatchObject({ status: { phase: "Terminating" } });
    expect(run.pods(70)).toEqual(["web Terminating 1/1 0 node-3"]);
    expect(run.get("Namespace", "shop", 100)).toBeUndefined();
  },

  quota(run) {
    expect(run.printed()).toEqual([
      "resourcequota/compute created",
      "pod/first created",
      'Error from server (Forbidden): error when creating "second.yaml": pods "second" is forbidden: exceeded quota: compute, requested: requests.cpu=2, used: requests.cpu=2, limited: requests.cpu=3',
      'pod "first" deleted from default namespace',
      "pod/second created",
    ]);
    const used = (at: number) =>
      (run.get("ResourceQuota", "compute", at) as { status?: { used?: object } })?.status?.used;
    expect(used(5)).toEqual({ "requests.cpu": "0", pods: "0" });
    expect(used(20)).toEqual({ "requests.cpu": "2", pods: "1" });
    expect(used(55)).toEqual({ "requests.cpu": "0", pods: "0" });
    expect(run.pods(40)).toEqual(["first Running 1/1 0 node-3"]);
    expect(run.pods(70)).toEqual(["second Running 1/1 0 node-3"]);
  },

  "service-account"(run) {
    const web = run.get<Pod>("Pod", "web", 1);
    expect(web?.spec.serviceAccountName).toBe("default");
    expect(web?.spec.volumes?.[0]?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(web?.spec.containers[0]?.volumeMounts).toEqual([
      {
        name: web?.spec.volumes?.[0]?.name,
        readOnly: true,
        mountPath: "/var/run/secrets/kubernetes.io/serviceaccount",
      },
    ]);
    expect(run.get<Pod>("Pod", "quiet", 1)?.spec).toMatchObject({ serviceAccountName: "default" });
    expect(run.get<Pod>("Pod", "quiet", 1)?.spec.volumes ?? []).toEqual([]);
    expect(run.printed()[2]).toBe(
      'Error from server (Forbidden): error when creating "scenario.yaml": pods "stranger" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
    );
  },

  "pending-etcd"(run) {
    expect(run.pods(0.03)).toEqual(["web Pending 0/1 0 -"]);
    expect(run.pods(10)).toEqual(["waits Pending 0/1 0 -", "web Running 1/1 0 node-3"]);
    expect(run.events("waits", 10, true)).toEqual([]);
    expect(run.get<Pod>("Pod", "waits", 10)?.status?.conditions ?? []).toEqual([]);
    expect(run.watched("kube-scheduler", "pods").slice(0, 2)).toEqual([
      "ADDED /registry/pods/default/web",
      "ADDED /registry/pods/default/waits",
    ]);
  },

  queue(run) {
    expect(run.pods(10)).toEqual(["gated SchedulingGated 0/1 0 -"]);
    expect(run.condition("gated", "PodScheduled", 10)).toMatchObject({
      status: "False",
      reason: "SchedulingGated",
      message: "Scheduling is blocked due to non-empty scheduling gates",
    });
    expect(run.pods(25)).toEqual(["gated Running 1/1 0 node-2"]);
    expect(run.pods(40)).toEqual(["gated Running 1/1 0 node-2", "high Pending 0/1 0 -", "low Pending 0/1 0 -"]);
    expect(run.pods(80)).toEqual(["gated Running 1/1 0 node-2", "high Running 1/1 0 node-1", "low Pending 0/1 0 -"]);
  },

  fit(run) {
    expect(run.verdicts("web")).toEqual({ "node-1": "Insufficient cpu", "node-2": null });
    expect(run.verdicts("greedy")).toEqual({ "node-1": "Insufficient cpu", "node-2": "Insufficient cpu" });
    expect(run.get<Pod>("Pod", "greedy", 1)?.spec.containers[0]?.resources?.requests).toEqual({ cpu: "64" });
    expect(run.pods(10)).toEqual([
      "bursty Running 1/1 0 node-2",
      "greedy Pending 0/1 0 -",
      "old Running 1/1 0 node-1",
      "web Running 1/1 0 node-2",
    ]);
    expect(run.events("greedy", 10)).toEqual([
      "FailedScheduling: 0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    ]);
  },

  affinity(run) {
    expect(run.verdicts("web")).toEqual({ "node-1": null, "node-2": "node(s) didn't match pod affinity rules" });
    expect(run.verdicts("loner-2")).toEqual({
      "node-1": "node(s) didn't match Pod's node affinity/selector",
      "node-2": "node(s) didn't match pod anti-affinity rules",
    });
    expect(run.verdicts("guest")).toEqual({
      "node-1": null,
      "node-2": "node(s) didn't satisfy existing pods anti-affinity rules",
    });
    expect(run.pods(10)).toContain("loner-2 Pending 0/1 0 -");
    expect(run.pods(10)).toContain("guest Running 1/1 0 node-1");
  },

  "node-selector"(run) {
    expect(run.verdicts("db")).toEqual({
      "node-1": "node(s) didn't match Pod's node affinity/selector",
      "node-2": null,
    });
    expect(run.pods(20)).toEqual(["db Running 1/1 0 node-2", "train Pending 0/1 0 -"]);
    expect(run.events("train", 20)).toEqual([
      "FailedScheduling: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    ]);
    expect(run.pods(35)).toEqual(["db Running 1/1 0 node-2", "train Running 1/1 0 node-1"]);
  },

  taints(run) {
    expect(run.verdicts("report")).toEqual({
      "node-1": null,
      "node-2": "node(s) had untolerated taint {dedicated: gpu}",
      "node-3": null,
    });
    expect(run.decisions("report")[0]?.score?.find(({ plugin }) => plugin === "TaintToleration")).toMatchObject({
      weight: 3,
      raw: { "node-1": 0, "node-3": 1 },
      normalized: { "node-1": 100, "node-3": 0 },
    });
    expect(run.pods(10)).toEqual(["report Running 1/1 0 node-1"]);
  },

  "other-filters"(run) {
    expect(run.verdicts("web-3")).toEqual({
      "node-1": "node(s) didn't have free ports for the requested pod ports",
      "node-2": "node(s) were unschedulable",
      "node-3": "node(s) didn't match pod topology spread constraints",
      "node-4": null,
    });
    expect(run.decisions("by-name")).toEqual([]);
    expect(run.events("by-name", 10, true)[0]).toBe('Pulling: Pulling image "nginx:1.27"');
    expect(run.pods(10)).toContain("by-name Running 1/1 0 node-2");
  },

  scoring(run) {
    const [decision] = run.decisions("web");
    const of = (name: string) => decision?.score?.find(({ plugin }) => plugin === name);
    // (2000 − 500) × 100 / 2000 = 75 and (4096 − 512) × 100 / 4096 = 87: the mean is 81.
    expect(of("NodeResourcesFit")?.raw).toEqual({ "node-1": 81, "node-2": 94, "node-3": 97 });
    expect(of("TaintToleration")).toMatchObject({
      weight: 3,
      raw: { "node-1": 0, "node-2": 0, "node-3": 1 },
      normalized: { "node-1": 100, "node-2": 100, "node-3": 0 },
    });
    expect(decision?.best).toEqual(["node-2"]);
    expect(run.pods(10)).toEqual(["web Running 1/1 0 node-2"]);
  },

  pending(run) {
    expect(run.pods(10)).toEqual(["trainer Pending 0/1 0 -"]);
    expect(run.condition("trainer", "PodScheduled", 10)).toMatchObject({ status: "False", reason: "Unschedulable" });
    expect(run.verdicts("trainer")).toEqual({
      "node-1": "node(s) had untolerated taint {dedicated: gpu}",
      "node-2": "Insufficient cpu, Insufficient memory",
      "node-3": "Insufficient cpu",
      "node-4": "node(s) were unschedulable",
      "node-5": "Insufficient cpu",
    });
    expect(run.events("trainer", 10)).toEqual([
      "FailedScheduling: 0/5 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {dedicated: gpu}, 1 node(s) were unschedulable, 3 Insufficient cpu. no new claims to deallocate, preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.",
    ]);
  },

  preemption(run) {
    expect(run.pods(15)).toEqual(["batch Running 1/1 0 node-1", "web Running 1/1 0 node-2"]);
    expect(run.pods(30)).toEqual([
      "batch Terminating 1/1 0 node-1",
      "urgent Pending 0/1 0 -",
      "web Running 1/1 0 node-2",
    ]);
    expect(run.get<Pod>("Pod", "urgent", 30)?.status?.nominatedNodeName).toBe("node-1");
    expect(run.condition("batch", "DisruptionTarget", 30)).toMatchObject({
      status: "True",
      reason: "PreemptionByScheduler",
      message: "default-scheduler: preempting to accommodate a higher priority pod",
    });
    expect(run.events("urgent", 30)).toEqual(["FailedScheduling: 0/2 nodes are available: 2 Insufficient cpu."]);
    expect(run.pods(60)).toEqual(["urgent Running 1/1 0 node-1", "web Running 1/1 0 node-2"]);
  },

  binding(run) {
    expect(run.requests("kube-scheduler").filter((request) => request.includes("binding"))).toEqual([
      "POST /api/v1/namespaces/default/pods/web/binding 201",
    ]);
    expect(run.events("web", 10, true)[0]).toBe("Scheduled: Successfully assigned default/web to node-1");
    expect(run.condition("web", "PodScheduled", 0.05)).toMatchObject({ status: "True" });
    expect(run.watched("kubelet/node-1", "pods")[0]).toBe("ADDED /registry/pods/default/web");
    expect(run.watched("kubelet/node-2", "pods")).toEqual([]);
  },

  deployment(run) {
    const owners = (kind: string) =>
      run.objects(kind, 10).map(({ metadata }) => metadata.ownerReferences?.map((owner) => owner.kind));
    expect(owners("ReplicaSet")).toEqual([["Deployment"]]);
    expect(owners("Pod")).toEqual([["ReplicaSet"], ["ReplicaSet"], ["ReplicaSet"]]);
    expect(run.events("shop", 1).slice(0, 4)).toEqual([
      "ScalingReplicaSet: Scaled up replica set shop-* from 0 to 3",
      "SuccessfulCreate: Created pod: shop-*-*",
      "SuccessfulCreate: Created pod: shop-*-*",
      "SuccessfulCreate: Created pod: shop-*-*",
    ]);
    const ready = (at: number) =>
      run
        .objects<KubernetesObject & { endpoints?: { conditions?: { ready?: boolean } }[] }>("EndpointSlice", at)
        .flatMap(({ endpoints }) => endpoints ?? [])
        .map(({ conditions }) => conditions?.ready);
    expect(ready(3)).toEqual([false, false, false]);
    expect(ready(10)).toEqual([true, true, true]);
  },

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
    expect(run.criCalls("web").filter((call) => call.startsWith("RunPodSandbox"))).toHaveLength(1);
    expect(run.criCalls("web").filter((call) => call.startsWith("StartContainer"))).toHaveLength(2);
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

  webhooks(run) {
    expect(run.printed().slice(5)).toEqual([
      "pod/web created",
      'Error from server: error when creating "refused.yaml": admission webhook "strict.policy.example.com" denied the request: images must come from registry.example.com',
      'Error from server (InternalError): error when creating "late.yaml": Internal error occurred: failed calling webhook "slow.policy.example.com": failed to call webhook: Post "https://policy.default.svc:443/slow?timeout=3s": context deadline exceeded',
    ]);
    expect(run.get("Pod", "web", 6)?.metadata.labels).toEqual({ app: "web", team: "shop" });
    expect(run.objects("Pod", 30).map(({ metadata }) => metadata.name)).toEqual(["web"]);
    expect(run.requests("kubectl").slice(-3)).toEqual([
      "POST /api/v1/namespaces/strict/pods 403",
      "GET /api/v1/namespaces/slow/pods/late 404",
      "POST /api/v1/namespaces/slow/pods 500",
    ]);
  },

  autoscaling(run) {
    const replicas = (at: number) =>
      (run.get("Deployment", "web", at) as { spec?: { replicas?: number } })?.spec?.replicas;
    expect([50, 70, 100, 400, 500].map(replicas)).toEqual([2, 4, 8, 8, 2]);
    expect(run.events("web", 62)).toContain(
      "SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target",
    );
    expect(run.events("web", 500)).toContain("SuccessfulRescale: New size: 2; reason: All metrics below target");
    expect(run.pods(100)).toHaveLength(8);
    expect(run.pods(100).every((pod) => pod.includes(" Running 1/1 0 "))).toBe(true);
    expect(run.pods(500)).toHaveLength(2);
  },

  "rolling-update"(run) {
    const images = (at: number) => {
      const running = run.objects<Pod>("Pod", at).filter(({ status }) => status?.phase === "Running");
      return running.map(({ spec }) => spec.containers[0]?.image).sort();
    };
    const four = (image: string) => Array(4).fill(image);
    expect(images(15)).toEqual(four("nginx:1.27"));
    expect(images(50)).toEqual(four("nginx:1.28"));
    // Three old ones serve on, two new ones wait for an image that is not there.
    expect(images(80)).toEqual(Array(3).fill("nginx:1.28"));
    expect(run.pods(80).filter((pod) => pod.includes("ImagePullBackOff"))).toHaveLength(2);
    expect(run.printed().slice(-1)).toEqual(["deployment.apps/web rolled back"]);
    expect(images(100)).toEqual(four("nginx:1.28"));
    expect(run.get("Deployment", "web", 100)?.metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("4");
    expect(run.events("web", 22).filter((event) => event.startsWith("ScalingReplicaSet"))).toEqual([
      "ScalingReplicaSet: Scaled up replica set web-* from 0 to 4",
      "ScalingReplicaSet: Scaled up replica set web-* from 0 to 1",
      "ScalingReplicaSet: Scaled down replica set web-* from 4 to 3",
      "ScalingReplicaSet: Scaled up replica set web-* from 1 to 2",
    ]);
  },

  "node-failure"(run) {
    const ready = (at: number) =>
      run
        .get<KubernetesObject & { status?: { conditions?: { type: string; status: string; reason?: string }[] } }>(
          "Node",
          "node-1",
          at,
        )
        ?.status?.conditions?.find(({ type }) => type === "Ready");
    expect(run.pods(20)).toEqual(["web-*-* Running 1/1 0 node-1", "web-*-* Running 1/1 0 node-3"]);
    expect(ready(80)?.status).toBe("True");
    expect(ready(90)).toMatchObject({ status: "Unknown", reason: "NodeStatusUnknown" });
    expect(run.events("node-1", 90)).toEqual(["NodeNotReady: Node node-1 status is now: NodeNotReady"]);
    expect(run.events("web", 90)).toContain("NodeNotReady: Node is not ready");
    expect(run.pods(380).filter((pod) => pod.includes("Terminating"))).toEqual([]);
    expect(run.events("web", 390).filter((event) => event.startsWith("TaintManagerEviction"))).toEqual([
      expect.stringMatching(/^TaintManagerEviction: Marking for deletion Pod default\/web-/),
    ]);
    const later = run.pods(400);
    expect(later).toHaveLength(3);
    expect(later).toContain("web-*-* Terminating 1/1 0 node-1");
    expect(later.filter((pod) => pod.includes(" Running ") && !pod.endsWith("node-1"))).toHaveLength(2);
  },

  drain(run) {
    const words = run.printed().slice(3);
    expect(words[0]).toBe("node/node-1 cordoned");
    expect(words[1]).toMatch(/^evicting pod default\/web-/);
    expect(
      words.filter((line) => line.includes("will retry after 5s")).map((line) => line.replace(/.*\): /, "")),
    ).toEqual([
      "Cannot evict pod as it would violate the pod's disruption budget.",
      "Cannot evict pod as it would violate the pod's disruption budget.",
    ]);
    expect(words.at(-1)).toBe("node/node-1 drained");
    const working = (at: number) => run.pods(at).filter((pod) => pod.includes(" Running 1/1 "));
    // Never fewer than the budget asks for.
    for (let at = 10; at < 40; at += 0.25) expect(working(at).length).toBeGreaterThanOrEqual(2);
    expect(run.pods(40)).toEqual(Array(3).fill("web-*-* Running 1/1 0 node-2"));
    expect(run.get("Node", "node-1", 40)).toMatchObject({ spec: { unschedulable: true } });
  },

  "virtual-node"(run) {
    expect(run.pods(10)).toEqual([
      "burst-*-* Running 1/1 0 node-1",
      "burst-*-* Running 1/1 0 node-1",
      "burst-*-* Running 1/1 0 virtual-node",
      "burst-*-* Running 1/1 0 virtual-node",
      "plain Pending 0/1 0 -",
    ]);
    expect(run.verdicts("plain")).toEqual({
      "node-1": "Insufficient cpu",
      "virtual-node": "node(s) had untolerated taint {virtual-kubelet.io/provider: serverless}",
    });
  },

  packing(run) {
    expect(run.pods(10)).toEqual(["first Running 1/1 0 node-1", ...Array(4).fill("web-*-* Running 1/1 0 node-1")]);
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

  statefulset(run) {
    const names = (at: number) => run.pods(at).map((pod) => pod.split(" ").slice(0, 3).join(" "));
    expect(names(2)).toEqual(["db-0 ContainerCreating 0/1"]);
    expect(names(3)).toEqual(["db-0 Running 1/1", "db-1 ContainerCreating 0/1"]);
    expect(names(10)).toEqual(["db-0 Running 1/1", "db-1 Running 1/1", "db-2 Running 1/1"]);
    expect(names(40.2)).toEqual(["db-0 Running 1/1", "db-1 Running 1/1", "db-2 Terminating 1/1"]);
    expect(names(45)).toEqual(["db-0 Running 1/1"]);
    const own = run.events("db", 45).filter((event) => event.startsWith("Successful"));
    expect(own).toEqual([
      "SuccessfulCreate: create Pod db-0 in StatefulSet db successful",
      "SuccessfulCreate: create Pod db-1 in StatefulSet db successful",
      "SuccessfulCreate: create Pod db-2 in StatefulSet db successful",
      "SuccessfulDelete: delete Pod db-2 in StatefulSet db successful",
      "SuccessfulDelete: delete Pod db-1 in StatefulSet db successful",
    ]);
  },

  job(run) {
    const conditions = (name: string, at: number) =>
      (
        run.get("Job", name, at) as { status?: { conditions?: { type: string; reason?: string }[] } }
      )?.status?.conditions?.map(({ type, reason }) => `${type} ${reason}`);
    expect(conditions("hello", 20)?.[0]).toMatch(/^SuccessCriteriaMet /);
    expect(conditions("hello", 20)?.[1]).toMatch(/^Complete /);
    expect(run.pods(12).filter((pod) => pod.includes("Completed"))).toHaveLength(1);
    const failed = (at: number) => run.pods(at).filter((pod) => pod.includes(" Error 0/1 0 ")).length;
    expect([12, 30, 60, 100, 175].map(failed)).toEqual([1, 2, 3, 4, 5]);
    expect(conditions("report", 100) ?? []).toEqual([]);
    expect(conditions("report", 175)).toEqual(["FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded"]);
    expect(run.events("report", 175)).toContain("BackoffLimitExceeded: Job has reached the specified backoff limit");
  },

  daemonset(run) {
    const nodes = (at: number) => run.pods(at).map((pod) => pod.split(" ").slice(1).join(" "));
    expect(nodes(10).sort()).toEqual(["Running 1/1 0 node-1", "Running 1/1 0 node-2"]);
    expect(nodes(25).sort()).toEqual(["Running 1/1 0 node-1", "Running 1/1 0 node-2", "Running 1/1 0 node-3"]);
    const [pod] = run.objects<Pod>("Pod", 10);
    expect(pod?.spec.tolerations?.map(({ key }) => key)).toContain("node.kubernetes.io/unschedulable");
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

/** Lessons about what goes on for ever: the run ends with its time. */
const endless = new Set(["images", "exec-probe"]);

describe("each lesson, played", () => {
  it.each(Object.entries(lessons))("%s", (id, look) => {
    const run = new PlayedLesson(id);
    expect(run.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(run.end).toBe(endless.has(id) ? "until" : "steady");
    look(run);
  });
});

interface Text {
  readonly en: string;
  readonly "zh-CN": string;
}

interface Lesson {
  readonly title: Text;
  readonly goal: Text;
  readonly level: string;
  readonly minutes: number;
  readonly coverage: readonly number[];
  readonly chapters: readonly { readonly at: string; readonly title: Text; readonly notes: Text }[];
  readonly questions: readonly {
    readonly ask: Text;
    readonly choices: readonly Text[];
    readonly answer: number;
    readonly because: Text;
  }[];
}

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(lessonsFolder, ...path), "utf8"));
const folders = readdirSync(lessonsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

describe("what goes with the lessons", () => {
  it("each has a test, and a line in the index", () => {
    expect(Object.keys(lessons).sort()).toEqual(folders);
    expect((read("index.json") as { id: string }[]).map(({ id }) => id).sort()).toEqual(folders);
  });

  it.each(folders)("%s is told in both languages, with chapters and a question", (id) => {
    const lesson = read(id, "lesson.json") as Lesson;
    const entry = (read("index.json") as ({ id: string } & Partial<Lesson>)[]).find((line) => line.id === id);
    const { title, goal, level, minutes, coverage } = lesson;
    expect(entry).toEqual({ id, title, goal, level, minutes, coverage });
    expect(["beginner", "intermediate", "advanced"]).toContain(level);
    expect(lesson.chapters.length).toBeGreaterThan(0);
    expect(lesson.questions.length).toBeGreaterThan(0);
    for (const { at } of lesson.chapters) expect(at).toMatch(/^\d+(\.\d+)?s$/);
    const texts = [
      title,
      goal,
      ...lesson.chapters.flatMap((chapter) => [chapter.title, chapter.notes]),
      ...lesson.questions.flatMap(({ ask, choices, because }) => [ask, ...choices, because]),
    ];
    for (const text of texts) {
      expect(text.en).not.toBe("");
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      expect(text["zh-CN"]).not.toBe("");
    }
    for (const { choices, answer } of lesson.questions) expect(choices[answer]).toBeDefined();
  });
});
