/**
 * The sum of the column "passed" in the table under "## The scheduler" of docs/conformance.md. Throws when the table
 * isn't there or a row has no count: a label without a number would say something else than the document.
 */
export function passedSchedulerCases(markdown: string): number {
  const section = /^## The scheduler\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(markdown)?.[1];
  const rows = section?.split("\n").filter((line) => line.startsWith("|")) ?? [];
  const cellsOf = (row: string): string[] =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [head = "", , ...body] = rows;
  const column = cellsOf(head).indexOf("passed");
  if (column < 0 || body.length === 0) throw new Error("docs/conformance.md has no table of the scheduler's cases");
  return body.reduce((sum, row) => {
    const passed = cellsOf(row)[column] ?? "";
    if (!/^\d[\d,]*$/.test(passed)) throw new Error(`docs/conformance.md: no count in "${row}"`);
    return sum + Number(passed.replaceAll(",", ""));
  }, 0);
}
