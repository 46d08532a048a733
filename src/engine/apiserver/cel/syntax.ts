/** Something wrong in the text of an expression: where, counted from 0, and in the words of upstream's parser. */
export interface CelIssue {
  readonly at: number;
  readonly message: string;
}

interface Token {
  readonly at: number;
  readonly text: string;
  readonly type: "identifier" | "literal" | "sign" | "end";
}

const lexicon =
  /\s+|\/\/[^\n]*|([rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|0x[0-9a-fA-F]+u?|\d+\.\d+(?:[eE][+-]?\d+)?|\d+(?:[eE][+-]?\d+)|\d+[uU]?)|(`[^`\n]+`|[A-Za-z_][A-Za-z0-9_]*)|(&&|\|\||[=!<>]=|[-+*/%!<>?:.,()[\]{}])/y;

const operand =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

const binarySigns = new Set(["||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"]);
const closing = new Set([")", "]", "}", ",", "?", ":"]);

/** The parser gives up here, as upstream's does. */
class Stop extends Error {}

class Parser {
  readonly issues: CelIssue[] = [];
  private readonly tokens: Token[] = [];
  private position = 0;

  constructor(private readonly text: string) {
    this.read();
  }

  private read(): void {
    let at = 0;
    while (at < this.text.length) {
      lexicon.lastIndex = at;
      const found = lexicon.exec(this.text);
      if (!found) {
        this.issues.push({ at, message: `Syntax error: token recognition error at: '${this.text[at]}'` });
        at++;
        continue;
      }
      const [all, literal, identifier, sign] = found;
      if (literal !== undefined) this.tokens.push({ at, text: all, type: "literal" });
      else if (identifier !== undefined) this.tokens.push({ at, text: all, type: "identifier" });
      else if (sign !== undefined) this.tokens.push({ at, text: all, type: "sign" });
      at += all.length;
    }
    this.tokens.push({ at: this.text.length, text: "<EOF>", type: "end" });
  }

  private token(ahead = 0): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)]!;
  }

  private take(text: string): boolean {
    const next = this.token();
    if (next.type !== "sign" || next.text !== text) return false;
    this.position++;
    return true;
  }

  private complain(kind: string, expected: string): void {
    const { at, text } = this.token();
    this.issues.push({ at, message: `Syntax error: ${kind} '${text}' expecting ${expected}` });
  }

  private stop(expected: string): never {
    this.complain("mismatched input", expected);
    throw new Stop();
  }

  /** What has to stand here; a token too many is skipped, and one too few is thought up, if that is all that is wrong. */
  private need(text: string): void {
    if (this.take(text)) return;
    const next = this.token(1);
    if (next.type === "sign" && next.text === text) {
      this.complain("extraneous input", `'${text}'`);
      this.position += 2;
      return;
    }
    const { type, text: found, at } = this.token();
    if (type !== "end" && !binarySigns.has(found) && !closing.has(found)) this.stop(`'${text}'`);
    this.issues.push({ at, message: `Syntax error: missing '${text}' at '${found}'` });
  }

  all(): void {
    try {
      this.condition();
      if (this.token().type === "end") return;
      this.complain(this.token(1).type === "end" ? "extraneous input" : "mismatched input", "<EOF>");
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
  }

  private condition(): void {
    this.operands();
    if (!this.take("?")) return;
    this.operands();
    this.need(":");
    this.condition();
  }

  private operands(): void {
    this.unary();
    while (this.token().type !== "literal" && binarySigns.has(this.token().text)) {
      this.position++;
      this.unary();
    }
  }

  private unary(): void {
    while (this.take("!") || this.take("-"));
    this.primary();
    for (;;) {
      if (this.take(".")) {
        this.take("?");
        if (this.token().type !== "identifier") this.stop("IDENTIFIER");
        this.position++;
        if (this.take("(")) this.list(")");
      } else if (this.take("[")) {
        this.take("?");
        this.condition();
        this.need("]");
      } else return;
    }
  }

  private isOperand({ type, text }: Token): boolean {
    if (type === "literal") return true;
    return type === "identifier" ? text !== "in" : type === "sign" && "[{(.-!".includes(text);
  }

  private primary(): void {
    if (!this.isOperand(this.token())) {
      if (this.token().type === "end" || !this.isOperand(this.token(1))) this.stop(operand);
      this.complain("extraneous input", operand);
      this.position++;
    }
    if (this.take("(")) {
      this.condition();
      this.need(")");
    } else if (this.take("[")) this.list("]");
    else if (this.take("{")) this.entries();
    else {
      this.take(".");
      const { type } = this.token();
      this.position++;
      if (type === "identifier" && this.take("(")) this.list(")");
    }
  }

  private list(end: string): void {
    if (this.take(end)) return;
    do {
      if (end === "]" && this.take(end)) return;
      this.condition();
    } while (this.take(","));
    this.need(end);
  }

  private entries(): void {
    do {
      if (this.take("}")) return;
      this.condition();
      this.need(":");
      this.condition();
    } while (this.take(","));
    this.need("}");
  }
}

/**
 * What upstream's parser says of a text that is no expression, in the order of the places; empty when it is one. Of the
 * ways in which that parser goes on after an error, those with a token too many or too few.
 *
 * Models github.com/google/cel-go/parser, as v1.34 vendors it.
 */
export function syntaxIssues(text: string): CelIssue[] {
  const parser = new Parser(text);
  parser.all();
  return [...parser.issues].sort((a, b) => a.at - b.at);
}

/** The issues as upstream shows them: each with its line and a hand that points at it. */
export function formatIssues(text: string, issues: readonly CelIssue[]): string {
  return issues
    .map(({ at, message }) => {
      const before = text.slice(0, at).split("\n");
      const line = before.length;
      const column = before.at(-1)?.length ?? 0;
      const shown = text.split("\n")[line - 1] ?? "";
      return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${shown}\n | ${".".repeat(column)}^`;
    })
    .join("\n");
}
