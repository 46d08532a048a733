export interface DiffLine {
  readonly sign: "same" | "added" | "removed";
  readonly text: string;
}

/** Above this many lines on both sides the middle is not compared line by line, but shown as replaced. */
const longest = 1500;

/** The lines of `after` with what came and went since `before`: longest common subsequence between common ends. */
export function lineDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  const line =
    (sign: DiffLine["sign"]) =>
    (text: string): DiffLine => ({ sign, text });
  return [
    ...after.slice(0, start).map(line("same")),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...after.slice(after.length - end).map(line("same")),
  ];
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const rows = before.length;
  const columns = after.length;
  if (rows * columns > longest * longest) {
    return [
      ...before.map((text) => ({ sign: "removed" as const, text })),
      ...after.map((text) => ({ sign: "added" as const, text })),
    ];
  }
  // common[i][j]: the length of the longest common subsequence of before[i..] and after[j..].
  const common = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && before[i] === after[j]) {
      lines.push({ sign: "same", text: after[j] });
      i++;
      j++;
    } else if (i < rows && (j === columns || common[i + 1][j] >= common[i][j + 1])) {
      lines.push({ sign: "removed", text: before[i++] });
    } else {
      lines.push({ sign: "added", text: after[j++] });
    }
  }
  return lines;
}
