import fc from "fast-check";
import { expect, it } from "vitest";
import { microTimestamp, timestamp, virtualTime } from "./clock.ts";

it.each([
  [0, "2030-01-01T00:00:00Z"],
  [999, "2030-01-01T00:00:00Z"],
  [61_000, "2030-01-01T00:01:01Z"],
  [86_400_000 * 59, "2030-03-01T00:00:00Z"],
  [-1000, "2029-12-31T23:59:59Z"],
])("%d ms is %s", (time, text) => {
  expect(timestamp(time)).toBe(text);
});

it.each([
  [0, "2030-01-01T00:00:00.000000Z"],
  [61_007, "2030-01-01T00:01:01.007000Z"],
  [-1, "2029-12-31T23:59:59.999000Z"],
])("%d ms to the microsecond is %s", (time, text) => {
  expect(microTimestamp(time)).toBe(text);
  expect(virtualTime(text)).toBe(time);
});

it("reads and writes any second that JavaScript's own calendar knows the same way", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_800_000_000, max: 4_000_000_000 }), (seconds) => {
      const text = timestamp(seconds * 1000);
      expect(text).toBe(new Date((1_893_456_000 + seconds) * 1000).toISOString().replace(".000Z", "Z"));
      expect(virtualTime(text)).toBe(seconds * 1000);
    }),
  );
});

it.each(["", "2030-01-01", "2030-01-01T00:00:00+01:00", "yesterday"])("refuses %j", (text) => {
  expect(virtualTime(text)).toBeNull();
});
