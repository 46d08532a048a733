/**
 * kubectl's dialect of JSONPath: `{.items[*].metadata.name}`, `{range .items[*]}{.kind}{"\n"}{end}`.
 * Models client-go's util/jsonpath (v1.34); fields that are missing give nothing.
 */
type Node =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "value"; readonly value: string | number | boolean }
  | { readonly is: "field"; readonly name: string }
  | { readonly is: "wildcard" | "recursive" }
  | {
      readonly is: "slice";
      readonly start?: number;
      readonly end?: number;
      readonly one: boolean;
      readonly step: number;
    }
  | { readonly is: "union"; readonly of: readonly Path[] }
  | { readonly is: "filter"; readonly left: Path; readonly operator: string; readonly right: Path };

type Path = readonly Node[];

/** A part of a template: a text or a path, or what is repeated for each value of a path. */
type Part = { readonly path: Path } | { readonly range: Path; readonly body: readonly Part[] };

export interface JsonPath {
  readonly parts: readonly Part[];
}

/** What is wrong with a template, or with what it was used on. */
export class JsonPathError extends Error {}

/** Reads a template; throws a JsonPathError with client-go's words. */
export function parseJsonPath(template: string): JsonPath {
  return { parts: new Parser(template).template() };
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  template(): readonly Part[] {
    const open: { range: Path; body: Part[] }[] = [];
    const parts: Part[] = [];
    while (this.at < this.text.length) {
      const into = open.at(-1)?.body ?? parts;
      const brace = this.text.indexOf("{", this.at);
      const end = brace < 0 ? this.text.length : brace;
      if (end > this.at) into.push({ path: [{ is: "text", text: this.text.slice(this.at, end) }] });
      this.at = end;
      if (brace < 0) break;
      this.at++;
      const { word, path } = this.action();
      if (word === "range") open.push({ range: path, body: [] });
      else if (word === "end") {
        const closed = open.pop();
        if (!closed) throw new JsonPathError("not in range, nothing to end");
        (open.at(-1)?.body ?? parts).push(closed);
      } else into.push({ path });
    }
    // A range that is not ended goes to the end.
    while (open.length > 0) {
      const closed = open.pop() as { range: Path; body: Part[] };
      (open.at(-1)?.body ?? parts).push(closed);
    }
    return parts;
  }

  /** What stands between braces; `word` is range or end. */
  action(): { readonly word: string; readonly path: Path } {
    const path: Node[] = [];
    let word = "";
    for (;;) {
      const rest = this.text.slice(this.at);
      if (rest.startsWith("}")) {
        this.at++;
        return { word, path };
      }
      if (rest.startsWith("[?(")) path.push(this.filter());
      else if (rest.startsWith("..")) {
        this.at += 2;
        path.push({ is: "recursive" });
        if (/^[\p{L}\p{Nd}_]/u.test(this.text.slice(this.at))) path.push(this.field());
      } else if (rest === "" || /^[\r\n]/.test(rest)) throw new JsonPathError("unclosed action");
      else if (/^[ @$]/.test(rest)) this.at++;
      else if (rest.startsWith("[")) path.push(...this.array());
      else if (/^["']/.test(rest)) path.push({ is: "text", text: this.quoted() });
      else if (rest.startsWith(".")) {
        this.at++;
        path.push(this.field());
      } else if (/^[-+\d]/.test(rest)) path.push({ is: "value", value: this.number() });
      else if (/^[\p{L}_]/u.test(rest)) {
        const name = this.until();
        if (name === "true" || name === "false") path.push({ is: "value", value: name === "true" });
        else if (name === "range" || name === "end") word = name;
        else throw new JsonPathError(`unrecognized identifier ${name}`);
      } else {
        const code = rest.codePointAt(0) ?? 0;
        const hex = code.toString(16).toUpperCase().padStart(4, "0");
        throw new JsonPathError(`unrecognized character in action: U+${hex} '${String.fromCodePoint(code)}'`);
      }
    }
  }

  /** Up to what may stand behind a name; a backslash keeps the character behind it. */
  private until(): string {
    const [match] = /^(?:\\.|[^\s.,[\]$@{}\\])*/.exec(this.text.slice(this.at)) ?? [""];
    this.at += match.length;
    return match.replaceAll("\\", "");
  }

  private field(): Node {
    const name = this.until();
    return name === "*" ? { is: "wildcard" } : { is: "field", name };
  }

  private number(): number {
    const [match] = /^[-+]?[\d.]*/.exec(this.text.slice(this.at)) ?? [""];
    this.at += match.length;
    if (Number.isNaN(Number(match)) || match === "") throw new JsonPathError(`cannot parse number ${match}`);
    return Number(match);
  }

  private quoted(): string {
    const quote = this.text[this.at];
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== quote) end += this.text[end] === "\\" ? 2 : 1;
    if (end >= this.text.length) throw new JsonPathError("unterminated quoted string");
    const inner = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    const known: { readonly [char: string]: string } = { n: "\n", t: "\t", r: "\r" };
    return inner.replace(/\\(.)/g, (_, char: string) => known[char] ?? char);
  }

  private array(): Path {
    const end = this.text.indexOf("]", this.at);
    if (end < 0) throw new JsonPathError("unterminated array");
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    const several = text.split(",");
    if (several.length > 1) return [{ is: "union", of: several.map((each) => pathOf(`[${each.trim()}]`)) }];
    const key = /^'([^']*)'$/.exec(text);
    if (key) return pathOf(`.${key[1]}`);
    const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text === "*" ? ":" : text);
    if (!slice) throw new JsonPathError(`invalid array index ${text}`);
    const [start, stop, step] = slice.slice(1).map((part) => (part ?? "").replace(":", ""));
    return [
      {
        is: "slice",
        ...(start !== "" && { start: Number(start) }),
        ...(stop !== "" && { end: Number(stop) }),
        one: slice[2] === undefined,
        step: step === "" ? 1 : Number(step),
      },
    ];
  }

  private filter(): Node {
    const from = this.at + 3;
    let end = from;
    let quote: string | null = null;
    for (; end < this.text.length; end++) {
      const char = this.text[end];
      if (quote !== null) {
        if (char === quote && this.text[end - 1] !== "\\") quote = null;
      } else if (char === '"' || char === "'") quote = char;
      else if (char === ")") break;
    }
    if (end >= this.text.length) throw new JsonPathError("unterminated filter");
    if (this.text[end + 1] !== "]") throw new JsonPathError("unclosed array expect ]");
    const text = this.text.slice(from, end);
    this.at = end + 2;
    const comparison = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text);
    if (!comparison) return { is: "filter", left: pathOf(text), operator: "exists", right: [] };
    const [, left, operator, right] = comparison;
    if (!["<", ">", "==", "!=", "<=", ">="].includes(operator))
      throw new JsonPathError(`unrecognized filter operator ${operator}`);
    return { is: "filter", left: pathOf(left), operator, right: pathOf(right) };
  }
}

