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
const deployments = "/apis/apps/v1/namespaces/default/deployments";
const deployment = (spec: string) =>
  `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{${spec}"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}`;

/** A server that holds the ConfigMap `c` and the Deployment `d`, and what it answers. */
function answers(request: Partial<HttpRequest>): unknown[] {
  const sim = new Simulator<ApiServerEvent>(1);
  const api = new ApiServer(sim, new Etcd());
  for (const seeded of bootObjects([], [])) api.seed(seeded);
  const send = (more: Partial<HttpRequest>): HttpResponse => {
    let response: HttpResponse | null = null;
    sim.spawn(handleHttp(api, { client: "test", user: admin, method: "POST", path: maps, ...more }), (value) => {
      response = value;
    });
    while (response === null && sim.step());
    return response as unknown as HttpResponse;
  };
  send({ body: '{"metadata":{"name":"c"},"data":{"a":"1"}}' });
  send({ path: deployments, body: deployment("") });
  const { code, body, warnings } = send(request);
  return [code, typeof body === "string" ? body : ((body as { message?: string }).message ?? body.kind), ...warnings];
}

describe("bodies as they are written", () => {
  const strict = { fieldValidation: "Strict" };
  const unhandled = 'Deployment in version "v1" cannot be handled as a Deployment: ';
  const replicas = "into Go struct field DeploymentSpec.spec.replicas of type int32";
  it.each<[string, Partial<HttpRequest>, unknown[]]>([
    [
      "a fraction where a whole number is asked for",
      { path: deployments, body: deployment('"replicas":1.0,') },
      [400, `${unhandled}json: cannot unmarshal number 1.0 ${replicas}`],
    ],
    [
      "digits that a double does not hold",
      { path: deployments, body: deployment('"replicas":9007199254740993,') },
      [400, `${unhandled}json: cannot unmarshal number 9007199254740993 ${replicas}`],
    ],
    [
      "unknown and repeated fields, in order and each once",
      { path: deployments, body: deployment('"zz":1,"paused":true,"zz":2,"paused":true,'), query: strict },
      [400, `${unhandled}strict decoding error: unknown field "spec.zz", duplicate field "spec.paused"`],
    ],
    [
      "repeated keys of a map",
      { body: '{"metadata":{"name":"e"},"data":{"k":"1","k":"2"}}' },
      [201, "ConfigMap", 'duplicate field "data.k"'],
    ],
    [
      "a resource that its group does not have",
      { path: "/apis/apps/v1/namespaces/default/foos", body: "{}" },
      [404, "the server could not find the requested resource"],
    ],
    [
      "a group that is not there",
      { path: "/apis/a.b/v1/namespaces/default/foos", body: "{}" },
      [404, "404 page not found\n"],
    ],
    [
      "a version that a new object cannot have",
      { body: '{"metadata":{"name":"e","resourceVersion":"5"}}' },
      [500, "resourceVersion should not be set on objects to be created"],
    ],
    ["a version that is none", { body: '{"metadata":{"name":"e","resourceVersion":"x"}}' }, [201, "ConfigMap"]],
  ])("%s", (_, request, expected) => {
    expect(answers(request)).toEqual(expected);
  });
});

describe("updates and patches", () => {
  const put = { method: "PUT", path: `${maps}/c` } as const;
  const patch = (type: string, body: string): Partial<HttpRequest> => ({
    method: "PATCH",
    path: `${deployments}/d`,
    contentType: `application/${type}+json`,
    body,
  });
  it.each<[string, Partial<HttpRequest>, unknown[]]>([
    [
      "an update without a name",
      { ...put, body: '{"metadata":{}}' },
      [400, "the name of the object (c based on URL) was undeterminable: name must be provided"],
    ],
    [
      "a version that is no number",
      { ...put, body: '{"metadata":{"name":"c","resourceVersion":"abc"}}' },
      [500, 'strconv.ParseUint: parsing "abc": invalid syntax'],
    ],
    ["version 0", { ...put, body: '{"metadata":{"name":"c","resourceVersion":"0"}}' }, [200, "ConfigMap"]],
    ["a strategic patch of the kind", patch("strategic-merge-patch", '{"kind":"Pod"}'), [200, "Deployment"]],
    [
      "an item without its key",
      patch("strategic-merge-patch", '{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}'),
      [500, "map: map[image:x] does not contain declared merge key: name"],
    ],
    [
      "an unknown directive",
      patch("strategic-merge-patch", '{"spec":{"$patch":"foo"}}'),
      [500, "unknown patch type: foo in map: map[$patch:foo]"],
    ],
    [
      "a strategic patch that is a list",
      patch("strategic-merge-patch", "[]"),
      [400, "json: cannot unmarshal array into Go value of type map[string]interface {}"],
    ],
    [
      "a merge patch that is a list",
      patch("merge-patch", "[]"),
      [400, "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"],
    ],
    ["a merge patch that is nothing", patch("merge-patch", "null"), [400, "Invalid JSON Patch"]],
    [
      "a JSON patch that is an object",
      patch("json-patch", "{}"),
      [400, "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"],
    ],
  ])("%s", (_, request, expected) => {
    expect(answers(request)).toEqual(expected);
  });
});

describe("a Job that is deleted", () => {
  const job = (options: string) => {
    const sim = new Simulator<ApiServerEvent>(1);
    const api = new ApiServer(sim, new Etcd());
    for (const seeded of bootObjects([], [])) api.seed(seeded);
    const path = "/apis/batch/v1/namespaces/default/jobs";
    const send = (more: Partial<HttpRequest>): HttpResponse => {
      let response: HttpResponse | null = null;
      sim.spawn(handleHttp(api, { client: "test", user: admin, method: "POST", path, ...more }), (value) => {
        response = value;
      });
      while (response === null && sim.step());
      return response as unknown as HttpResponse;
    };
    send({
      body: '{"metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}',
    });
    return send({ method: "DELETE", path: `${path}/j`, body: options });
  };

  it("leaves its Pods, with a warning, unless the request says else", () => {
    const { body, warnings } = job("{}");
    expect((body as { metadata: { finalizers: string[] } }).metadata.finalizers).toEqual(["orphan"]);
    expect(warnings).toEqual([
      "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning",
    ]);
    expect(job('{"propagationPolicy":"Background"}')).toMatchObject({ body: { kind: "Status" }, warnings: [] });
  });
});

describe("the options of a deletion", () => {
  it.each<[string | undefined, { readonly [name: string]: string }, unknown[]]>([
    [
      "{bad",
      {},
      [
        500,
        "couldn't get version/kind; json parse error: invalid character 'b' looking for beginning of object key string",
      ],
    ],
    [
      '{"kind":"Foo"}',
      {},
      [
        500,
        'no kind "Foo" is registered for version "meta.k8s.io/v1" in scheme "pkg/apis/meta/internalversion/scheme/register.go:27"',
      ],
    ],
    [
      '{"gracePeriodSeconds":"5"}',
      {},
      [500, "json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64"],
    ],
    ['{"kind":"DeleteOptions","apiVersion":"v1"}', {}, [200, "Status"]],
    [undefined, { gracePeriodSeconds: "x" }, [400, 'strconv.ParseInt: parsing "x": invalid syntax']],
    [undefined, { orphanDependents: "yes", dryRun: "All" }, [200, "ConfigMap"]],
  ])("%s %o", (body, query, expected) => {
    expect(answers({ method: "DELETE", path: `${maps}/c`, ...(body !== undefined && { body }), query })).toEqual(
      expected,
    );
  });
});
