import { describe, expect, it } from "vitest";
import { StoredCluster } from "../../testing/storedCluster.ts";
import { kindOf } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";

const pod = (name: string, spec: object = { containers: [{ name: "web", image: "nginx:1.27" }] }, namespace?: string) =>
  ({ apiVersion: "v1", kind: "Pod", metadata: { name, ...(namespace && { namespace }) }, spec }) as Pod;

const object = (apiVersion: string, kind: string, metadata: object, rest: object = {}): KubernetesObject =>
  ({ apiVersion, kind, metadata, ...rest }) as KubernetesObject;

describe("what kubectl prints", () => {
  it.each<[string, KubernetesObject, string]>([
    ["a Pod", pod("web"), "pod/web created"],
    [
      "a kind of a group",
      object("scheduling.k8s.io/v1", "PriorityClass", { name: "high" }, { value: 10 }),
      "priorityclass.scheduling.k8s.io/high created",
    ],
    [
      "one field error",
      pod("web", { containers: [{ name: "web" }] }),
      'The Pod "web" is invalid: spec.containers[0].image: Required value',
    ],
    [
      "two field errors",
      pod("web", { containers: [{}] }),
      'The Pod "web" is invalid: \n* spec.containers[0].name: Required value\n* spec.containers[0].image: Required value',
    ],
    [
      "a namespace that is not there",
      pod("web", undefined, "dev"),
      'Error from server (NotFound): error when creating "web.yaml": namespaces "dev" not found',
    ],
    [
      "a priority class that is not there",
      pod("web", { containers: [{ name: "web", image: "nginx" }], priorityClassName: "high" }),
      'Error from server (Forbidden): error when creating "web.yaml": pods "web" is forbidden: no PriorityClass with name high was found',
    ],
    [
      "an unknown field",
      pod("web", { containers: [{ name: "web", image: "nginx" }], contaners: [] }),
      'Error from server (BadRequest): error when creating "web.yaml": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.contaners"',
    ],
    [
      "a label that is no text",
      object("v1", "Pod", { name: "web", labels: { v: 1 } }, { spec: {} }),
      'error: unable to decode "web.yaml": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      "an unknown kind",
      object("example.com/v1", "Widget", { name: "a" }),
      'error: resource mapping not found for name: "a" namespace: "" from "web.yaml": no matches for kind "Widget" in version "example.com/v1"\nensure CRDs are installed first',
    ],
    [
      "generateName",
      object("v1", "Pod", { generateName: "web-" }, { spec: {} }),
      "error: from web-: cannot use generate name with apply",
    ],
    [
      "no name",
      object("v1", "Pod", {}, { spec: {} }),
      'error: error when retrieving current configuration of:\nResource: "/v1, Resource=pods", GroupVersionKind: "/v1, Kind=Pod"\nName: "", Namespace: "default"\nfrom server for: "web.yaml": resource name may not be empty',
    ],
  ])("%s", (_what, given, printed) => {
    expect(new StoredCluster().apply(given)).toEqual([printed]);
  });

  it("goes on after a refusal", () => {
    const printed = new StoredCluster().apply(pod("a"), pod("b", { containers: [] }), pod("c"));
    expect(printed).toEqual([
      "pod/a created",
      'The Pod "b" is invalid: spec.containers: Required value',
      "pod/c created",
    ]);
  });
});

describe("applying again", () => {
  it("the same file changes nothing, whatever the server has added", () => {
    const cluster = new StoredCluster();
    cluster.apply(pod("web"));
    const revision = cluster.etcd.revision;
    expect(cluster.apply(pod("web"))).toEqual(["pod/web unchanged"]);
    expect(cluster.etcd.revision).toBe(revision);
  });

  it("a new image is patched in; the token's mount stays", () => {
    const cluster = new StoredCluster();
    cluster.apply(pod("web"));
    expect(cluster.apply(pod("web", { containers: [{ name: "web", image: "nginx:1.28" }] }))).toEqual([
      "pod/web configured",
    ]);
    const stored = cluster.etcd.get<Pod>(kindOf("v1", "Pod")!, "default", "web");
    expect(stored?.spec.containers[0]?.image).toBe("nginx:1.28");
    expect(stored?.spec.containers[0]?.volumeMounts).toHaveLength(1);
    expect(stored?.spec.volumes).toHaveLength(1);
  });

  it("takes away what the file no longer says", () => {
    const cluster = new StoredCluster();
    const settings = (data: object) => object("v1", "ConfigMap", { name: "settings" }, { data });
    cluster.apply(settings({ a: "1", b: "2" }));
    expect(cluster.apply(settings({ a: "1" }))).toEqual(["configmap/settings configured"]);
    expect(cluster.etcd.get(kindOf("v1", "ConfigMap")!, "default", "settings")).toMatchObject({ data: { a: "1" } });
    expect(cluster.etcd.get(kindOf("v1", "ConfigMap")!, "default", "settings")).not.toHaveProperty("data.b");
  });
});

it("remembers what was applied, as kubectl writes it", () => {
  const cluster = new StoredCluster();
  cluster.apply(pod("web"));
  const stored = cluster.etcd.get<Pod>(kindOf("v1", "Pod")!, "default", "web");
  expect(stored?.metadata.annotations).toEqual({
    "kubectl.kubernetes.io/last-applied-configuration":
      '{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{},"name":"web","namespace":"default"},"spec":{"containers":[{"image":"nginx:1.27","name":"web"}]}}\n',
  });
});

it("asks first, then creates", () => {
  const cluster = new StoredCluster();
  cluster.apply(pod("web"));
  expect(
    cluster.sim.entries.flatMap(({ event }) => (event.type === "Request" ? [`${event.method} ${event.path}`] : [])),
  ).toEqual([
    "GET /api/v1/namespaces/default/pods/web",
    "POST /api/v1/namespaces/default/pods?fieldManager=kubectl-client-side-apply&fieldValidation=Strict",
  ]);
});
