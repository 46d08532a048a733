import { expect, it } from "vitest";
import { etcdKey } from "../api/kinds.ts";
import type { Container, Pod } from "../api/pod.ts";
import { node } from "../scheduler/fixtures.ts";
import { resourceLayers } from "./layers.ts";

const pod = (
  name: string,
  containers: readonly Container[],
  more: Partial<Pod["spec"]> = {},
  phase = "Running",
): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "default", uid: name, labels: { app: name } },
  spec: { containers: [...containers], nodeName: "a", ...more },
  status: {
    phase,
    conditions: [{ type: "Ready", status: "True" }],
    containerStatuses: containers.map((container) => ({
      name: container.name,
      image: "",
      imageID: "",
      ready: true,
      restartCount: 0,
      state: { running: {} },
    })),
  } as Pod["status"],
});

const container = (name: string, requests: object, limits: object = {}): Container =>
  ({ name, image: "nginx", resources: { requests, limits } }) as Container;

const objects = [
  node("a", { cpu: "4" }),
  pod("web", [container("app", { cpu: "500m", memory: "1Gi" }, { cpu: "1", memory: "1Gi" })]),
  pod("job", [container("a", { cpu: "1" }), container("b", {}, { memory: "512Mi" })]),
  pod("ended", [container("x", { cpu: "2" })], {}, "Succeeded"),
  pod("elsewhere", [container("x", { cpu: "2" })], { nodeName: "b" }),
];
const moment = {
  records: new Map(objects.map((object) => [etcdKey(object), object])),
  now: 60_000,
  load: [{ labels: { app: "web" }, cpu: [{ from: 0, total: "750m" }] }],
  runtime: { rules: [{ container: "app", behaviour: { memory: [{ from: 0, bytes: 300 }] } }] },
};
const gibi = 2 ** 30;

it("adds up a node's Pods layer by layer; what has ended holds nothing", () => {
  expect(resourceLayers(moment, "a")).toMatchObject({
    allocatable: { cpu: 4000, memory: 8 * gibi },
    cpu: { usage: 750, requests: 1500, limits: 1000, unlimited: 2 },
    memory: { usage: 300, requests: gibi, limits: 1.5 * gibi, unlimited: 1 },
    pods: [
      {
        pod: "default/job",
        qosClass: "Burstable",
        cpu: { usage: 0, requests: 1000, limits: 0, unlimited: 2 },
        containers: [
          { name: "a", cpu: { requests: 1000, unlimited: 1 } },
          { name: "b", cpu: { requests: 0 }, memory: { limits: 0.5 * gibi, unlimited: 0 } },
        ],
      },
      { pod: "default/web", cpu: { usage: 750, requests: 500, limits: 1000, unlimited: 0 } },
    ],
  });
});

it("has no usage before the metrics server has asked", () => {
  const starting = pod("new", [container("app", { cpu: "1" })], {}, "Pending");
  const early = { records: new Map([objects[0], starting].map((object) => [etcdKey(object), object])), now: 1000 };
  expect(resourceLayers(early, "a")?.cpu).toEqual({ usage: null, requests: 1000, limits: 0, unlimited: 1 });
});

it("is null where there is no such node", () => {
  expect(resourceLayers(moment, "nowhere")).toBeNull();
});
