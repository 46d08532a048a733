const context = 3;

type Edit = { readonly sign: " " | "-" | "+"; readonly line: string };

/** The shortest edits between two lists of lines, removals first. */
function edits(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const middle: Edit[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      middle.push({ sign: " ", line: a[i]! });
      i++;
      j++;
    } else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      middle.push({ sign: "-", line: a[i]! });
      i++;
    } else {
      middle.push({ sign: "+", line: b[j]! });
      j++;
    }
  }
  const kept = (line: string): Edit => ({ sign: " ", line });
  return [...before.slice(0, start).map(kept), ...middle, ...before.slice(before.length - end).map(kept)];
}

/** The differences between two texts in the unified format, three lines around each, without the files' names. */
export function unifiedDiff(before: string, after: string): string {
  const all = edits(before.split("\n"), after.split("\n"));
  const isNear = all.map((_, index) =>
    all.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== " "),
  );
  let text = "";
  let oldLine = 1;
  let newLine = 1;
  for (let index = 0; index < all.length; ) {
    let last = index;
    while (last < all.length && isNear[last]) last++;
    const hunk = all.slice(index, last);
    const oldCount = hunk.filter(({ sign }) => sign !== "+").length;
    const newCount = hunk.filter(({ sign }) => sign !== "-").length;
    if (hunk.length > 0) {
      text += `@@ -${oldLine},${oldCount} +${newLine},${newCount} @@\n`;
      text += hunk.map(({ sign, line }) => `${sign}${line}\n`).join("");
    }
    oldLine += oldCount;
    newLine += newCount;
    index = last;
    while (index < all.length && !isNear[index]) {
      oldLine++;
      newLine++;
      index++;
    }
  }
  return text;
}
