import { expect, it } from "vitest";
import { textOf, yamlLines } from "./yamlText.ts";

it("lays objects out as kubectl does", () => {
  const object = {
    kind: "Pod",
    apiVersion: "v1",
    metadata: { name: "web", labels: { "topology.kubernetes.io/zone": "a", app: "web" }, annotations: {} },
    spec: {
      containers: [{ name: "web", args: ["-c", "sleep 5", "yes", "8080"], ports: [{ containerPort: 80 }] }],
      replicas: 3,
      paused: false,
      note: undefined,
      message: '0/5 nodes: "x", y',
    },
    data: { "run.sh": "set -e\necho hi\n", tail: "a\nb", odd: "a \nb" },
    list: [],
  };
  expect(textOf(yamlLines(object))).toBe(`apiVersion: v1
data:
  odd: "a \\nb"
  run.sh: |
    set -e
    echo hi
  tail: |-
    a
    b
kind: Pod
list: []
metadata:
  annotations: {}
  labels:
    app: web
    topology.kubernetes.io/zone: a
  name: web
spec:
  containers:
  - args:
    - "-c"
    - sleep 5
    - "yes"
    - "8080"
    name: web
    ports:
    - containerPort: 80
  message: "0/5 nodes: \\"x\\", y"
  paused: false
  replicas: 3
`);
});

it("says where each line stands, and what it holds", () => {
  const lines = yamlLines({ spec: { containers: [{ image: "a", name: "web" }] } });
  expect(lines.map(({ path, opens }) => [path, opens])).toEqual([
    ["spec", true],
    ["spec.containers", true],
    ["spec.containers[0].image", false],
    ["spec.containers[0].name", false],
  ]);
});
