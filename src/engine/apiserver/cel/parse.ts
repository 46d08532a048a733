/** An expression of the Common Expression Language, as a tree. */
export type Expression =
  | { readonly op: "literal"; readonly value: unknown }
  | { readonly op: "name"; readonly name: string }
  | { readonly op: "list"; readonly items: readonly Expression[] }
  | { readonly op: "field"; readonly of: Expression; readonly name: string }
  | { readonly op: "index"; readonly of: Expression; readonly key: Expression }
  | { readonly op: "call"; readonly of: Expression | null; readonly name: string; readonly args: readonly Expression[] }
  | { readonly op: "unary"; readonly sign: string; readonly of: Expression }
  | { readonly op: "binary"; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly op: "if"; readonly test: Expression; readonly yes: Expression; readonly no: Expression };

/** Something that this evaluator does not know. */
export class UnknownExpression extends Error {}

const token =
  /\s*(?:(\d+\.\d+|\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][A-Za-z0-9_]*)|(&&|\|\||[=!<>]=|[-+*/%!<>?:.,()[\]]))/y;

/** From the weakest binding to the strongest. */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];

const constants: { readonly [name: string]: unknown } = { true: true, false: false, null: null };

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly string[]) {}

  all(): Expression {
    const expression = this.condition();
    if (this.position < this.tokens.length) throw new UnknownExpression(this.tokens[this.position]);
    return expression;
  }

  private take(...wanted: readonly string[]): string | undefined {
    const next = this.tokens[this.position];
    if (next === undefined || !wanted.includes(next)) return undefined;
    this.position++;
    return next;
  }

  private need(wanted: string): void {
    if (!this.take(wanted)) throw new UnknownExpression(`${wanted} expected`);
  }

  private condition(): Expression {
    const test = this.binary(0);
    if (!this.take("?")) return test;
    const yes = this.condition();
    this.need(":");
    return { op: "if", test, yes, no: this.condition() };
  }

  private binary(level: number): Expression {
    const signs = levels[level];
    if (!signs) return this.unary();
    let left = this.binary(level + 1);
    for (let sign = this.take(...signs); sign; sign = this.take(...signs))
      left = { op: "binary", sign, left, right: this.binary(level + 1) };
    return left;
  }

  private unary(): Expression {
    const sign = this.take("!", "-");
    return sign ? { op: "unary", sign, of: this.unary() } : this.member();
  }

  private member(): Expression {
    let expression = this.primary();
    for (;;) {
      if (this.take(".")) {
        const name = this.tokens[this.position++] ?? "";
        expression = this.take("(")
          ? { op: "call", of: expression, name, args: this.list(")") }
          : { op: "field", of: expression, name };
      } else if (this.take("[")) {
        expression = { op: "index", of: expression, key: this.condition() };
        this.need("]");
      } else return expression;
    }
  }

  private list(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.take(end)) {
      items.push(this.condition());
      if (this.tokens[this.position] !== end) this.need(",");
    }
    return items;
  }

  private primary(): Expression {
    if (this.take("(")) {
      const inner = this.condition();
      this.need(")");
      return inner;
    }
    if (this.take("[")) return { op: "list", items: this.list("]") };
    const next = this.tokens[this.position++];
    if (next === undefined) throw new UnknownExpression("the end");
    if (/^\d/.test(next)) return { op: "literal", value: Number(next) };
    if (/^["']/.test(next)) return { op: "literal", value: next.slice(1, -1).replace(/\\(.)/g, "$1") };
    if (Object.hasOwn(constants, next)) return { op: "literal", value: constants[next] };
    if (!/^[A-Za-z_]/.test(next)) throw new UnknownExpression(next);
    return this.take("(") ? { op: "call", of: null, name: next, args: this.list(")") } : { op: "name", name: next };
  }
}

/** Parses an expression; throws UnknownExpression for what is outside of the subset. */
export function parseExpression(text: string): Expression {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const found = token.exec(text);
    if (!found) throw new UnknownExpression("token");
    tokens.push(found[1] ?? found[2] ?? found[3] ?? found[4] ?? "");
  }
  return new Parser(tokens).all();
}
