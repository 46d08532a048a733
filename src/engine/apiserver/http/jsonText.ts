import type { Member, WrittenForms } from "../decoding/writtenForms.ts";
import { isFields } from "../patch/mergePatch.ts";

/** What a JSON text holds, which fields of its objects come twice, and what of its wording the value does not tell. */
export interface JsonText {
  readonly value: unknown;
  readonly duplicates: readonly string[];
  readonly written: WrittenForms;
}

/** Numbers that read the same when they are written again: Go parses integers from their digits. */
const plainNumber = /^-?(?:0|[1-9]\d{0,14})$/;

/** Why a text is not JSON, in the words of Go's decoder. */
export interface JsonProblem {
  readonly problem: string;
}

class Reader {
  position = 0;
  readonly duplicates: string[] = [];
  readonly written = new WeakMap<object, readonly Member[]>();
  /** The digits of the number just read, where it is no plain integer. */
  private literal: string | undefined;

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.value("", "looking for beginning of value");
    this.space();
    if (this.position < this.text.length) this.unexpected("after top-level value");
    return value;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.position] ?? "")) this.position++;
  }

  private unexpected(where: string): never {
    const found = this.text[this.position];
    if (found === undefined) throw new SyntaxError("unexpected end of JSON input");
    const shown = found === "'" ? "'\\''" : found === '"' ? "'\"'" : `'${JSON.stringify(found).slice(1, -1)}'`;
    throw new SyntaxError(`invalid character ${shown} ${where}`);
  }

  private value(path: string, where: string): unknown {
    this.literal = undefined;
    this.space();
    const first = this.text[this.position];
    if (first === "{") return this.object(path);
    if (first === "[") return this.array(path);
    if (first === '"') return this.string();
    const scalar = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(
      this.text.slice(this.position, this.position + 64),
    );
    if (!scalar) this.unexpected(where);
    this.position += scalar[0].length;
    const isNumber = !/^[tfn]/.test(scalar[0]);
    if (isNumber && !plainNumber.test(scalar[0])) this.literal = scalar[0];
    return JSON.parse(scalar[0]);
  }

  private string(): string {
    const start = this.position++;
    for (;;) {
      const found = this.text[this.position];
      if (found === '"') break;
      if (found === undefined || found < " ") this.unexpected("in string literal");
      this.position++;
      if (found === "\\") this.escape();
    }
    this.position++;
    return JSON.parse(this.text.slice(start, this.position)) as string;
  }

  private escape(): void {
    const found = this.text[this.position];
    if (found === undefined || !'"\\/bfnrtu'.includes(found)) this.unexpected("in string escape code");
    this.position++;
    if (found !== "u") return;
    for (let digits = 0; digits < 4; digits++, this.position++)
      if (!/[0-9a-fA-F]/.test(this.text[this.position] ?? "")) this.unexpected("in \\u hexadecimal character escape");
  }

  private object(path: string): unknown {
    const object: { [key: string]: unknown } = {};
    const members: Member[] = [];
    let isOdd = false;
    this.position++;
    this.space();
    if (this.text[this.position] === "}") {
      this.position++;
      return object;
    }
    for (;;) {
      this.space();
      if (this.text[this.position] !== '"') this.unexpected("looking for beginning of object key string");
      const key = this.string();
      this.space();
      if (this.text[this.position] !== ":") this.unexpected("after object key");
      this.position++;
      const at = path === "" ? key : `${path}.${key}`;
      const isRepeated = Object.hasOwn(object, key);
      if (isRepeated) this.duplicates.push(at);
      const value = this.value(at, "looking for beginning of value");
      object[key] = isRepeated ? merged(object[key], value) : value;
      isOdd ||= isRepeated || this.literal !== undefined;
      members.push({ name: key, value, literal: this.literal });
      this.space();
      const next = this.text[this.position];
      if (next !== "," && next !== "}") this.unexpected("after object key:value pair");
      this.position++;
      if (next !== "}") continue;
      if (isOdd) this.written.set(object, members);
      this.literal = undefined;
      return object;
    }
  }

  private array(path: string): unknown {
    const items: unknown[] = [];
    this.position++;
    this.space();
    if (this.text[this.position] === "]") {
      this.position++;
      return items;
    }
    for (;;) {
      items.push(this.value(`${path}[${items.length}]`, "looking for beginning of value"));
      this.space();
      const next = this.text[this.position];
      if (next !== "," && next !== "]") this.unexpected("after array element");
      this.position++;
      if (next !== "]") continue;
      this.literal = undefined;
      return items;
    }
  }
}

/** What comes twice is read into what is there: structs and maps keep what the second does not have. */
function merged(first: unknown, second: unknown): unknown {
  if (!isFields(first) || !isFields(second)) return second;
  const both: { [key: string]: unknown } = { ...first };
  for (const [key, value] of Object.entries(second)) both[key] = merged(both[key], value);
  return both;
}

/**
 * Reads JSON as the API server does: fields that come twice are told, the last one counts, and syntax errors
 * have Go's words.
 * Models sigs.k8s.io/json (v1.34).
 */
export function readJson(text: string): JsonText | JsonProblem {
  const reader = new Reader(text);
  try {
    return { value: reader.document(), duplicates: reader.duplicates, written: reader.written };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: error.message };
    throw error;
  }
}
