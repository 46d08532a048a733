/**
 * Columns of text that are as wide as their widest cell, with a blank between them; a column ends where a line has no
 * cell for it. Models Go's text/tabwriter, and kubectl's copy of it, which can remember widths from one flush to the
 * next. Cells are counted in characters.
 */
interface TabLayout {
  /** A column's least width, its padding included. */
  readonly minWidth: number;
  readonly padding: number;
}

/** Of `kubectl get`. Models cli-runtime's printers.GetNewTabWriter (v1.34). */
export const tableLayout: TabLayout = { minWidth: 6, padding: 3 };
/** Of `kubectl describe`. Models tabbedString in kubectl's pkg/describe (v1.34). */
export const describeLayout: TabLayout = { minWidth: 0, padding: 2 };

const lengthOf = (text: string): number => [...text].length;

/**
 * Lays out lines whose cells end with tabs; what follows a line's last tab belongs to no column. `remembered`: no column
 * is narrower than this, and what is wider is written back.
 */
export function tabbed(
  lines: readonly string[],
  { minWidth, padding }: TabLayout,
  remembered?: number[],
): readonly string[] {
  const rows = lines.map((line) => line.split("\t"));
  const printed: string[] = [];
  const widths: number[] = [];

  const write = (from: number, to: number): void => {
    if (remembered) {
      for (const [column, width] of widths.entries()) remembered[column] = Math.max(remembered[column] ?? 0, width);
    }
    const wide = remembered ?? widths;
    for (const row of rows.slice(from, to)) {
      const last = row.length - 1;
      const cells = row.map((cell, i) => (i === last ? cell : cell + " ".repeat(wide[i] - lengthOf(cell))));
      printed.push(cells.join(""));
    }
  };

  const format = (from: number, to: number): void => {
    const column = widths.length;
    const hasCell = (at: number): boolean => column < rows[at].length - 1;
    let begin = from;
    let at = from;
    while (at < to) {
      if (!hasCell(at)) {
        at++;
        continue;
      }
      write(begin, at);
      begin = at;
      let width = minWidth;
      for (; at < to && hasCell(at); at++) width = Math.max(width, lengthOf(rows[at][column]) + padding);
      widths.push(width);
      format(begin, at);
      widths.pop();
      begin = at;
    }
    write(begin, to);
  };

  format(0, rows.length);
  return printed;
}
