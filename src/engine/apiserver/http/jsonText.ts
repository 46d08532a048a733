/** What a JSON text holds, and which fields of its objects come twice (the last one counts). */
export interface JsonText {
  readonly value: unknown;
  readonly duplicates: readonly string[];
}

/** Why a text is not JSON, in the words of Go's decoder. */
export interface JsonProblem {
  readonly problem: string;
}

class Reader {
  position = 0;
  readonly duplicates: string[] = [];

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
      if (Object.hasOwn(object, key)) this.duplicates.push(at);
      object[key] = this.value(at, "looking for beginning of value");
      this.space();
      const next = this.text[this.position];
      if (next !== "," && next !== "}") this.unexpected("after object key:value pair");
      this.position++;
      if (next === "}") return object;
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
      if (next === "]") return items;
    }
  }
}

/**
 * Reads JSON as the API server does: fields that come twice are told, and syntax errors have Go's words.
 * Models sigs.k8s.io/json (v1.34).
 */
export function readJson(text: string): JsonText | JsonProblem {
  const reader = new Reader(text);
  try {
    return { value: reader.document(), duplicates: reader.duplicates };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: error.message };
    throw error;
  }
}
