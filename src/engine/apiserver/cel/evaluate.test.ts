import { describe, expect, it } from "vitest";
import { evaluateCel } from "./evaluate.ts";

const object = { spec: { replicas: 4, containers: [{ image: "a/x:1" }, { image: "b/y:1" }] }, labels: { "a.b": "c" } };

describe("CEL", () => {
  it.each([
    ["object.spec.replicas <= 3", { value: false }],
    ["object.spec.replicas % 2 == 0 && 1 + 2 * 3 == 7", { value: true }],
    ["object.spec.containers.all(c, c.image.startsWith('a/'))", { value: false }],
    ["object.spec.containers.exists(c, c.image.matches('^b/'))", { value: true }],
    ["object.spec.containers.map(c, size(c.image))", { value: [5, 5] }],
    ["has(object.spec.paused) ? object.spec.paused : 'no'", { value: "no" }],
    ['object.labels["a.b"] in ["c", "d"]', { value: true }],
    ['!("x" in object.labels)', { value: true }],
    ["object.spec.paused", { error: "no such key: paused" }],
    ["object.spec.replicas + 'x'", { error: "no such overload" }],
    ["params.limit > 3", { unknown: true }],
    ["object.spec.foo ===", { unknown: true }],
  ])("%s", (expression, expected) => {
    expect(evaluateCel(expression, { object })).toEqual(expected);
  });
});
