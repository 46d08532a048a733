import { describe, expect, it } from "vitest";
import { PlayedScenario } from "../../../testing/playedScenario.ts";

const played = new PlayedScenario(`apiVersion: v1
kind: Pod
metadata: {name: talk, labels: {app: talk}}
spec:
  initContainers:
    - {name: setup, image: "busybox:1.36", command: ["sh", "-c", "echo preparing; sleep 2; echo done"]}
  containers:
    - name: app
      image: busybox:1.36
      env: [{name: WHO, value: world}]
      command: ["sh", "-c", "echo start; while true; do echo \\"$(date) hello $WHO from $(hostname)\\"; sleep 5; done"]
    - {name: side, image: "nginx:1.27"}
---
apiVersion: v1
kind: Pod
metadata: {name: crash}
spec: {containers: [{name: app, image: "app:1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: nopull}
spec: {containers: [{name: app, image: "registry.invalid/app:1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: nowhere}
spec: {containers: [{name: app, image: "nginx:1.27", resources: {requests: {cpu: "100"}}}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:1"}]}
---
apiVersion: podyssey.dev/v1alpha1
kind: Scenario
metadata: {name: logs}
spec:
  behaviours:
    - {container: side, logs: [{from: 1s, line: listening}, {from: 2s, every: 10s, line: tick}]}
    - {image: "web:1", logs: [{from: 0s, every: 1s, line: "GET /"}]}
    - image: app:1
      runs:
        - {exitAfter: 3s, exitCode: 1, logs: [{from: 1s, line: first run}, {from: 2s, line: "panic: no database"}]}
        - {exitAfter: 30s, exitCode: 1, logs: [{from: 1s, line: again}, {from: 40s, line: never}]}
`);

const defaulted = '! Defaulted container "app" out of: app, side, setup (init)';

describe("kubectl logs", () => {
  it.each<[string, number, string[]]>([
    [
      "kubectl logs talk",
      14,
      [
        defaulted,
        "start",
        "Tue Jan  1 00:00:03 UTC 2030 hello world from talk",
        "Tue Jan  1 00:00:08 UTC 2030 hello world from talk",
        "Tue Jan  1 00:00:13 UTC 2030 hello world from talk",
      ],
    ],
    ["kubectl logs talk -c setup", 2, ["preparing"]],
    ["kubectl logs talk setup", 14, ["preparing", "done"]],
    ["kubectl logs -c side pod/talk", 24, ["listening", "tick", "tick"]],
    ["kubectl logs talk side --tail=1", 24, ["tick"]],
    ["kubectl logs talk side --tail=0", 24, []],
    ["kubectl logs talk side --since=16s", 24, ["tick", "tick"]],
    [
      "kubectl logs talk --all-containers --prefix --tail 1",
      14,
      [
        "[pod/talk/setup] done",
        "[pod/talk/app] Tue Jan  1 00:00:13 UTC 2030 hello world from talk",
        "[pod/talk/side] tick",
      ],
    ],
    ["kubectl logs -l app=talk -c side --tail=-1", 24, ["listening", "tick", "tick"]],
    // The run that is on, and the one before.
    ["kubectl logs crash", 7, ["first run", "panic: no database"]],
    ["kubectl logs crash", 10, ["again"]],
    ["kubectl logs crash -p", 10, ["first run", "panic: no database"]],
    // In CrashLoopBackOff, the last run that there was.
    ["kubectl logs crash", 42, ["again"]],
    ["kubectl logs nowhere", 14, []],
    [
      "kubectl logs talk",
      2,
      [
        defaulted,
        '! Error from server (BadRequest): container "app" in pod "talk" is waiting to start: PodInitializing',
        "exit 1",
      ],
    ],
    [
      "kubectl logs crash",
      2,
      [
        '! Error from server (BadRequest): container "app" in pod "crash" is waiting to start: ContainerCreating',
        "exit 1",
      ],
    ],
    [
      "kubectl logs nopull",
      3,
      [
        '! Error from server (BadRequest): container "app" in pod "nopull" is waiting to start: image can\'t be pulled',
        "exit 1",
      ],
    ],
    [
      "kubectl logs nopull",
      24,
      [
        '! Error from server (BadRequest): container "app" in pod "nopull" is waiting to start: trying and failing to pull image',
        "exit 1",
      ],
    ],
    [
      "kubectl logs -p talk -c side",
      14,
      ['! Error from server (BadRequest): previous terminated container "side" in pod "talk" not found', "exit 1"],
    ],
    ["kubectl logs talk -c x", 14, ["! error: container x is not valid for pod talk", "exit 1"]],
    [
      "kubectl logs nothere",
      14,
      ['! error: error from server (NotFound): pods "nothere" not found in namespace "default"', "exit 1"],
    ],
    [
      "kubectl logs",
      14,
      [
        "! error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.",
        "! POD or TYPE/NAME is a required argument for the logs command",
        "! See 'kubectl logs -h' for help and examples",
        "exit 1",
      ],
    ],
    ["kubectl logs -l app=none", 14, ["! No resources found in default namespace."]],
  ])("%s at %d s", (line, seconds, expected) => {
    expect(played.printed(line, seconds)).toEqual(expected);
  });

  it("of a Deployment, those of one of its Pods", () => {
    const [chosen, ...lines] = played.printed("kubectl logs deployment/web --tail=2", 20);
    expect(chosen).toMatch(/^! Found 2 pods, using pod\/web-[0-9a-z]+-[0-9a-z]{5}$/);
    expect(lines).toEqual(["GET /", "GET /"]);
  });

  it("with the time of each line, as containerd keeps it", () => {
    const [first, second] = played.printed("kubectl logs talk side --timestamps", 24);
    expect(first).toMatch(/^2030-01-01T00:00:0\d\.\d{3}000000Z listening$/);
    expect(second).toMatch(/^2030-01-01T00:00:0\d\.\d{3}000000Z tick$/);
  });
});

describe("kubectl events", () => {
  it("tells what happened to an object, the latest last", () => {
    expect(played.printed("kubectl events --for pod/nowhere", 14)).toEqual([
      "LAST SEEN   TYPE      REASON             OBJECT        MESSAGE",
      "14s         Warning   FailedScheduling   Pod/nowhere   0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    ]);
  });

  it.each<[string, string[]]>([
    ["kubectl events -n kube-public", ["! No events found in kube-public namespace."]],
    ["kubectl events --types=Odd", ["! error: valid --types are Normal or Warning", "exit 1"]],
    ["kubectl events --for web", ["! error: --for must be in resource/name form", "exit 1"]],
  ])("%s", (line, expected) => {
    expect(played.printed(line, 14)).toEqual(expected);
  });
});

describe("kubectl api-resources", () => {
  it("lists what the API server serves", () => {
    expect(played.printed("kubectl api-resources --api-group=apps", 0)).toEqual([
      "NAME                  SHORTNAMES   APIVERSION   NAMESPACED   KIND",
      "controllerrevisions                apps/v1      true         ControllerRevision",
      "daemonsets            ds           apps/v1      true         DaemonSet",
      "deployments           deploy       apps/v1      true         Deployment",
      "replicasets           rs           apps/v1      true         ReplicaSet",
      "statefulsets          sts          apps/v1      true         StatefulSet",
    ]);
  });
});
