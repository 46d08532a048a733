import { expect, it } from "vitest";
import { humanDuration } from "./age.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// The table of k8s.io/apimachinery's TestHumanDuration, with two rows at its edges.
it.each([
  [second, "1s"],
  [70 * second, "70s"],
  [190 * second, "3m10s"],
  [70 * minute, "70m"],
  [47 * hour, "47h"],
  [49 * hour, "2d1h"],
  [8 * day + 2 * hour, "8d"],
  [367 * day, "367d"],
  [4 * 365 * day + 25 * day, "4y25d"],
  [8 * 365 * day + 2 * day, "8y"],
  [-second, "0s"],
  [-2 * second, "<invalid>"],
  [119 * second, "119s"],
  [2 * minute, "2m"],
])("%d is printed as %s", (millis, printed) => {
  expect(humanDuration(millis)).toBe(printed);
});
