import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../kernel/random.ts";
import type { CanaryConfig } from "./annotations.ts";
import type { Configuration, Location, Upstream } from "./configuration.ts";
import { decisionOf, type HTTPRequest, isDrawn, locationOf, routeOf, upstreamOf } from "./routing.ts";

/** Draws that come out as given: what weights are compared with. */
const drawing = (draw: number): Random => ({ ...createRandom(1), integer: () => draw - 1 });

const canary = (rules: Partial<CanaryConfig>): CanaryConfig => ({
  weight: 0,
  weightTotal: 100,
  header: "",
  headerValue: "",
  headerPattern: "",
  cookie: "",
  ...rules,
});

const request = (carried: Partial<HTTPRequest> = {}): HTTPRequest => ({
  host: "shop.example.com",
  path: "/",
  ...carried,
});

function goesToCanary(rules: CanaryConfig, asked: HTTPRequest, random: Random): boolean {
  const decision = decisionOf(rules, asked);
  return decision === "draw" ? isDrawn(rules, random) : decision === "canary";
}

describe("whether a request goes to the canary", () => {
  const header = { header: "X-Canary" };
  const says = (value: string): Partial<HTTPRequest> => ({ headers: { "X-Canary": value } });
  const cookie = { cookie: "beta" };
  const keeps = (value: string): Partial<HTTPRequest> => ({ cookies: { beta: value } });

  it.each<[string, Partial<CanaryConfig>, Partial<HTTPRequest>, number, boolean]>([
    ["no rule", {}, {}, 1, false],
    ["header: always", header, says("always"), 1, true],
    ["header: never, whatever the weight", { ...header, weight: 100 }, says("never"), 1, false],
    ["header: another value leaves it to the weight", { ...header, weight: 10 }, says("yes"), 10, true],
    ["header: another value, weight not drawn", { ...header, weight: 10 }, says("yes"), 11, false],
    ["header: names in any case", header, { headers: { "x-canary": "always" } }, 1, true],
    ["header: values count by case", header, says("Always"), 1, false],
    ["header: no such header", header, { headers: { "X-Other": "always" } }, 1, false],
    ["header value: the one asked for", { ...header, headerValue: "eu" }, says("eu"), 1, true],
    ["header value: always is a value as any other", { ...header, headerValue: "eu" }, says("always"), 1, false],
    ["header value: never neither", { ...header, headerValue: "eu", weight: 100 }, says("never"), 100, true],
    ["header pattern: matched", { ...header, headerPattern: "^(eu|us)-" }, says("eu-1"), 1, true],
    ["header pattern: not matched", { ...header, headerPattern: "^(eu|us)-" }, says("ap-1"), 1, false],
    [
      "header pattern: not matched, then the weight",
      { ...header, headerPattern: "^eu", weight: 5 },
      says("ap"),
      5,
      true,
    ],
    ["header pattern: always is no longer special", { ...header, headerPattern: "^eu" }, says("always"), 1, false],
    [
      "header pattern: one that can't be read keeps it out",
      { ...header, headerPattern: "(", weight: 100 },
      says("eu"),
      1,
      false,
    ],
    ["header value before header pattern", { ...header, headerValue: "eu", headerPattern: "us" }, says("us"), 1, false],
    ["cookie: always", cookie, keeps("always"), 1, true],
    ["cookie: never, whatever the weight", { ...cookie, weight: 100 }, keeps("never"), 1, false],
    ["cookie: another value leaves it to the weight", { ...cookie, weight: 50 }, keeps("1"), 50, true],
    ["header before cookie", { ...header, ...cookie }, { ...says("never"), ...keeps("always") }, 1, false],
    ["header says nothing, then the cookie", { ...header, ...cookie }, { ...says("x"), ...keeps("always") }, 1, true],
    ["cookie before weight", { ...cookie, weight: 0 }, keeps("always"), 100, true],
    ["weight: the last draw that counts", { weight: 10 }, {}, 10, true],
    ["weight: the first that does not", { weight: 10 }, {}, 11, false],
    ["weight 0: nobody", { weight: 0 }, {}, 1, false],
    ["weight 100: everybody", { weight: 100 }, {}, 100, true],
  ])("%s", (_what, rules, carried, draw, expected) => {
    expect(goesToCanary(canary(rules), request(carried), drawing(draw))).toBe(expected);
  });

  it.each<[Partial<CanaryConfig>, number]>([
    [{ weight: 10 }, 100],
    [{ weight: 10, weightTotal: 1000 }, 1000],
    [{ weight: 10, weightTotal: 50 }, 100],
  ])("%j is drawn out of %i", (rules, expected) => {
    let bound = 0;
    const random: Random = {
      ...createRandom(1),
      integer: (given) => {
        bound = given;
        return 0;
      },
    };
    goesToCanary(canary(rules), request(), random);
    expect(bound).toBe(expected);
  });

  it("a weight of 10 is a tenth in the long run", () => {
    const random = createRandom(3);
    const drawn = Array.from({ length: 10_000 }, () => goesToCanary(canary({ weight: 10 }), request(), random));
    expect(drawn.filter(Boolean).length).toBeGreaterThan(900);
    expect(drawn.filter(Boolean).length).toBeLessThan(1100);
  });
});

