import { expect, it } from "vitest";
import { createRandom, type Random } from "../kernel/random.ts";
import { RequestCounter } from "./counter.ts";
import { Nginx } from "./nginx.ts";
import { RequestSource, requestsUntil, type Traffic } from "./traffic.ts";

const traffic: Traffic = {
  host: "shop.example.com",
  rate: [
    { from: 10_000, perSecond: 3 },
    { from: 12_500, perSecond: 0 },
    { from: 20_000, perSecond: 1 },
  ],
  carrying: [
    { share: 0.1, headers: { "X-Canary": "always" } },
    { share: 0.2, cookies: { beta: "always" } },
  ],
};

it.each([
  [0, 0],
  [10_000, 0],
  [10_334, 1],
  [11_000, 3],
  [12_500, 7],
  [19_000, 7],
  [21_000, 8],
])("by %i ms %i requests have been sent", (time, sent) => {
  expect(requestsUntil(traffic, time)).toBe(sent);
});

it.each<[number, object]>([
  [0.05, { headers: { "X-Canary": "always" } }],
  [0.15, { cookies: { beta: "always" } }],
  [0.29, { cookies: { beta: "always" } }],
  [0.31, {}],
])("a draw of %d carries %j", (draw, carried) => {
  const random: Random = { ...createRandom(1), next: () => draw };
  expect(new RequestSource(traffic).next(random)).toEqual({ host: "shop.example.com", path: "/", ...carried });
});

it("counts totals for good, and the rest over ten seconds", () => {
  const counter = new RequestCounter();
  for (let second = 0; second < 30; second++) {
    counter.count(second, "default/shop", "shop", "default/shop-a", second === 29);
    counter.count(second, "default/shop", "canary", null, true);
    counter.forget(second);
  }
  expect(counter.backend("default/shop", "shop", 30)).toEqual({ total: 30, recent: 10, failed: 1 });
  expect(counter.backend("default/shop", "canary", 35)).toEqual({ total: 30, recent: 5, failed: 5 });
  expect(counter.backend("default/other", "shop", 30)).toEqual({ total: 0, recent: 0, failed: 0 });
  expect(counter.podsOf("default/shop", 30)).toEqual({ "default/shop-a": 10 });
  expect(counter.podsOf("default/shop", 45)).toEqual({});
  expect(counter.perSecond("default/shop-a", 30, 15)).toBe(1);
});

const nginxWith = (answers: { readonly [pod: string]: number | null }): Nginx => {
  const nginx = new Nginx({ ...createRandom(1), integer: () => 0 }, (pod) => {
    const status = answers[pod] ?? null;
    return status === null ? null : { status, share: 1 };
  });
  const endpoints = Object.keys(answers).map((pod, i) => ({ address: `10.0.0.${i}`, pod }));
  const upstream = { name: "shop", namespace: "default", service: "shop", ingress: "default/shop" };
  nginx.take({
    upstreams: new Map([["shop", { ...upstream, endpoints, canary: null, alternatives: [] }]]),
    servers: new Map([
      ["_", [{ path: "/", pathType: "Prefix", upstream: "shop", ingress: "default/shop", isDefault: false }]],
    ]),
  });
  return nginx;
};

it.each<[string, { readonly [pod: string]: number | null }, string[]]>([
  ["takes the endpoints in turn", { a: 200, b: 200 }, ["a 200", "b 200", "a 200"]],
  ["passes over one that refuses the connection", { a: null, b: 200, c: 500 }, ["b 200", "c 500", "b 200"]],
  ["gives up after three", { a: null, b: null, c: null, d: 200 }, ["null 502", "d 200", "null 502"]],
  ["has nobody to ask", {}, ["null 503", "null 503", "null 503"]],
])("nginx %s", (_what, answers, expected) => {
  const nginx = nginxWith(answers);
  const served = [1, 2, 3].map(() => {
    const outcome = nginx.serve({ host: "localhost", path: "/" });
    return outcome.ingress === null ? "404" : `${outcome.pod} ${outcome.status}`;
  });
  expect(served).toEqual(expected);
});

it("a share of the requests fails, as the process is at the moment", () => {
  let answers = { status: 500, share: 0.3 };
  const nginx = new Nginx({ ...createRandom(1), next: () => 0.2, integer: () => 0 }, () => answers);
  const upstream = { name: "shop", namespace: "default", service: "shop", ingress: "default/shop" };
  const endpoints = [{ address: "10.0.0.1", pod: "default/shop-a" }];
  nginx.take({
    upstreams: new Map([["shop", { ...upstream, endpoints, canary: null, alternatives: [] }]]),
    servers: new Map([
      ["_", [{ path: "/", pathType: "Prefix", upstream: "shop", ingress: "default/shop", isDefault: false }]],
    ]),
  });
  const request = { host: "localhost", path: "/" };
  expect(nginx.serve(request)).toMatchObject({ status: 500 });
  answers = { status: 500, share: 0.1 };
  expect(nginx.serve(request)).toMatchObject({ status: 500 });
  nginx.tick();
  expect(nginx.serve(request)).toMatchObject({ status: 200 });
});

it("a host that no Ingress is for is not found", () => {
  const nginx = new Nginx(createRandom(1), () => ({ status: 200, share: 0 }));
  expect(nginx.serve({ host: "localhost", path: "/" })).toEqual({ ingress: null });
});
