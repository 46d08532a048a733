import { expect, it } from "vitest";
import { EventCorrelator } from "./eventCorrelator.ts";

const event = (message: string, rest: object = {}) => ({
  object: "uid-1",
  fieldPath: "",
  type: "Warning",
  reason: "FailedCreate",
  message,
  ...rest,
});

it("counts repeats, apart for each place, reason and object", () => {
  const correlator = new EventCorrelator();
  const counts = [
    event("a"),
    event("a"),
    event("a", { fieldPath: "spec.containers{web}" }),
    event("a", { reason: "Other" }),
    event("a", { object: "uid-2" }),
    event("a"),
  ].map((given) => correlator.correlate(given, 0).count);
  expect(counts).toEqual([1, 2, 1, 1, 1, 3]);
});

it("combines from the tenth message on, into one event that is counted", () => {
  const correlator = new EventCorrelator();
  const seen = Array.from({ length: 12 }, (_, i) => correlator.correlate(event(`no ${i}`), i * 1000));
  expect(seen.slice(7).map(({ message, count }) => `${count} ${message}`)).toEqual([
    "1 no 7",
    "1 no 8",
    "1 (combined from similar events): no 9",
    "2 (combined from similar events): no 10",
    "3 (combined from similar events): no 11",
  ]);
  expect(new Set(seen.slice(9).map(({ key }) => key)).size).toBe(1);
});

it("begins anew when there was nothing similar for ten minutes", () => {
  const correlator = new EventCorrelator();
  for (let i = 0; i < 10; i++) correlator.correlate(event(`no ${i}`), 0);
  expect(correlator.correlate(event("later"), 600_001).message).toBe("later");
});

it("cuts a source off after 25 events about an object, and lets one through every five minutes", () => {
  const correlator = new EventCorrelator();
  const allowed = (count: number, time: number, object = "uid-1") =>
    Array.from({ length: count }, () => correlator.correlate(event("again", { object }), time)).filter(
      ({ allowed }) => allowed,
    ).length;
  expect(allowed(40, 0)).toBe(25);
  expect(allowed(5, 299_999)).toBe(0);
  expect(allowed(5, 600_000)).toBe(2);
  expect(allowed(5, 600_000, "uid-2")).toBe(5);
});
