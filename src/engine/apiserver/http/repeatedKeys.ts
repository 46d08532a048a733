import { type Document, isMap, isNode, isPair, isScalar, isSeq, type LineCounter } from "yaml";

/**
 * What go-yaml's strict decoder says of keys that a map has twice: for each the line on which the later value stands,
 * what is inside a value before the value itself. Models decoder.setMapIndex of go-yaml v2.
 */
export function repeatedKeys(document: Document, lines: LineCounter): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (isSeq(node)) node.items.forEach(visit);
    if (!isMap(node)) return;
    const seen = new Set<unknown>();
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      visit(pair.value);
      const key = isScalar(pair.key) ? pair.key.value : pair.key;
      if (seen.has(key))
        found.push(`line ${lineOf(pair.value ?? pair.key, lines)}: key ${goKey(key)} already set in map`);
      seen.add(key);
    }
  };
  visit(document.contents);
  return found;
}

function lineOf(node: unknown, lines: LineCounter): number {
  return lines.linePos((isNode(node) && node.range?.[0]) || 0).line;
}

/** A key as Go's %#v prints it. */
function goKey(key: unknown): string {
  return typeof key === "string" ? JSON.stringify(key) : String(key);
}
