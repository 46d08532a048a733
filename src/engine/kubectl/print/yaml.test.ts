import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { byKey, yamlText } from "./yaml.ts";

describe("YAML as kubectl writes it", () => {
  it.each<[string, unknown, string]>([
    [
      "keys in order, lists at the level of their key",
      { kind: "Pod", apiVersion: "v1", spec: { containers: [{ name: "web", image: "nginx", args: ["a", "b"] }] } },
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - args:\n    - a\n    - b\n    image: nginx\n    name: web",
    ],
    ["nothing in it", { a: {}, b: [], c: null, d: "" }, 'a: {}\nb: []\nc: null\nd: ""'],
    ["lists in lists", { a: [[1, 2], [3]] }, "a:\n- - 1\n  - 2\n- - 3"],
    [
      "texts that would be something else",
      { a: "true", b: "1", c: "2030-01-01T00:00:00Z", d: "1e3", e: "no", f: "0x1f", g: "1:20", h: "null" },
      'a: "true"\nb: "1"\nc: "2030-01-01T00:00:00Z"\nd: "1e3"\ne: "no"\nf: "0x1f"\ng: "1:20"\nh: "null"',
    ],
    [
      "texts that need single quotes",
      { a: "containers with unready status: [web]", b: "#x", c: "it's: so", d: "*", e: " x", f: "a #b" },
      "a: 'containers with unready status: [web]'\nb: '#x'\nc: 'it''s: so'\nd: '*'\ne: ' x'\nf: 'a #b'",
    ],
    [
      "texts that need none",
      { a: "100m", b: "10.244.1.2", c: "nginx:1.27", d: "a#b", e: "8Gi", f: "-x", g: "it's" },
      "a: 100m\nb: 10.244.1.2\nc: nginx:1.27\nd: a#b\ne: 8Gi\nf: -x\ng: it's",
    ],
    ["several lines", { a: { b: '{"x":1}\n', c: "x\ny" } }, 'a:\n  b: |\n    {"x":1}\n  c: |-\n    x\n    y'],
    ["control characters", { a: "x\ty", b: "\u0001" }, 'a: "x\\ty"\nb: "\\x01"'],
    [
      "long texts are folded behind column 80",
      {
        message:
          "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
      },
      "message: '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available:\n  3 No preemption victims found for incoming pod.'",
    ],
  ])("%s", (_what, value, text) => {
    expect(yamlText(value)).toBe(text);
    expect(parse(yamlText(value))).toEqual(value);
  });

  it.each([
    ["a", "b", -1],
    ["a2", "a10", -1],
    ["app.kubernetes.io/name", "app", 1],
    ["a-b", "ab", -1],
  ])("%s and %s", (a, b, sign) => {
    expect(Math.sign(byKey(a, b))).toBe(sign);
  });
});
