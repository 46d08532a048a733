import { describe, expect, it } from "vitest";
import type { Service } from "../api/core.ts";
import type { EndpointSlice } from "../api/discovery.ts";
import type { Ingress } from "../api/networking.ts";
import { canaryOf } from "./annotations.ts";
import { configurationOf } from "./configuration.ts";

const prefix = "nginx.ingress.kubernetes.io/";

interface Wish {
  readonly host?: string;
  readonly path?: string;
  readonly pathType?: string;
  readonly service?: string;
  readonly port?: object;
  readonly annotations?: { readonly [name: string]: string };
  readonly age?: string;
  readonly spec?: Ingress["spec"];
}

const ingress = (name: string, wish: Wish = {}): Ingress => {
  const { host = "shop.example.com", path = "/", pathType = "Prefix", service = name, port = { number: 80 } } = wish;
  const annotations = Object.entries(wish.annotations ?? {}).map(([key, value]) => [`${prefix}${key}`, value]);
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name,
      namespace: "default",
      creationTimestamp: wish.age ?? "2030-01-01T00:00:00Z",
      annotations: Object.fromEntries(annotations),
    },
    spec: wish.spec ?? {
      rules: [{ host, http: { paths: [{ path, pathType, backend: { service: { name: service, port } } }] } }],
    },
  };
};

const service: Service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "any", namespace: "default" },
  spec: { ports: [{ name: "http", port: 80, targetPort: 8080, protocol: "TCP" }] },
};

const slice = (endpoints: EndpointSlice["endpoints"]): EndpointSlice => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "any-x", namespace: "default" },
  ports: [{ name: "http", port: 8080, protocol: "TCP" }],
  endpoints,
});

const pod = (name: string, ready: boolean) => ({
  addresses: [`10.0.0.${name.length}`],
  conditions: { ready },
  targetRef: { kind: "Pod", namespace: "default", name },
});

const configured = (...ingresses: Ingress[]) => {
  const ready = slice([pod("ready", true), pod("starting", false)]);
  const { servers, upstreams } = configurationOf({ ingresses, service: () => service, slicesOf: () => [ready] });
  return {
    locations: [...servers].flatMap(([host, locations]) =>
      locations.map(({ path, pathType, upstream, ingress: from }) => `${host}${path} ${pathType} ${upstream} ${from}`),
    ),
    beside: [...upstreams.values()].flatMap(({ name, alternatives }) =>
      alternatives.map((other) => `${name} + ${other}`),
    ),
  };
};

const weighed = { canary: "true", "canary-weight": "10" };

describe("nginx's configuration", () => {
  it.each<[string, Ingress[], string[], string[]]>([
    ["a rule", [ingress("shop")], ["shop.example.com/ Prefix default-shop-80 default/shop"], []],
    [
      "a canary beside its main Ingress",
      [ingress("shop"), ingress("next", { annotations: weighed })],
      ["shop.example.com/ Prefix default-shop-80 default/shop"],
      ["default-shop-80 + default-next-80"],
    ],
    ["a canary alone does nothing", [ingress("next", { annotations: weighed })], [], []],
    [
      "a canary of another host does nothing",
      [ingress("shop"), ingress("next", { annotations: weighed, host: "other.example.com" })],
      ["shop.example.com/ Prefix default-shop-80 default/shop"],
      [],
    ],
    [
      "nor of another path, or type of path",
      [
        ingress("shop"),
        ingress("a", { annotations: weighed, path: "/cart" }),
        ingress("b", { annotations: weighed, pathType: "Exact" }),
      ],
      ["shop.example.com/ Prefix default-shop-80 default/shop"],
      [],
    ],
    [
      "a Service is not its own canary",
      [ingress("shop"), ingress("next", { annotations: weighed, service: "shop" })],
      ["shop.example.com/ Prefix default-shop-80 default/shop"],
      [],
    ],
    [
      "without canary: true it is an Ingress as any other, and the older has the path",
      [ingress("next", { annotations: { "canary-weight": "10" }, age: "2030-01-01T00:01:00Z" }), ingress("shop")],
      ["shop.example.com/ Prefix default-shop-80 default/shop"],
      [],
    ],
    [
      "of equally old ones the last by name",
      [ingress("a"), ingress("b")],
      ["shop.example.com/ Prefix default-b-80 default/b"],
      [],
    ],
    [
      "a default backend takes what no rule asks for",
      [
        ingress("shop", {
          spec: {
            defaultBackend: { service: { name: "rest", port: { number: 80 } } },
            rules: [
              {
                host: "shop.example.com",
                http: {
                  paths: [
                    {
                      path: "/cart",
                      pathType: "Prefix",
                      backend: { service: { name: "cart", port: { name: "http" } } },
                    },
                  ],
                },
              },
            ],
          },
        }),
      ],
      [
        "shop.example.com/ Prefix default-rest-80 default/shop",
        "shop.example.com/cart Prefix default-cart-http default/shop",
      ],
      [],
    ],
    [
      "a default backend alone is for every host",
      [ingress("all", { spec: { defaultBackend: { service: { name: "all", port: { number: 80 } } } } })],
      ["_/ Prefix default-all-80 default/all"],
      [],
    ],
  ])("%s", (_what, ingresses, locations, beside) => {
    expect(configured(...ingresses)).toEqual({ locations, beside });
  });

  it.each<[object, string[]]>([
    [{ number: 80 }, ["default/ready"]],
    [{ name: "http" }, ["default/ready"]],
    [{ number: 8080 }, ["default/ready"]],
    [{ number: 443 }, []],
  ])("port %j: the Pods that are ready", (port, pods) => {
    const slices = [slice([pod("ready", true), pod("starting", false)])];
    const state = { ingresses: [ingress("shop", { port })], service: () => service, slicesOf: () => slices };
    const [upstream] = [...configurationOf(state).upstreams.values()];
    expect(upstream?.endpoints.map((endpoint) => endpoint.pod)).toEqual(pods);
  });
});

describe("the annotations of a canary", () => {
  const none = { weight: 0, weightTotal: 100, header: "", headerValue: "", headerPattern: "", cookie: "" };

  it.each<[{ [name: string]: string }, object | null]>([
    [{}, null],
    [{ canary: "false", "canary-weight": "10" }, null],
    [{ canary: "yes" }, null],
    [{ canary: "true" }, none],
    [
      { canary: "true", "canary-weight": "30", "canary-weight-total": "1000" },
      { ...none, weight: 30, weightTotal: 1000 },
    ],
    [{ canary: "true", "canary-weight": "30%" }, none],
    [
      { canary: "true", "canary-by-header": "X-Canary", "canary-by-header-value": "eu", "canary-by-cookie": "beta" },
      { ...none, header: "X-Canary", headerValue: "eu", cookie: "beta" },
    ],
    [{ canary: "true", "canary-by-header": "X Canary\n" }, none],
  ])("%j", (annotations, expected) => {
    expect(canaryOf(ingress("next", { annotations }))).toEqual(expected);
  });
});
