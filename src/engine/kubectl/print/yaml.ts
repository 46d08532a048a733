/**
 * YAML as kubectl writes it: keys in order, lists at the level of their key, long lines folded behind column 80.
 * Models sigs.k8s.io/yaml on go-yaml v2 (v2.4.2, as in kubectl v1.34): encode.go's choice of style and emitterc.go's layout.
 */

/** A line is folded at the first blank behind this column. */
const bestWidth = 80;

/** The lines of a value as YAML, without a line break at the end. */
export function yamlText(value: unknown): string {
  return block(value, 0, false).join("\n");
}

const isMap = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const presentKeys = (map: { readonly [key: string]: unknown }): string[] =>
  Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort(byKey);

/** `inList`: the first line stands behind a dash. */
function block(value: unknown, indent: number, inList: boolean): string[] {
  if (isMap(value) && presentKeys(value).length > 0) return mapLines(value, indent, inList);
  if (Array.isArray(value) && value.length > 0) return listLines(value, indent, inList);
  return [`${inList ? "" : " ".repeat(indent)}${scalar(value, indent, indent)}`];
}

function mapLines(map: { readonly [key: string]: unknown }, indent: number, inList: boolean): string[] {
  const space = " ".repeat(indent);
  return presentKeys(map).flatMap((key, i) => {
    const value = map[key];
    const head = `${i === 0 && inList ? "" : space}${scalar(key, 0, 0, true)}:`;
    if (isMap(value) && presentKeys(value).length > 0) return [head, ...mapLines(value, indent + 2, false)];
    if (Array.isArray(value) && value.length > 0) return [head, ...listLines(value, indent, false)];
    const column = indent + head.length - (i === 0 && inList ? 0 : indent) + 1;
    return `${head} ${scalar(value, indent + 2, column)}`.split("\n");
  });
}

function listLines(list: readonly unknown[], indent: number, inList: boolean): string[] {
  const space = " ".repeat(indent);
  return list.flatMap((item, i) => {
    const [first, ...rest] = block(item, indent + 2, true);
    return [`${i === 0 && inList ? "" : space}- ${first}`, ...rest.flatMap((line) => line.split("\n"))];
  });
}

/** `indent`: where further lines begin; `column`: where the first stands. */
function scalar(value: unknown, indent: number, column: number, isKey = false): string {
  if (Array.isArray(value)) return "[]";
  if (isMap(value)) return "{}";
  if (typeof value !== "string") return String(value);
  const marks = marksOf(value);
  if (value.includes("\n") && !isKey && marks.blockAllowed) return literal(value, indent);
  if (resolvesToOther(value) || value.includes("\n") || marks.special)
    return doubleQuoted(value, indent, column, isKey);
  if (marks.plainAllowed) return fold(value, indent, column, isKey);
  return fold(`'${value.replaceAll("'", "''")}'`, indent, column, isKey);
}

/** A text with line breaks: what stands behind `|` says whether it ends with one. */
function literal(value: string, indent: number): string {
  const body = value.replace(/\n+$/, "");
  const breaks = value.length - body.length;
  const chomping = breaks === 0 ? "-" : breaks > 1 || body === "" ? "+" : "";
  const hint = /^[ \n]/.test(value) ? "2" : "";
  const lines = [...body.split("\n"), ...Array.from({ length: Math.max(0, breaks - 1) }, () => "")];
  const space = " ".repeat(indent);
  return [`|${hint}${chomping}`, ...lines.map((line) => (line === "" ? "" : space + line))].join("\n");
}

const escapes: { readonly [char: string]: string } = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\u0000": "\\0",
  "\u0007": "\\a",
  "\b": "\\b",
  "\u000b": "\\v",
  "\f": "\\f",
  "\u001b": "\\e",
};

function doubleQuoted(value: string, indent: number, column: number, isKey: boolean): string {
  const escaped = [...value].map((char) => {
    if (escapes[char] !== undefined) return escapes[char];
    const code = char.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\U${code.toString(16).toUpperCase().padStart(8, "0")}`;
    return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}` : char;
  });
  return fold(`"${escaped.join("")}"`, indent, column, isKey, true);
}

/** Breaks at single blanks behind the best width; a blank that opens the next line has to be escaped in double quotes. */
function fold(text: string, indent: number, column: number, isKey: boolean, quoted = false): string {
  if (isKey || column + text.length <= bestWidth) return text;
  let result = "";
  let at = column;
  const chars = [...text];
  chars.forEach((char, i) => {
    const inside = i > 0 && i < chars.length - 1;
    const single = chars[i - 1] !== " " && (quoted || chars[i + 1] !== " ");
    if (char === " " && inside && single && at > bestWidth) {
      const mark = quoted && chars[i + 1] === " " ? "\\" : "";
      result += `\n${" ".repeat(indent)}${mark}`;
      at = indent + mark.length;
    } else {
      result += char;
      at++;
    }
  });
  return result;
}

interface Marks {
  readonly plainAllowed: boolean;
  readonly blockAllowed: boolean;
  readonly special: boolean;
}

/** What a text may be written as. Models yaml_emitter_analyze_scalar. */
function marksOf(text: string): Marks {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  const special = /[\u0000-\u0009\u000b-\u001f\u007f\u{10000}-\u{10ffff}]| \n/u.test(text);
  const indicators =
    /^(?:---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[?:-](?:\s|$)/.test(text) ||
    /:(?:\s|$)/.test(text) ||
    /\s#/.test(text);
  const edges = /^\s|\s$/.test(text);
  return { plainAllowed: !indicators && !edges && !special, blockAllowed: !special && !/ $/.test(text), special };
}

const words = new Set(
  ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "n", "N", "no", "No", "NO"].concat(
    ["false", "False", "FALSE", "off", "Off", "OFF", "", "~", "null", "Null", "NULL", "<<"],
    [".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"],
  ),
);
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const time =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:Z|[ \t]*[-+]\d{1,2}(?::\d{2})?)?)?$/;

/** Whether a text without quotes would be read as something else: a number, a time, a boolean, null. */
function resolvesToOther(text: string): boolean {
  if (words.has(text)) return true;
  const digits = text.replaceAll("_", "");
  return integer.test(digits) || float.test(digits) || sexagesimal.test(text) || time.test(text);
}

const isLetter = (char: string): boolean => /\p{L}/u.test(char);
const isDigit = (char: string | undefined): boolean => char !== undefined && /\p{Nd}/u.test(char);

/** Keys as people order them: digits as numbers, letters behind everything else. Models go-yaml's keyList. */
export function byKey(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  let digits = false;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === b[i]) {
      digits = isDigit(a[i]);
      continue;
    }
    const [aLetter, bLetter] = [isLetter(a[i]), isLetter(b[i])];
    if (aLetter && bLetter) return a[i] < b[i] ? -1 : 1;
    if (aLetter || bLetter) return (digits ? aLetter : bLetter) ? -1 : 1;
    const [aNumber, bNumber] = [numberAt(a, i), numberAt(b, i)];
    if (aNumber.value !== bNumber.value) return aNumber.value < bNumber.value ? -1 : 1;
    if (aNumber.end !== bNumber.end) return aNumber.end - bNumber.end;
    return a[i] < b[i] ? -1 : 1;
  }
  return a.length - b.length;
}

function numberAt(chars: readonly string[], from: number): { readonly value: number; readonly end: number } {
  let end = from;
  while (isDigit(chars[end])) end++;
  return { value: end > from ? Number(chars.slice(from, end).join("")) : 0, end };
}
