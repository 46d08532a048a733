import { expect, it } from "vitest";
import { yamlLines } from "./yamlText.ts";

it("lays objects out as kubectl does", () => {
  const object = {
    apiVersion: "v1",
    metadata: { name: "web", labels: { app: "web", "topology.kubernetes.io/zone": "a" }, annotations: {} },
    spec: {
      containers: [{ name: "web", args: ["-c", "sleep 5", "yes", "8080"], ports: [{ containerPort: 80 }] }],
      replicas: 3,
      paused: false,
      note: undefined,
      message: '0/5 nodes: "x", y',
    },
    list: [],
  };
  expect(yamlLines(object).join("\n")).toBe(`apiVersion: v1
metadata:
  name: web
  labels:
    app: web
    topology.kubernetes.io/zone: a
  annotations: {}
spec:
  containers:
  - name: web
    args:
    - "-c"
    - sleep 5
    - "yes"
    - "8080"
    ports:
    - containerPort: 80
  replicas: 3
  paused: false
  message: "0/5 nodes: \\"x\\", y"
list: []`);
});
