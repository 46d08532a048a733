import { isMap, isScalar, isSeq, type LineCounter, type Node } from "yaml";

/** Where a field stands in the text, 1-based; the end is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Field path, as the API server writes it (`spec.containers[0].image`), → where it stands: key and value together. */
export type Positions = ReadonlyMap<string, Range>;

function rangeOf(start: number, end: number, lines: LineCounter): Range {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(start, end));
  return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
}

/** A value's end, without the line breaks that a block value takes in. */
function endOf(node: Node): number {
  return node.range?.[1] ?? 0;
}

function stepInto(path: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

function collect(node: unknown, path: string, lines: LineCounter, positions: Map<string, Range>): void {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (!isScalar(key) || !key.range) continue;
      const at = stepInto(path, String(key.value));
      const end = isScalar(value) || isMap(value) || isSeq(value) ? endOf(value) : key.range[1];
      positions.set(at, rangeOf(key.range[0], end, lines));
      collect(value, at, lines, positions);
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, i) => {
      const at = `${path}[${i}]`;
      if (isScalar(item) || isMap(item) || isSeq(item)) {
        if (item.range) positions.set(at, rangeOf(item.range[0], endOf(item), lines));
      }
      collect(item, at, lines, positions);
    });
  }
}

/** The positions of every field below `node`. */
export function positionsOf(node: unknown, lines: LineCounter): Positions {
  const positions = new Map<string, Range>();
  collect(node, "", lines, positions);
  return positions;
}

/** Where a field error belongs: at the field, or at the nearest one above it that is in the text. */
export function nearest(positions: Positions, path: string): Range | undefined {
  for (let at = path; at !== ""; at = at.replace(/(\.[^.[\]]+|\[[^\]]*\]|^[^.[\]]+)$/, "")) {
    const range = positions.get(at);
    if (range) return range;
  }
  return undefined;
}
