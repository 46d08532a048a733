import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { bindingProblem } from "../binding.ts";
import { typingProblem } from "./typing.ts";

const deployment = (spec: object): KubernetesObject =>
  ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d", namespace: "default" },
    spec,
  }) as KubernetesObject;

const title = "failed to create typed patch object (default/d; apps/v1, Kind=Deployment): ";

describe("what server-side apply finds in an object that its schema does not describe", () => {
  it.each([
    [{ replicas: 1 }, undefined],
    [{ replicaz: 1 }, ".spec.replicaz: field not declared in schema"],
    [{ replicas: "two" }, ".spec.replicas: expected numeric (int or float), got string"],
    [{ paused: "yes" }, ".spec.paused: expected boolean, got &{yes}"],
    [{ selector: "a" }, ".spec.selector: expected map, got &{a}"],
    [
      { template: { spec: { containers: [{ name: "web", imagee: "x" }] } } },
      '.spec.template.spec.containers[name="web"].imagee: field not declared in schema',
    ],
    [
      { template: { metadata: { labels: { a: 1 } } } },
      ".spec.template.metadata.labels.a: expected string, got &value.valueUnstructured{Value:1}",
    ],
  ])("%j", (spec, expected) => {
    expect(typingProblem(deployment(spec))?.message).toBe(expected && title + expected);
  });
});

describe("a binding that can be none", () => {
  const binding = (target: object, name = "p") =>
    ({ apiVersion: "v1", kind: "Binding", metadata: { name }, target }) as never;

  it.each([
    [binding({ name: "n1" }), undefined],
    [binding({ kind: "Node", name: "n1" }, "q"), "name in URL does not match name in Binding object"],
    [binding({ kind: "Node" }), "target.name: Required value"],
    [
      binding({ kind: "Pod" }),
      '[target.kind: Unsupported value: "Pod": supported values: "Node", "<empty>", target.name: Required value]',
    ],
  ])("%j", (given, expected) => {
    expect(bindingProblem("p", given)?.message).toBe(expected);
  });
});
