import { expect, it } from "vitest";
import { largestOf, type MeasuredMetric } from "./measuredMetric.ts";

const proposes = (name: string, replicas: number): MeasuredMetric => ({ name, replicas, status: { type: "Resource" } });
const fails: MeasuredMetric = { reason: "FailedGetResourceMetric", cause: "none", error: "none" };

it.each([
  ["the largest has the word", [proposes("cpu", 2), proposes("memory", 3)], "memory"],
  ["of equal ones the first", [proposes("cpu", 2), proposes("memory", 2)], "cpu"],
  ["of those that ask for nothing the last", [proposes("cpu", 0), proposes("memory", 0)], "memory"],
  ["what failed is passed over", [fails, proposes("memory", 1)], "memory"],
  ["nothing, when all failed", [fails], undefined],
])("%s", (_name, found, expected) => {
  expect(largestOf(found)?.name).toBe(expected);
});
