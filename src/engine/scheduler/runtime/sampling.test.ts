import { expect, it } from "vitest";
import { feasibleNodesToFind } from "./sampling.ts";

it.each([
  [0, 0, 0],
  [99, 0, 99],
  [100, 40, 100],
  [1000, 0, 420],
  [5000, 0, 500],
  [6000, 0, 300],
  [10_000, 0, 500],
  [1000, 100, 1000],
  [1000, 5, 100],
])("of %i nodes at %i %% wants %i feasible ones", (nodes, percentage, wanted) => {
  expect(feasibleNodesToFind(nodes, percentage)).toBe(wanted);
});