const location = (path: string, pathType: string): Location => ({
  path,
  pathType,
  upstream: `${pathType}${path}`,
  ingress: "default/shop",
  isDefault: false,
});

describe("which location a request is for", () => {
  const configuration: Configuration = {
    upstreams: new Map(),
    servers: new Map([
      [
        "shop.example.com",
        [
          location("/", "Prefix"),
          location("/cart", "Prefix"),
          location("/cart/", "ImplementationSpecific"),
          location("/cart", "Exact"),
          location("/img", "ImplementationSpecific"),
        ],
      ],
      ["*.example.com", [location("/any", "Prefix")]],
      ["_", [location("/rest", "Prefix")]],
    ]),
  };

  it.each<[string, string, string | null]>([
    ["shop.example.com", "/", "Prefix/"],
    ["shop.example.com", "/carton", "Prefix/"],
    ["shop.example.com", "/cart", "Exact/cart"],
    ["shop.example.com", "/cart/7?page=2", "ImplementationSpecific/cart/"],
    ["shop.example.com", "/images/a.png", "Prefix/"],
    ["shop.example.com", "/img.png", "ImplementationSpecific/img"],
    ["SHOP.example.com:8080", "/", "Prefix/"],
    ["blog.example.com", "/any/thing", "Prefix/any"],
    ["blog.example.com", "/other", null],
    ["a.blog.example.com", "/rest", "Prefix/rest"],
    ["localhost", "/rest/x", "Prefix/rest"],
    ["localhost", "/", null],
  ])("%s%s: %s", (host, path, expected) => {
    expect(locationOf(configuration, { host, path })?.upstream ?? null).toBe(expected);
  });
});

describe("which upstream a request is sent to", () => {
  const upstream = (name: string, ready: number, more: Partial<Upstream> = {}): Upstream => ({
    name,
    namespace: "default",
    service: name,
    ingress: `default/${name}`,
    endpoints: Array.from({ length: ready }, (_, i) => ({ address: `10.0.0.${i}`, pod: `default/${name}-${i}` })),
    canary: null,
    alternatives: [],
    ...more,
  });
  const everybody = { canary: canary({ weight: 100 }) };

  it.each<[string, Upstream[], string | null]>([
    ["the main one", [upstream("main", 1)], "main"],
    ["the canary", [upstream("main", 1, { alternatives: ["a"] }), upstream("a", 1, everybody)], "a"],
    [
      "a canary without endpoints gets nothing",
      [upstream("main", 1, { alternatives: ["a"] }), upstream("a", 0, everybody)],
      "main",
    ],
    [
      "no main endpoints: 503, whatever the canary says",
      [upstream("main", 0, { alternatives: ["a"] }), upstream("a", 1, everybody)],
      null,
    ],
    [
      "the first of two canaries",
      [
        upstream("main", 1, { alternatives: ["a", "b"] }),
        upstream("a", 1, { canary: canary({}) }),
        upstream("b", 1, everybody),
      ],
      "main",
    ],
  ])("%s", (_what, upstreams, expected) => {
    const configuration = {
      upstreams: new Map(upstreams.map((each) => [each.name, each])),
      servers: new Map([["_", [{ ...location("/", "Prefix"), upstream: "main" }]]]),
    };
    const route = routeOf(configuration, request());
    expect(route && (upstreamOf(route, drawing(1))?.name ?? null)).toBe(expected);
    expect(route).toMatchObject({ ingress: "default/shop", service: "main" });
  });
});
