import { expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { PodDisruptionBudget } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import { timestamp } from "../../kernel/clock.ts";

const labels = { app: "web" };
const template = { metadata: { labels }, spec: { containers: [{ name: "web", image: "nginx" }] } };

const budget = (spec: PodDisruptionBudget["spec"]): PodDisruptionBudget => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "b", namespace: "default" },
  spec: { selector: { matchLabels: labels }, ...spec },
});

/** Held, so that it outlives what is done about Pods without an owner. */
const owned = (owner: object): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "p",
    namespace: "default",
    labels,
    finalizers: ["example.com/hold"],
    ownerReferences: [{ uid: "u", controller: true, ...owner }],
  },
  spec: template.spec,
});

it.each([
  [
    "whose controller has no scale",
    { apiVersion: "apps/v1", kind: "DaemonSet", name: "d" },
    "daemonsets.apps does not implement the scale subresource",
  ],
  [
    "whose controller is not there",
    { apiVersion: "apps/v1", kind: "ReplicaSet", name: "r" },
    'found no controllers for pod "p"',
  ],
])("lets nothing go when a Pod counts %s", (_, owner, message) => {
  const cluster = new ControlPlane();
  cluster.create(budget({ maxUnavailable: 1 }));
  cluster.create(owned(owner) as Pod);
  cluster.run(2);
  const { status } = cluster.get<PodDisruptionBudget>("poddisruptionbudgets", "b") ?? {};
  expect(status?.disruptionsAllowed).toBe(0);
  expect(status?.conditions).toMatchObject([
    { type: "DisruptionAllowed", status: "False", reason: "SyncFailed", message },
  ]);
  expect(cluster.events("controllermanager")).toContain(
    `CalculateExpectedPodCountFailed Failed to calculate the number of expected pods: ${message}`,
  );
});

it("takes back what was said about a Pod that nobody disrupts after all", () => {
  const cluster = new ControlPlane();
  cluster.create({ ...(owned({}) as Pod), metadata: { name: "p", namespace: "default", labels } });
  cluster.run(2);
  const lastTransitionTime = timestamp(cluster.sim.now);
  const target = { type: "DisruptionTarget", status: "True", reason: "EvictionByEvictionAPI", lastTransitionTime };
  cluster.patch<Pod>("pods", "p", (pod) => ({ ...pod, status: { ...pod.status, conditions: [target] } }), "status");
  const now = () => cluster.get<Pod>("pods", "p")?.status?.conditions?.find(({ type }) => type === target.type);
  cluster.run(119);
  expect(now()).toMatchObject({ status: "True" });
  cluster.run(3);
  expect(now()).toMatchObject({ status: "False" });
  expect(now()?.reason).toBeUndefined();
});
