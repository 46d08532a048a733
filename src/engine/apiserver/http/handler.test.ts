import { describe, expect, it } from "vitest";
import { bootObjects } from "../../boot.ts";
import { Simulator } from "../../kernel/simulator.ts";
import { Etcd } from "../../store/etcd.ts";
import { ApiServer } from "../apiServer.ts";
import type { ApiServerEvent } from "../events.ts";
import { handleHttp } from "./handler.ts";
import type { HttpRequest, HttpResponse } from "./httpRequest.ts";

const admin = { name: "admin", groups: ["system:masters"] };
const jane = { name: "jane", groups: ["developers"] };
const path = "/api/v1/namespaces/default/configmaps";
const object = (more: object = {}) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" }, ...more });

class Server {
  private readonly sim = new Simulator<ApiServerEvent>(1);
  private readonly server = new ApiServer(this.sim, new Etcd());

  constructor() {
    for (const seeded of bootObjects([], [])) this.server.seed(seeded);
  }

  send(request: Partial<HttpRequest>): HttpResponse {
    let response: HttpResponse | null = null;
    const sent: HttpRequest = { client: "test", user: admin, userAgent: "test/1", method: "GET", path, ...request };
    this.sim.spawn(handleHttp(this.server, sent), (value) => {
      response = value;
    });
    while (response === null && this.sim.step());
    return response as unknown as HttpResponse;
  }

  create(body: object | string, more: Partial<HttpRequest> = {}): HttpResponse {
    return this.send({ method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), ...more });
  }

  patch(contentType: string, body: object): HttpResponse {
    return this.send({ method: "PATCH", path: `${path}/c`, contentType, body: JSON.stringify(body) });
  }
}

const told = ({ code, body, warnings }: HttpResponse) => [
  code,
  typeof body === "string" ? body : ((body as { message?: string }).message ?? body.kind),
  ...warnings,
];

