import { describe, expect, it } from "vitest";
import { timeProblem } from "./goTime.ts";

const rfc3339 = '"2006-01-02T15:04:05Z07:00"';

describe("times as Go reads them", () => {
  it.each([
    ["t", "2026-01-01T00:00:00Z", null],
    ["t", "2024-02-29T23:59:59.5+01:30", null],
    ["t", "2026-01-01", `parsing time "2026-01-01" as ${rfc3339}: cannot parse "" as "T"`],
    [
      "t",
      "2026-01-01 10:00:00Z",
      `parsing time "2026-01-01 10:00:00Z" as ${rfc3339}: cannot parse " 10:00:00Z" as "T"`,
    ],
    [
      "t",
      "2026-1-01T00:00:00Z",
      `parsing time "2026-1-01T00:00:00Z" as ${rfc3339}: cannot parse "1-01T00:00:00Z" as "01"`,
    ],
    ["t", "2026-01-01T00:00:00", `parsing time "2026-01-01T00:00:00" as ${rfc3339}: cannot parse "" as "Z07:00"`],
    ["t", "", `parsing time "" as ${rfc3339}: cannot parse "" as "2006"`],
    ["t", "2026-13-01T00:00:00Z", 'parsing time "2026-13-01T00:00:00Z": month out of range'],
    ["t", "2026-02-29T00:00:00Z", 'parsing time "2026-02-29T00:00:00Z": day out of range'],
    ["t", "2026-01-01T24:00:00Z", 'parsing time "2026-01-01T24:00:00Z": hour out of range'],
    ["t", "2026-01-01T00:00:00Z!", 'parsing time "2026-01-01T00:00:00Z!": extra text: "!"'],
    ["u", "2026-01-01T00:00:00.000000Z", null],
    [
      "u",
      "2026-01-01T00:00:00Z",
      'parsing time "2026-01-01T00:00:00Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "Z" as ".000000"',
    ],
  ] as const)("%s %s", (form, text, expected) => {
    expect(timeProblem(text, form)).toBe(expected);
  });
});
