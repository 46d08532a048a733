import { describe, expect, it } from "vitest";
import { etcdKey } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { timestamp } from "../../kernel/clock.ts";
import { runKubectl } from "./console.ts";

const pod = (name: string, namespace = "default", labels: { [key: string]: string } = { app: "web" }) =>
  ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels, creationTimestamp: timestamp(1000) },
    spec: { containers: [{ name: "web", image: "nginx" }], nodeName: "node-1" },
    status: {
      phase: "Running",
      podIP: "10.244.1.2",
      podIPs: [{ ip: "10.244.1.2" }],
      containerStatuses: [
        {
          name: "web",
          ready: true,
          restartCount: 0,
          image: "nginx",
          imageID: "",
          state: { running: { startedAt: timestamp(2000) } },
        },
      ],
    },
  }) as KubernetesObject;

const moment = {
  records: new Map(
    [pod("web-2"), pod("web-1"), pod("api", "shop", { app: "api" })].map((object) => [etcdKey(object), object]),
  ),
  now: 31_000,
};

function printed(line: string): string[] {
  const result = runKubectl(line, moment);
  if (result.kind !== "output") throw new Error(`${line} is a step`);
  return [...result.lines.map(({ text, stream }) => (stream === "stderr" ? `! ${text}` : text)), `${result.exitCode}`];
}

describe("get", () => {
  it.each<[string, string[]]>([
    [
      "kubectl get pods",
      [
        "NAME    READY   STATUS    RESTARTS   AGE",
        "web-1   1/1     Running   0          30s",
        "web-2   1/1     Running   0          30s",
        "0",
      ],
    ],
    [
      "get po web-2 -o wide",
      [
        "NAME    READY   STATUS    RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES",
        "web-2   1/1     Running   0          30s   10.244.1.2   node-1   <none>           <none>",
        "0",
      ],
    ],
    [
      "get pods -A -l app!=web --show-labels",
      [
        "NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   LABELS",
        "shop        api    1/1     Running   0          30s   app=api",
        "0",
      ],
    ],
    ["get pods -n kube-system", ["! No resources found in kube-system namespace.", "0"]],
    ["get pod/nope", ['! Error from server (NotFound): pods "nope" not found', "1"]],
    ["get widgets", [`! error: the server doesn't have a resource type "widgets"`, "1"]],
    ["get pods --foo", ["! error: unknown flag: --foo", "! See 'kubectl get --help' for usage.", "1"]],
    ["fly pods", ['! error: unknown command "fly" for "kubectl"', "1"]],
  ])("%s", (line, lines) => {
    expect(printed(line)).toEqual(lines);
  });
});
