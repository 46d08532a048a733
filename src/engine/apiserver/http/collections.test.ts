import { describe, expect, it } from "vitest";
import { bootObjects } from "../../boot.ts";
import { Simulator } from "../../kernel/simulator.ts";
import { Etcd } from "../../store/etcd.ts";
import { ApiServer } from "../apiServer.ts";
import type { ApiServerEvent } from "../events.ts";
import { handleHttp } from "./handler.ts";
import type { HttpRequest, HttpResponse } from "./httpRequest.ts";

const admin = { name: "admin", groups: ["system:masters"] };
const maps = "/api/v1/namespaces/default/configmaps";

function server(): (request: Partial<HttpRequest>) => HttpResponse {
  const sim = new Simulator<ApiServerEvent>(1);
  const api = new ApiServer(sim, new Etcd());
  for (const seeded of bootObjects([], [])) api.seed(seeded);
  return (request) => {
    let response: HttpResponse | null = null;
    sim.spawn(handleHttp(api, { client: "test", user: admin, method: "GET", path: maps, ...request }), (value) => {
      response = value;
    });
    while (response === null && sim.step());
    return response as unknown as HttpResponse;
  };
}

function withMaps(): ReturnType<typeof server> {
  const send = server();
  for (const [name, tier] of [
    ["a", "web"],
    ["b", "db"],
  ])
    send({ method: "POST", body: JSON.stringify({ metadata: { name, labels: { tier } } }) });
  return send;
}

const names = ({ body }: HttpResponse): unknown =>
  typeof body === "string" || body.kind === "Status"
    ? (body as { message?: string }).message
    : (body as unknown as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name);