function pathOf(text: string): Path {
  const parser = new Parser(`${text}}`);
  return parser.action().path;
}

type Fields = { readonly [key: string]: unknown };
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The values that each part of the template gives, in order. */
export function findAll({ parts }: JsonPath, data: unknown): readonly (readonly unknown[])[] {
  return parts.flatMap((part) =>
    "path" in part
      ? [evaluate(part.path, [data])]
      : evaluate(part.range, [data]).flatMap((value) => findAll({ parts: part.body }, value)),
  );
}

function evaluate(path: Path, start: readonly unknown[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>((values, node) => step(node, values), start);
}

function step(node: Node, values: readonly unknown[]): readonly unknown[] {
  const present = values.filter((value) => value !== null && value !== undefined);
  switch (node.is) {
    case "text":
      return [node.text];
    case "value":
      return values.map(() => node.value);
    case "field":
      return present.flatMap((value) =>
        isFields(value) && Object.hasOwn(value, node.name) && value[node.name] !== undefined ? [value[node.name]] : [],
      );
    case "wildcard":
      return present.flatMap(childrenOf);
    case "recursive":
      return present.flatMap(descend);
    case "union":
      return node.of.flatMap((path) => evaluate(path, values));
    case "slice":
      return present.flatMap((value) => slice(node, value));
    case "filter":
      return present.flatMap((value) => {
        if (!Array.isArray(value))
          throw new JsonPathError(`${text(value)} is not array or slice and cannot be filtered`);
        return value.filter((item) => passes(node, item));
      });
  }
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isFields(value)
    ? Object.keys(value)
        .sort()
        .map((key) => value[key])
        .filter((item) => item !== undefined)
    : [];
}

/** A value with everything below it, but for what has nothing below. */
function descend(value: unknown): readonly unknown[] {
  const children = childrenOf(value);
  return children.length === 0 ? [] : [value, ...children.flatMap(descend)];
}

function slice(
  { start = 0, end, one, step: stride }: Extract<Node, { is: "slice" }>,
  value: unknown,
): readonly unknown[] {
  if (!Array.isArray(value)) throw new JsonPathError(`${typeText(value)} is not array or slice`);
  const from = start < 0 ? start + value.length : start;
  const until = one ? from + 1 : end === undefined ? value.length : end < 0 ? end + value.length : end;
  if (from === until) return [];
  const outside = (index: number): JsonPathError =>
    new JsonPathError(`array index out of bounds: index ${index}, length ${value.length}`);
  if (from >= value.length || from < 0) throw outside(from);
  if (until > value.length || until < 0) throw outside(until - 1);
  if (from > until) throw new JsonPathError(`starting index ${from} is greater than ending index ${until}`);
  if (stride <= 0) throw new JsonPathError("step must be > 0");
  return value.slice(from, until).filter((_, i) => i % stride === 0);
}

function passes({ left, operator, right }: Extract<Node, { is: "filter" }>, item: unknown): boolean {
  const lefts = evaluate(left, [item]);
  if (operator === "exists") return lefts.length > 0;
  const rights = evaluate(right, [item]);
  if (lefts.length === 0 || rights.length === 0) return false;
  if (lefts.length > 1 || rights.length > 1) throw new JsonPathError("can only compare one element at a time");
  const [a] = lefts as readonly [string | number];
  const [b] = rights as readonly [string | number];
  if (operator === "==") return a === b;
  if (operator === "!=") return a !== b;
  if (typeof a !== typeof b) throw new JsonPathError("incompatible types for comparison");
  if (operator === "<") return a < b;
  if (operator === ">") return a > b;
  return operator === "<=" ? a <= b : a >= b;
}

const typeText = (value: unknown): string => (isFields(value) ? "map[string]interface {}" : typeof value);

/** A value as the template prints it: texts bare, everything with parts as JSON. */
function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What the template makes of the data. */
export function executeJsonPath(path: JsonPath, data: unknown): string {
  return findAll(path, data)
    .map((values) => values.map(text).join(" "))
    .join("");
}

/** `metadata.name`, `.metadata.name` or `{.metadata.name}` as a path; throws a JsonPathError for anything else. */
export function parseRelaxed(expression: string): JsonPath {
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  if (!match)
    throw new JsonPathError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  return parseJsonPath(`{.${match[1] ?? match[2]}}`);
}
