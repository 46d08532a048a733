import { describe, expect, it } from "vitest";
import { badBase64 } from "../decoding/base64.ts";
import { goValue } from "../decoding/goValue.ts";
import { goJson } from "./goJson.ts";

describe("the quotes of a refused patch", () => {
  const deployment = {
    kind: "Deployment",
    apiVersion: "apps/v1",
    metadata: { labels: { b: "2", a: "1" }, name: "web", namespace: "default" },
    spec: { replicas: "two", strategy: { rollingUpdate: { maxSurge: 1 }, type: "RollingUpdate" }, paused: true },
  } as never;

  it("stand in the order of Go's fields", () => {
    expect(goJson(deployment, {})).toBe(
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default","labels":{"a":"1","b":"2"}},"spec":{"replicas":"two","strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}},"paused":true}}',
    );
  });

  it("and by name where the patch took the object apart", () => {
    expect(goJson(deployment, { spec: {} })).toBe(
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default","labels":{"a":"1","b":"2"}},"spec":{"paused":true,"replicas":"two","strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}',
    );
  });

  it.each([
    [{ spec: { replicas: "two", paused: null } }, "map[spec:map[paused:<nil> replicas:two]]"],
    [{ a: [1, { b: true }] }, "map[a:[1 map[b:true]]]"],
  ])("%j as a map", (value, expected) => {
    expect(goValue(value)).toBe(expected);
  });
});

describe("base 64", () => {
  it.each([
    ["aGVsbG8=", undefined],
    ["aGVs\nbG8=", undefined],
    ["not base64!", 3],
    ["abc", 0],
    ["abcdefg", 4],
    ["a===", 1],
    ["aGVsbG8=x", 8],
  ])("%j", (text, expected) => {
    expect(badBase64(text)).toBe(expected);
  });
});
