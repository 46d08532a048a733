import { lineDiff } from "./lineDiff.ts";
import type { YamlLine } from "./yamlText.ts";

/** A line of an object with what became of it since the beat before. */
export interface ChangedLine extends YamlLine {
  readonly sign: "same" | "added" | "removed" | "changed";
  /** Changed: the value that it had. */
  readonly was?: string;
}

/** The lines of `after` with what came, went and changed since `before`; without a before nothing did. */
export function yamlDiff(before: readonly YamlLine[] | null, after: readonly YamlLine[]): ChangedLine[] {
  if (before === null) return after.map((line) => ({ ...line, sign: "same" }));
  const lines = lineDiff(before, after, (a, b) => a.text === b.text && a.indent === b.indent);
  const paired: ChangedLine[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && lines[end].sign !== "same") end++;
    if (end === at) paired.push({ ...lines[at].line, sign: "same" });
    else paired.push(...pairUp(lines.slice(at, end)));
    at = Math.max(end, at + 1);
  }
  return paired;
}

/** In a run of changes, a field that went and one of the same place that came are one field that changed. */
function pairUp(run: ReturnType<typeof lineDiff<YamlLine>>): ChangedLine[] {
  const went = new Map(
    run.filter(({ sign, line }) => sign === "removed" && !line.opens).map(({ line }) => [line.path, line]),
  );
  const came = new Set(run.filter(({ sign, line }) => sign === "added" && !line.opens).map(({ line }) => line.path));
  return run.flatMap(({ sign, line }): ChangedLine[] => {
    const before = went.get(line.path);
    const isPair = before !== undefined && came.has(line.path) && keyOf(before.text) === keyOf(line.text);
    if (!isPair) return [{ ...line, sign }];
    return sign === "added" ? [{ ...line, sign: "changed", was: before.text.slice(keyOf(before.text).length) }] : [];
  });
}

/** `phase: ` of `phase: Running`, `- ` of an item. */
function keyOf(text: string): string {
  return /^(?:- )?(?:"(?:[^"\\]|\\.)*"|[^"]*?): |^- /.exec(text)?.[0] ?? "";
}