describe("collections", () => {
  it.each([
    [{ labelSelector: "tier=web" }, ["a"]],
    [{ labelSelector: "tier in (web,db)", fieldSelector: "metadata.name!=a" }, ["b"]],
    [{ labelSelector: "tier in" }, "unable to parse requirement: found '' expected: '('"],
    [{ fieldSelector: "name" }, "invalid selector: 'name'; can't understand 'name'"],
    [
      { fieldSelector: "data.a=b" },
      '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
  ])("lists what %o selects", (query, expected) => {
    const listed = names(withMaps()({ query }));
    expect(Array.isArray(listed) ? listed.filter((name) => name !== "kube-root-ca.crt") : listed).toEqual(expected);
  });

  it("come in pages", () => {
    const send = withMaps();
    const first = send({ query: { limit: "1" } }).body as unknown as {
      metadata: { continue: string; remainingItemCount: number };
    };
    expect(first.metadata.remainingItemCount).toBe(2);
    expect(names(send({ query: { limit: "1" } }))).toEqual(["a"]);
    const second = send({ query: { limit: "2", continue: first.metadata.continue } });
    expect(names(second)).toEqual(["b", "kube-root-ca.crt"]);
    expect((second.body as { metadata: object }).metadata).not.toHaveProperty("continue");
    expect(names(send({ query: { continue: first.metadata.continue, resourceVersion: "5" } }))).toBe(
      "specifying resource version is not allowed when using continue",
    );
  });

  const options = 'ListOptions.meta.k8s.io "" is invalid: ';
  it.each([
    [{ limit: "x" }, 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
    [{ continue: "!" }, 400, "invalid continue token: continue key is not valid: illegal base64 data at input byte 0"],
    [
      { resourceVersionMatch: "Exact" },
      422,
      `${options}resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided`,
    ],
    [
      { resourceVersion: "1", resourceVersionMatch: "Foo" },
      422,
      `${options}resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""`,
    ],
    [
      { resourceVersion: "x" },
      500,
      'resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
    ],
  ])("cannot be asked for by %o", (query, code, message) => {
    const answer = withMaps()({ query });
    expect([answer.code, names(answer)]).toEqual([code, message]);
  });

  it("are not newer than the cluster", () => {
    const answer = withMaps()({ query: { resourceVersion: "99999" } });
    expect([answer.code, names(answer)]).toEqual([
      504,
      expect.stringMatching(/^Timeout: Too large resource version: 99999, current: \d+$/),
    ]);
  });

  it("deletes what is selected, and shows it as it was", () => {
    const send = withMaps();
    expect(names(send({ method: "DELETE", query: { labelSelector: "tier=db" } }))).toEqual(["b"]);
    expect(send({ path: `${maps}/b` }).code).toBe(404);
    expect(send({ path: `${maps}/a` }).code).toBe(200);
  });
});

describe("what only the server sets", () => {
  const patch = (metadata: object) => {
    const contentType = "application/merge-patch+json";
    const body = JSON.stringify({ metadata });
    return names(withMaps()({ method: "PATCH", path: `${maps}/a`, contentType, body }));
  };

  it.each([
    [{ uid: "x" }, 'ConfigMap "a" is invalid: metadata.uid: Invalid value: "x": field is immutable'],
    [
      { deletionTimestamp: "2020-01-01T00:00:00Z" },
      'ConfigMap "a" is invalid: metadata.deletionTimestamp: Invalid value: "2020-01-01T00:00:00Z": field is immutable',
    ],
  ])("is not for patches: %o", (metadata, message) => {
    expect(patch(metadata)).toBe(message);
  });

  it("tells of a UID in an update as the store does", () => {
    const body = JSON.stringify({ metadata: { name: "a", uid: "x" } });
    const message = String(names(withMaps()({ method: "PUT", path: `${maps}/a`, body })));
    expect(message).toContain(
      'Operation cannot be fulfilled on configmaps "a": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: ',
    );
  });

  it("labels a Namespace by the name that was made for it, and keeps its finalizers", () => {
    const send = server();
    const path = "/api/v1/namespaces";
    const { body } = send({ method: "POST", path, body: JSON.stringify({ metadata: { generateName: "x-" } }) });
    const { metadata } = body as { metadata: { name: string; labels: object } };
    expect(metadata.labels).toEqual({ "kubernetes.io/metadata.name": metadata.name });
    const contentType = "application/merge-patch+json";
    const patched = send({
      method: "PATCH",
      path: `${path}/${metadata.name}`,
      contentType,
      body: JSON.stringify({ spec: { finalizers: [] } }),
    });
    expect((patched.body as unknown as { spec: object }).spec).toEqual({ finalizers: ["kubernetes"] });
  });
});

describe("the scale of a Deployment", () => {
  const path = "/apis/apps/v1/namespaces/default/deployments";
  const deployed = () => {
    const send = server();
    const template = { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "i" }] } };
    const spec = { replicas: 2, selector: { matchLabels: { a: "b" } }, template };
    send({ method: "POST", path, body: JSON.stringify({ metadata: { name: "web" }, spec }) });
    return (method: "PATCH" | "PUT", body: object) =>
      send({
        method,
        path: `${path}/web/scale`,
        ...(method === "PATCH" && { contentType: "application/merge-patch+json" }),
        body: JSON.stringify(body),
      });
  };

  it.each([
    ["PATCH", { spec: { replicas: 5 } }, { replicas: 5 }],
    ["PUT", { metadata: { name: "web" }, spec: { replicas: 4 } }, { replicas: 4 }],
    ["PATCH", { metadata: { labels: { x: "y" } } }, { replicas: 2 }],
  ] as const)("takes %s %o", (method, body, spec) => {
    expect(deployed()(method, body).body).toMatchObject({ kind: "Scale", apiVersion: "autoscaling/v1", spec });
  });

  it.each([
    [
      "PATCH",
      { spec: { replicas: "5" } },
      "cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32",
    ],
    [
      "PATCH",
      { spec: { replicas: -1 } },
      'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      "PATCH",
      { metadata: { uid: "x" } },
      'Operation cannot be fulfilled on deployments/scale.apps "web": Precondition failed: UID in precondition: x',
    ],
    [
      "PUT",
      { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } },
      'Deployment in version "v1" cannot be handled as a Scale',
    ],
  ] as const)("refuses %s %o", (method, body, part) => {
    expect(names(deployed()(method, body))).toContain(part);
  });
});

describe("generated names", () => {
  it("are no longer than a DNS label", () => {
    const body = JSON.stringify({ metadata: { generateName: "a".repeat(70) } });
    const made = server()({ method: "POST", body }).body as { metadata: { name: string } };
    expect(made.metadata.name).toMatch(/^a{58}[a-z0-9]{5}$/);
  });
});
