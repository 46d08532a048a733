import { expect, it } from "vitest";
import { timestamp, virtualTime } from "../../kernel/clock.ts";
import { clockOf, nextRun, parseSchedule } from "./schedule.ts";

it.each([
  ["* * * * *", "2030-01-01T00:00:30Z", "2030-01-01T00:01:00Z"],
  ["*/15 * * * *", "2030-01-01T00:15:00Z", "2030-01-01T00:30:00Z"],
  ["0 3 * * *", "2030-01-01T04:00:00Z", "2030-01-02T03:00:00Z"],
  ["@hourly", "2030-01-01T00:59:59Z", "2030-01-01T01:00:00Z"],
  ["30 6 * * mon", "2030-01-01T00:00:00Z", "2030-01-07T06:30:00Z"],
  ["0 0 29 feb *", "2030-01-01T00:00:00Z", "2032-02-29T00:00:00Z"],
  ["0 0 13 * 5", "2030-01-01T00:00:00Z", "2030-01-04T00:00:00Z"],
  ["@every 90s", "2030-01-01T00:00:05Z", "2030-01-01T00:01:35Z"],
  ["@every 1h2m3.7s", "2030-01-01T00:00:00Z", "2030-01-01T01:02:03Z"],
  ["@every 10ms", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z"],
  ["5-7,20 1 * * *", "2030-01-01T01:07:00Z", "2030-01-01T01:20:00Z"],
])("%s after %s is due at %s", (text, after, due) => {
  const schedule = parseSchedule(text)!;
  expect(timestamp(nextRun(schedule, virtualTime(after)!)!)).toBe(due);
});

it.each(["", "* * * *", "60 * * * *", "a * * * *", "5-2 * * * *", "*/0 * * * *"])("cannot read %j", (text) => {
  expect(parseSchedule(text)).toBeNull();
});

it.each([
  ["30 9 * * *", "Asia/Shanghai", "2030-01-01T00:00:00Z", "2030-01-01T01:30:00Z"],
  ["0 12 * * *", "Asia/Kolkata", "2030-01-01T00:00:00Z", "2030-01-01T06:30:00Z"],
  ["0 0 1 * *", "America/New_York", "2030-01-01T00:00:00Z", "2030-01-01T05:00:00Z"],
  // The clock goes from 2:00 to 3:00 on the tenth.
  ["30 2 * * *", "America/New_York", "2030-03-10T06:00:00Z", "2030-03-11T06:30:00Z"],
])("%s in %s after %s is due at %s", (text, zone, after, due) => {
  const schedule = parseSchedule(text)!;
  expect(timestamp(nextRun(schedule, virtualTime(after)!, clockOf(zone))!)).toBe(due);
});

it("has no clock for a zone that is none", () => {
  expect(clockOf("Mars/Olympus")).toBeUndefined();
});
