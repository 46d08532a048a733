import { expect, it } from "vitest";
import { countMessages } from "./bulk.ts";

it("counts each message over all parts, and leaves the counts before as they were", () => {
  const first = countMessages(
    [
      ["a", null, "full"],
      ["b", "node-1", 300, 2, 2],
      ["c", null, "tainted"],
    ],
    0,
    new Map(),
  );
  const second = countMessages([["d", null, "full"]], first.unscheduled, first.messages);
  expect([...first.messages]).toEqual([
    ["full", 1],
    ["tainted", 1],
  ]);
  expect([...second.messages]).toEqual([
    ["full", 2],
    ["tainted", 1],
  ]);
  expect(second.unscheduled).toBe(3);
  expect(countMessages([["e", "node-1", null, 1, 1]], 3, second.messages)).toEqual({
    unscheduled: 3,
    messages: second.messages,
  });
});