describe("requests over HTTP", () => {
  it.each<[string, object | string, Partial<HttpRequest>, unknown[]]>([
    ["an object", object(), {}, [201, "ConfigMap"]],
    ["an unknown field", object({ dta: {} }), {}, [201, "ConfigMap", 'unknown field "dta"']],
    [
      "an unknown field, passed over",
      object({ dta: {} }),
      { query: { fieldValidation: "Ignore" } },
      [201, "ConfigMap"],
    ],
    [
      "an unknown field, strictly",
      object({ dta: {} }),
      { query: { fieldValidation: "Strict" } },
      [400, 'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dta"'],
    ],
    [
      "a field twice",
      '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c"},"data":{"a":"1"},"data":{}}',
      {},
      [201, "ConfigMap", 'duplicate field "data"'],
    ],
    [
      "half a body",
      "{",
      {},
      [
        400,
        "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input ({)",
      ],
    ],
    ["no such path", object(), { path: "/apis/example.com/v1/widgets" }, [404, "404 page not found\n"]],
    [
      "a user without a role",
      object(),
      { user: jane },
      [
        403,
        'configmaps is forbidden: User "jane" cannot create resource "configmaps" in API group "" in the namespace "default"',
      ],
    ],
    [
      "another namespace",
      { ...object(), metadata: { name: "c", namespace: "x" } },
      {},
      [400, "the namespace of the provided object does not match the namespace sent on the request"],
    ],
  ])("create: %s", (_, body, more, expected) => {
    expect(told(new Server().create(body, more))).toEqual(expected);
  });

  it.each<[string, object, object]>([
    ["application/merge-patch+json", { data: { a: null, b: "2" } }, { b: "2" }],
    ["application/strategic-merge-patch+json", { data: { b: "2" } }, { a: "1", b: "2" }],
    ["application/json-patch+json", [{ op: "replace", path: "/data/a", value: "3" }], { a: "3" }],
    ["application/apply-patch+yaml", object(), { a: "1" }],
  ])("%s", (contentType, patch, data) => {
    const server = new Server();
    server.create(object({ data: { a: "1" } }));
    const query = contentType.includes("apply") ? { query: { fieldManager: "me" } } : {};
    const { body } = server.send({
      method: "PATCH",
      path: `${path}/c`,
      contentType,
      body: JSON.stringify(patch),
      ...query,
    });
    expect(body).toMatchObject({ kind: "ConfigMap" });
    expect((body as unknown as { data: object }).data).toEqual(data);
  });

  it.each<[string, unknown[], number]>([
    ["Ignore", [201, "ConfigMap"], 200],
    ["Warn", [201, "ConfigMap", 'line 1: key "a" already set in map'], 200],
    [
      "Strict",
      [
        400,
        'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 1: key "a" already set in map',
      ],
      404,
    ],
  ])("an apply with a key twice, %s", (fieldValidation, expected, found) => {
    const server = new Server();
    const answer = server.send({
      method: "PATCH",
      path: `${path}/c`,
      contentType: "application/apply-patch+yaml",
      body: "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b, a: c}}",
      query: { fieldManager: "me", fieldValidation },
    });
    expect(told(answer)).toEqual(expected);
    expect(server.send({ path: `${path}/c` }).code).toBe(found);
  });

  it.each<[string, string, string, unknown[]]>([
    ["YAML", "application/yaml", "kind: ConfigMap\nmetadata: {name: c}\n", [201, "ConfigMap"]],
    [
      "YAML with a key twice",
      "application/yaml",
      "metadata: {name: c}\ndata: {a: b, a: c}\nfoo: 1\n",
      [201, "ConfigMap", 'line 2: key "a" already set in map', 'unknown field "foo"'],
    ],
    [
      "YAML with a key twice, strictly",
      "application/yaml",
      "#Strict\nmetadata: {name: c}\ndata: {a: b, a: c}\nfoo: 1\n",
      [
        400,
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: yaml: unmarshal errors:\n  line 3: key "a" already set in map, unknown field "foo"',
      ],
    ],
    [
      "no YAML",
      "application/yaml",
      "a: b: c",
      [
        400,
        "the object provided is unrecognized (must be of type ConfigMap): yaml: mapping values are not allowed in this context (613a20623a2063)",
      ],
    ],
    [
      "something else",
      "text/plain",
      "{}",
      [
        415,
        "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",
      ],
    ],
    ["JSON with a charset", "application/json; charset=utf-8", JSON.stringify(object()), [201, "ConfigMap"]],
  ])("a body in %s", (_, contentType, body, expected) => {
    const query = body.startsWith("#Strict") ? { query: { fieldValidation: "Strict" } } : {};
    expect(told(new Server().create(body, { contentType, ...query }))).toEqual(expected);
  });

  it("does not write in a dry run", () => {
    const server = new Server();
    expect(server.create(object(), { query: { dryRun: "All" } }).code).toBe(201);
    expect(server.send({ path: `${path}/c` }).code).toBe(404);
  });

  it("tells what a patch cannot do", () => {
    const server = new Server();
    server.create(object());
    expect(told(server.patch("application/json-patch+json", [{ op: "test", path: "/data/a", value: "1" }]))).toEqual([
      422,
      "the server rejected our request due to an error in our request",
    ]);
    expect(server.patch("text/plain", {}).code).toBe(415);
  });
});

describe("what is not served", () => {
  it.each([
    [admin, "/apis/example.com/v1/namespaces/default/widgets", [404, "404 page not found\n"]],
    [
      jane,
      "/apis/example.com/v1/namespaces/default/widgets/w",
      [
        403,
        'widgets.example.com "w" is forbidden: User "jane" cannot get resource "widgets" in API group "example.com" in the namespace "default"',
      ],
    ],
    [
      jane,
      "/api/v1/foos",
      [403, 'foos is forbidden: User "jane" cannot list resource "foos" in API group "" at the cluster scope'],
    ],
  ])("is told only to those who may ask: %j", (user, asked, expected) => {
    expect(told(new Server().send({ user, path: asked }))).toEqual(expected);
  });
});

describe("an item that is null", () => {
  it("is read as one without fields", () => {
    const pod = { metadata: { name: "p" }, spec: { containers: [{ name: "c", image: "i" }], volumes: [null] } };
    const seeded = new Server();
    seeded.create({ metadata: { name: "default" } }, { path: "/api/v1/namespaces/default/serviceaccounts" });
    expect(told(seeded.create(pod, { path: "/api/v1/namespaces/default/pods" }))).toEqual([
      422,
      'Pod "p" is invalid: spec.volumes[0].name: Required value',
    ]);
  });
});
