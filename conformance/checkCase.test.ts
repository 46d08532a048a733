import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type GoldenCase, type Json, type JsonObject, readCases } from "./caseFile.ts";
import { checkCase } from "./checkCase.ts";

const cases = (group: string): readonly GoldenCase[] =>
  readCases(join(import.meta.dirname, "cases", `${group}.jsonl.gz`));
const named = (group: string, id: string): GoldenCase => cases(group).find((golden) => golden.id === id)!;

/** The case with one value inside its expectation replaced; the path is that of the first attempt. */
function damaged(golden: GoldenCase, path: readonly string[], value: Json): GoldenCase {
  const [first, ...others] = golden.expect as readonly JsonObject[];
  const replace = (object: Json, [key, ...rest]: readonly string[]): Json =>
    key === undefined ? value : { ...(object as JsonObject), [key]: replace((object as JsonObject)[key]!, rest) };
  return { ...golden, expect: [replace(first!, path), ...others] };
}

describe("checkCase", () => {
  const schedulable = named("taints", "taints-0005");
  const unschedulable = named("spread", "spread-0014");
  const preempting = named("preemption", "preemption-0011");

  it.each([
    ["taints", "taints-0005"],
    ["spread", "spread-0014"],
    ["preemption", "preemption-0011"],
    ["sampling", "sampling-0007"],
    ["quantity", "quantity-0005"],
    ["selector", "selector-0003"],
  ])("passes a true case of %s", (group, id) => {
    expect(checkCase(named(group, id))).toEqual([]);
  });

  it.each([
    [schedulable, ["preFilter", "skip"], []],
    [schedulable, ["filter", "n1"], { plugin: "NodeName", code: "Unschedulable", reasons: [] }],
    [schedulable, ["scoreSkip"], null],
    [schedulable, ["score", "NodeResourcesFit", "raw", "n2"], 96],
    [schedulable, ["score", "TaintToleration", "weight"], 2],
    [schedulable, ["total", "n3"], 196],
    [schedulable, ["best"], ["n1"]],
    [schedulable, ["chosen"], "n1"],
    [unschedulable, ["filterAll", "n1"], {}],
    [unschedulable, ["message"], "0/2 nodes are available."],
    [unschedulable, ["postFilter", "message"], ""],
    [preempting, ["postFilter", "victims", "n1"], ["default/b"]],
    [preempting, ["postFilter", "nominated"], []],
  ] as [GoldenCase, string[], Json][])("fails a damaged case: %#", (golden, path, value) => {
    const found = checkCase(damaged(golden, path, value));
    const damage = `[0].${path.join(".")}`;
    expect(found.filter((difference) => difference.path.startsWith(damage))).not.toEqual([]);
  });

  it.each([
    ["objects", /"replicas":1/, '"replicas":7'],
    ["a condition's message", /Deployment has minimum availability/, "Deployment has availability"],
    ["an Event's text", /Scaled down replica set/, "Scaled replica set"],
    ["how often an Event came", /"count":1\}\],"events":\[\{/, '"count":2}],"events":[{'],
    ["the code of an answer", /"code":201/, '"code":200'],
  ])("fails a timeline that expects something else of %s", (_what, from, to) => {
    const timeline = named("controllers", "deploy-13");
    expect(checkCase(timeline)).toEqual([]);
    const text = JSON.stringify(timeline);
    expect(text).toMatch(from);
    expect(checkCase(JSON.parse(text.replace(from, to)) as GoldenCase)).not.toEqual([]);
  });

  it("fails a case without an expectation", () => {
    const { expect: _, ...rest } = schedulable;
    expect(checkCase(rest as GoldenCase)).toHaveLength(1);
  });

  it("fails a case of a group that it does not know", () => {
    expect(checkCase({ id: "something-0001", expect: true })).toHaveLength(1);
  });

  it("fails when an attempt is missing", () => {
    expect(checkCase({ ...preempting, expect: [(preempting.expect as Json[])[0]!] })).not.toEqual([]);
  });
});
