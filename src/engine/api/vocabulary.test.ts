import { describe, expect, it } from "vitest";
import { apiPath, etcdKey, kindOf, resourceByName } from "./kinds.ts";
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValue,
  subtractQuantities,
  value,
} from "./quantity.ts";
import { compileSelector, matches } from "./selector.ts";
import { findUntoleratedTaint, toleratesTaint } from "./taints.ts";

describe("quantities", () => {
  it.each([
    ["1500m", "1500m", 2, 1500],
    ["0.5", "500m", 1, 500],
    ["1024Mi", "1Gi", 1073741824, 1073741824000],
    ["1e3", "1e3", 1000, 1000000],
    [2, "2", 2, 2000],
  ])("%s", (text, canonical, units, milli) => {
    expect([canonicalQuantity(text), value(text), milliValue(text)]).toEqual([canonical, units, milli]);
  });

  it("adds, subtracts and compares exactly", () => {
    expect(addQuantities("500m", "1")).toBe("1500m");
    expect(addQuantities("1Gi", "512Mi")).toBe("1536Mi");
    expect(subtractQuantities("2", "1500m")).toBe("500m");
    expect(compareQuantities("1Gi", "1024Mi")).toBe(0);
    expect(compareQuantities("999m", "1")).toBe(-1);
  });
});

describe("label selectors", () => {
  it.each([
    [null, { a: "b" }, false],
    [{}, { a: "b" }, true],
    [{ matchExpressions: [{ key: "a", operator: "NotIn", values: ["b"] }] }, {}, true],
    [{ matchLabels: { constructor: "x" } }, {}, false],
  ])("%j on %j: %s", (selector, labels, expected) => {
    const compiled = compileSelector(selector);
    expect("error" in compiled ? compiled.error : matches(compiled, labels)).toBe(expected);
  });
});

describe("taints", () => {
  const taint = { key: "gpu", value: "true", effect: "NoSchedule" };
  it.each([
    [{ key: "gpu", operator: "Exists" }, true],
    [{ operator: "Exists" }, true],
    [{ key: "gpu", value: "true" }, true],
    [{ key: "gpu", value: "false" }, false],
    [{ key: "gpu", operator: "Exists", effect: "NoExecute" }, false],
  ])("%j tolerates: %s", (toleration, expected) => {
    expect(toleratesTaint(toleration, taint)).toBe(expected);
    expect(findUntoleratedTaint([taint], [toleration], ["NoSchedule"])).toBe(expected ? undefined : taint);
  });
});

describe("kinds", () => {
  it("knows paths and keys", () => {
    const deployment = kindOf("apps/v1", "Deployment")!;
    expect(apiPath(deployment, "dev", "web", "scale")).toBe("/apis/apps/v1/namespaces/dev/deployments/web/scale");
    expect(apiPath(kindOf("v1", "Node")!, undefined, "n1")).toBe("/api/v1/nodes/n1");
    expect(etcdKey({ apiVersion: "v1", kind: "Node", metadata: { name: "n1" } })).toBe("/registry/minions/n1");
    expect(etcdKey({ apiVersion: "v1", kind: "Service", metadata: { name: "s" } })).toBe(
      "/registry/services/specs/default/s",
    );
  });

  it.each([
    ["po", "pods"],
    ["Deployment", "deployments"],
    ["deployments.apps", "deployments"],
    ["hpa", "horizontalpodautoscalers"],
  ])("%s is %s", (name, resource) => expect(resourceByName(name)?.resource).toBe(resource));
});
