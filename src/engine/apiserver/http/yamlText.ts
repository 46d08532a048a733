import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLParseError,
} from "yaml";

/** What go-yaml's scanner says; it counts lines from where it stands, its parser from where it began. */
const scannerWords: { readonly [code: string]: string } = {
  BLOCK_AS_IMPLICIT_KEY: "mapping values are not allowed in this context",
  TAB_AS_INDENT: "found character that cannot start any token",
  BAD_SCALAR_START: "found character that cannot start any token",
};

/** A text that is no YAML, in go-yaml's words as far as its errors are of the common kinds. */
function yamlProblem({ code, message, linePos }: YAMLParseError): string {
  const line = linePos?.[0].line ?? 1;
  const said = scannerWords[code];
  if (said) return `yaml: ${line > 1 ? `line ${line}: ` : ""}${said}`;
  const where = line > 2 ? `line ${line - 1}: ` : "";
  if (/quote/.test(message)) return `yaml: ${where}found unexpected end of stream`;
  const isFlow = /^Flow (map|sequence)/.exec(message);
  if (isFlow) return `yaml: ${where}did not find expected ${isFlow[1] === "map" ? "node content" : "',' or ']'"}`;
  return `yaml: ${where}did not find expected key`;
}

/** What a text in YAML says, with what the strict decoder has to say of keys that stand twice; or why it is none. */
export function readYaml(
  text: string,
): { readonly value: unknown; readonly repeated: readonly string[] } | { readonly problem: string } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, version: "1.1" });
  const broken = document.errors.find(({ code }) => code !== "DUPLICATE_KEY");
  if (broken) return { problem: yamlProblem(broken) };
  const repeated = document.errors.length > 0 ? repeatedKeys(document, lineCounter) : [];
  return { value: document.toJS() as unknown, repeated };
}

/**
 * What go-yaml's strict decoder says of keys that a map has twice: for each the line on which the later value stands,
 * what is inside a value before the value itself. Models decoder.setMapIndex of go-yaml v2.
 */
function repeatedKeys(document: Document, lines: LineCounter): string[] {
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
