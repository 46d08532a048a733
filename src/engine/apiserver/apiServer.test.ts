import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { ApiClient } from "../client/apiClient.ts";
import { type Process, Simulator } from "../kernel/simulator.ts";
import { Etcd } from "../store/etcd.ts";
import { ApiServer } from "./apiServer.ts";
import type { ApiServerEvent } from "./events.ts";

const pod = (name: string, spec: Partial<Pod["spec"]> = {}): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "default" },
  spec: { containers: [{ name: "c", image: "nginx:1.27" }], ...spec },
});

/** An API server with the default namespace, and nothing that acts on what is stored. */
function bareServer() {
  const sim = new Simulator<ApiServerEvent>(1);
  const etcd = new Etcd();
  const server = new ApiServer(sim, etcd);
  for (const object of [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: "default" } },
  ]) {
    server.seed(object);
  }
  const client = new ApiClient("kubectl", { sim, server, etcd });
  const run = <T>(process: Process<T>): T => {
    let result: T | undefined;
    sim.spawn(process, (value) => {
      result = value;
    });
    sim.runUntil(sim.now + 10_000);
    return result as T;
  };
  return { sim, etcd, server, client, run };
}

describe("creating a Pod", () => {
  it("walks the stations in upstream's order, each an entry", () => {
    const { sim, client, run } = bareServer();
    expect(run(client.create(pod("web"))).ok).toBe(true);
    const walked = sim.entries.map(({ event }) =>
      event.type === "Station" ? [event.station, event.plugin].filter(Boolean).join(" ") : event.type,
    );
    expect(walked).toEqual([
      "Request",
      "authentication",
      "authorization",
      "decoding",
      "defaulting",
      "mutatingAdmission NamespaceLifecycle",
      "mutatingAdmission LimitRanger",
      "mutatingAdmission ServiceAccount",
      "mutatingAdmission Priority",
      "mutatingAdmission DefaultTolerationSeconds",
      "validation",
      "validatingAdmission LimitRanger",
      "validatingAdmission PodSecurity",
      "validatingAdmission ResourceQuota",
      "EtcdWrite",
      "Response",
    ]);
  });

  it("stores what defaulting and admission added", () => {
    const { client, run } = bareServer();
    const answer = run(client.create(pod("web")));
    if (!answer.ok) throw new Error(answer.status.message);
    const { metadata, spec, status } = answer.object as Pod;
    expect(metadata).toMatchObject({ name: "web", namespace: "default", generation: 1, resourceVersion: "1003" });
    expect(spec).toMatchObject({
      restartPolicy: "Always",
      schedulerName: "default-scheduler",
      serviceAccountName: "default",
      priority: 0,
      preemptionPolicy: "PreemptLowerPriority",
    });
    expect(spec.tolerations?.map(({ key }) => key)).toEqual([
      "node.kubernetes.io/not-ready",
      "node.kubernetes.io/unreachable",
    ]);
    expect(spec.volumes?.[0].name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(status).toMatchObject({ phase: "Pending", qosClass: "BestEffort" });
  });

  it.each([
    ["a namespace that is not there", pod("web"), "dev", 404, 'namespaces "dev" not found'],
    [
      "a service account that is not there",
      pod("web", { serviceAccountName: "builder" }),
      "default",
      403,
      'pods "web" is forbidden: error looking up service account default/builder: serviceaccount "builder" not found',
    ],
    [
      "a priority class that is not there",
      pod("web", { priorityClassName: "high" }),
      "default",
      403,
      'pods "web" is forbidden: no PriorityClass with name high was found',
    ],
    [
      "a container without an image",
      pod("web", { containers: [{ name: "c" }] }),
      "default",
      422,
      'Pod "web" is invalid: spec.containers[0].image: Required value',
    ],
  ])("refuses %s", (_, object, namespace, code, message) => {
    const { client, run } = bareServer();
    const answer = run(client.create({ ...object, metadata: { ...object.metadata, namespace } }));
    expect(answer.ok ? null : [answer.status.code, answer.status.message]).toEqual([code, message]);
  });

  it("says that a name is taken", () => {
    const { client, run } = bareServer();
    run(client.create(pod("web")));
    const again = run(client.create(pod("web")));
    expect(again.ok ? null : again.status.message).toBe('pods "web" already exists');
  });
});

describe("binding", () => {
  it("sets node and condition together, once", () => {
    const { client, etcd, server, run } = bareServer();
    run(client.create(pod("web")));
    expect(run(client.bind("default", "web", "node-1")).ok).toBe(true);
    const stored = etcd.get<Pod>(server.kind("pods"), "default", "web");
    expect(stored?.spec.nodeName).toBe("node-1");
    expect(stored?.status?.conditions).toMatchObject([{ type: "PodScheduled", status: "True" }]);
    const again = run(client.bind("default", "web", "node-2"));
    expect(again.ok ? null : again.status.message).toBe(
      'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node-1"',
    );
  });
});

it("a stale update is a conflict; a patch is computed on what is there", () => {
  const { client, run } = bareServer();
  const created = run(client.create(pod("web")));
  if (!created.ok) throw new Error(created.status.message);
  const labelled = (object: KubernetesObject, label: string) => ({
    ...object,
    metadata: { ...object.metadata, labels: { label } },
  });
  run(client.patch("pods", "default", "web", (stored) => labelled(stored, "first")));
  const stale = run(client.update(labelled(created.object, "second")));
  expect(stale.ok ? null : stale.status.message).toBe(
    'Operation cannot be fulfilled on pods "web": the object has been modified; please apply your changes to the latest version and try again',
  );
});

it.each([
  ["not on a node: at once", undefined, undefined, null],
  ["on a node: marked, with its own grace", "node-1", undefined, 30],
  ["on a node, grace 0: at once", "node-1", 0, null],
  ["on a node, shorter grace", "node-1", 5, 5],
])("deleting a Pod %s", (_, node, gracePeriodSeconds, left) => {
  const { client, etcd, server, run } = bareServer();
  run(client.create(pod("web")));
  if (node) run(client.bind("default", "web", node));
  run(client.delete("pods", "default", "web", { gracePeriodSeconds }));
  const stored = etcd.get<Pod>(server.kind("pods"), "default", "web");
  expect(stored?.metadata.deletionGracePeriodSeconds ?? null).toBe(left);
  expect(stored === undefined).toBe(left === null);
});
