import { expect, it } from "vitest";
import { describeLayout, tabbed, tableLayout } from "./tabWriter.ts";

it.each<[string, string[], Parameters<typeof tabbed>[1], string[]]>([
  [
    "the widest cell and three blanks; a line's last cell has no column",
    ["NAME\tREADY\tAGE", "web-1\t1/1\t5s"],
    tableLayout,
    ["NAME    READY   AGE", "web-1   1/1     5s"],
  ],
  ["no column is narrower than six", ["A\tB", "x\ty"], tableLayout, ["A     B", "x     y"]],
  [
    "a line without the cell ends the column",
    ["Name:\tweb", "Containers:", "  Image:\tnginx", "  Image ID:\t"],
    describeLayout,
    ["Name:  web", "Containers:", "  Image:     nginx", "  Image ID:  "],
  ],
  ["empty cells keep their place", ["a\t\tb", "\tlonger\tc"], describeLayout, ["a          b", "   longer  c"]],
])("%s", (_what, lines, layout, printed) => {
  expect(tabbed(lines, layout)).toEqual(printed);
});

it("remembers the widths of what was printed before", () => {
  const remembered: number[] = [];
  expect(tabbed(["a-long-name\tb"], tableLayout, remembered)).toEqual(["a-long-name   b"]);
  expect(tabbed(["a\tb"], tableLayout, remembered)).toEqual(["a             b"]);
});
