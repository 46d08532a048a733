import { expect, it } from "vitest";
import { parseScenario } from "../scenario/index.ts";
import { apiServerProblems } from "./problems.ts";

const problemsOf = (text: string) => {
  const { scenario } = parseScenario(text);
  if (!scenario) throw new Error("can't be parsed");
  return apiServerProblems(scenario).map(({ line, path, message }) => [line, path, message]);
};

it("nothing to say about a good Pod", () => {
  expect(
    problemsOf("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: a, image: x}\n"),
  ).toEqual([]);
});

it("an unknown field, at its line", () => {
  const text =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: a\n    image: x\n    bogus: 1\n";
  expect(problemsOf(text)).toEqual([
    [8, "spec.containers[0].bogus", 'spec.containers[0].bogus: unknown field "spec.containers[0].bogus"'],
  ]);
});

it("a missing field, at the nearest line that is there", () => {
  const text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: a\n";
  expect(problemsOf(text)).toEqual([[6, "spec.containers[0].image", "spec.containers[0].image: Required value"]]);
});

it("the cluster as it is before is not checked: it is there already", () => {
  expect(problemsOf("apiVersion: v1\nkind: Node\nmetadata: {name: Not_A_Name}\n")).toEqual([]);
});
