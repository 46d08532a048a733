export interface DiffLine<T> {
  readonly sign: "same" | "added" | "removed";
  readonly line: T;
}

/** Above this many lines on both sides the middle is not compared line by line, but shown as replaced. */
const longest = 1500;

/** The lines of `after` with what came and went since `before`: longest common subsequence between common ends. */
export function lineDiff<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (a: T, b: T) => boolean = Object.is,
): DiffLine<T>[] {
  let start = 0;
  while (start < before.length && start < after.length && isSame(before[start], after[start])) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    isSame(before[before.length - 1 - end], after[after.length - 1 - end])
  ) {
    end++;
  }
  const signed = (sign: DiffLine<T>["sign"], lines: readonly T[]) => lines.map((line) => ({ sign, line }));
  return [
    ...signed("same", after.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end), isSame),
    ...signed("same", after.slice(after.length - end)),
  ];
}

function middle<T>(before: readonly T[], after: readonly T[], isSame: (a: T, b: T) => boolean): DiffLine<T>[] {
  const rows = before.length;
  const columns = after.length;
  if (rows * columns > longest * longest) {
    return [
      ...before.map((line) => ({ sign: "removed" as const, line })),
      ...after.map((line) => ({ sign: "added" as const, line })),
    ];
  }
  // common[i][j]: the length of the longest common subsequence of before[i..] and after[j..].
  const common = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      common[i][j] = isSame(before[i], after[j])
        ? common[i + 1][j + 1] + 1
        : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines: DiffLine<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && isSame(before[i], after[j])) {
      lines.push({ sign: "same", line: after[j] });
      i++;
      j++;
    } else if (i < rows && (j === columns || common[i + 1][j] >= common[i][j + 1])) {
      lines.push({ sign: "removed", line: before[i++] });
    } else {
      lines.push({ sign: "added", line: after[j++] });
    }
  }
  return lines;
}
