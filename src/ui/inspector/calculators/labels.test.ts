import { describe, expect, it } from "vitest";
import { labelsOf, labelsText, selectorText } from "./labels.ts";

describe("labels as text", () => {
  it.each<[string, { [key: string]: string }]>([
    ["app=web, tier=front", { app: "web", tier: "front" }],
    [" app = web ,", { app: "web" }],
    ["app", { app: "" }],
    ["a=b=c", { a: "b=c" }],
    ["=x,, ", {}],
  ])("%j", (text, labels) => {
    expect(labelsOf(text)).toEqual(labels);
  });

  it("reads what it writes", () => {
    expect(labelsText({ app: "web", "a/b": "" })).toBe("app=web, a/b=");
    expect(labelsOf("app=web, a/b=")).toEqual({ app: "web", "a/b": "" });
  });
});

it.each([
  [undefined, "<none>"],
  [{ matchLabels: { app: "web" } }, "app=web"],
  [
    {
      matchLabels: { app: "web" },
      matchExpressions: [
        { key: "tier", operator: "In", values: ["a", "b"] },
        { key: "old", operator: "DoesNotExist" },
        { key: "new", operator: "Exists" },
        { key: "x", operator: "NotIn", values: ["y"] },
      ],
    },
    "app=web,tier in (a,b),!old,new,x notin (y)",
  ],
] as const)("a selector %#", (selector, text) => {
  expect(selectorText(selector as Parameters<typeof selectorText>[0])).toBe(text);
});
