import { expect, it } from "vitest";
import { noMarks, readMarks } from "./marks.ts";

it.each([
  ["nothing", {}, noMarks],
  ["not what was expected", { bookmarks: "x", breakpoints: 3, loop: [] }, noMarks],
  [
    "what is sound in it",
    {
      bookmarks: [{ beat: "bind.post", name: "" }, { beat: 1, name: "" }, null, { beat: "x" }],
      breakpoints: ["bind", 2, null],
      loop: { from: { beat: "a", p: 0.5 }, to: { beat: "b", p: 7 } },
    },
    {
      bookmarks: [{ beat: "bind.post", name: "" }],
      breakpoints: ["bind"],
      loop: { from: { beat: "a", p: 0.5 }, to: null },
    },
  ],
])("marks from outside: %s", (_, data, marks) => {
  expect(readMarks(data)).toEqual(marks);
});
