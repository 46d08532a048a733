import { expect, it } from "vitest";
import { percentsOf } from "./percents.ts";

it.each([
  [
    [169, 31],
    [85, 15],
  ],
  [
    [1, 1, 1],
    [34, 33, 33],
  ],
  [
    [0, 5],
    [0, 100],
  ],
  [
    [191, 9],
    [96, 4],
  ],
  [[0, 0], null],
])("%j are %j percent", (counts, percents) => expect(percentsOf(counts)).toEqual(percents));
