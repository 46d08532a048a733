import { expect, it } from "vitest";
import { breaks } from "./breaks.ts";

it.each([
  ["FailedScheduling", ["Failed", "Scheduling"]],
  ["NodeResourcesBalancedAllocation", ["Node", "Resources", "Balanced", "Allocation"]],
  ["taint maintenance=true:NoSchedule", ["taint maintenance=", "true:", "No", "Schedule"]],
  ["pod/web-554b4cbfbb-w6s7q", ["pod/", "web-", "554b4cbfbb-", "w6s7q"]],
  ["topology.kubernetes.io/zone", ["topology.kubernetes.io/", "zone"]],
  ["OOMKilled", ["OOMKilled"]],
  ["0/2 nodes are available", ["0/", "2 nodes are available"]],
  ["asks -1 --flag", ["asks -1 --flag"]],
  ["", [""]],
])("%s", (text, parts) => {
  expect(breaks(text)).toEqual(parts);
  expect(breaks(text).join("")).toBe(text);
});
