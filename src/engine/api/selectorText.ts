import type { LabelSelector, LabelSelectorRequirement } from "./meta.ts";
import { type CompiledSelector, compileSelector } from "./selector.ts";

const special = /[=!(),<>]/;
const space = /\s/;
const symbols = new Set(["!", "=", "==", "!=", "(", ")", ",", "<", ">"]);
const comparisons = ["in", "notin", "=", "==", "!=", "gt", "lt"];

type TokenKind = "identifier" | "symbol" | "end" | "error";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** The text as upstream's lexer takes it apart: identifiers, and the longest symbols that there are. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const first = text[at] ?? "";
    const start = at;
    if (space.test(first)) at++;
    else if (special.test(first)) {
      while (at < text.length && symbols.has(text.slice(start, at + 1))) at++;
      tokens.push({ kind: "symbol", text: text.slice(start, at) });
    } else {
      while (at < text.length && !special.test(text[at] ?? "") && !space.test(text[at] ?? "")) at++;
      tokens.push({ kind: "identifier", text: text.slice(start, at) });
    }
  }
  return tokens;
}

class SelectorProblem extends Error {}

const end: Token = { kind: "end", text: "" };

/** One walk through the tokens; what cannot be is thrown as a SelectorProblem, and caught in parseSelector. */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  requirements(): LabelSelectorRequirement[] {
    const all: LabelSelectorRequirement[] = [];
    for (;;) {
      const { kind, text } = this.ahead();
      if (kind === "end") return all;
      if (kind !== "identifier" && text !== "!")
        throw new SelectorProblem(`found '${text}', expected: !, identifier, or 'end of string'`);
      all.push(this.wrapped());
      const next = this.take();
      if (next.kind === "end") return all;
      if (next.text !== ",") throw new SelectorProblem(`found '${next.text}', expected: ',' or 'end of string'`);
      const after = this.ahead();
      if (after.kind !== "identifier" && after.text !== "!")
        throw new SelectorProblem(`found '${after.text}', expected: identifier after ','`);
    }
  }

  private ahead(): Token {
    return this.tokens[this.at] ?? end;
  }

  private take(): Token {
    const token = this.ahead();
    this.at++;
    return token;
  }

  private wrapped(): LabelSelectorRequirement {
    try {
      return this.requirement();
    } catch (problem) {
      if (problem instanceof SelectorProblem)
        throw new SelectorProblem(`unable to parse requirement: ${problem.message}`);
      throw problem;
    }
  }

  private requirement(): LabelSelectorRequirement {
    const isAbsent = this.ahead().text === "!";
    if (isAbsent) this.take();
    const { kind, text: key } = this.take();
    if (kind !== "identifier") throw new SelectorProblem(`found '${key}', expected: identifier`);
    const made = (operator: string, values?: readonly string[]): LabelSelectorRequirement => {
      const requirement = { key, operator, ...(values && { values: [...values] }) } as LabelSelectorRequirement;
      const compiled = compileSelector({ matchExpressions: [requirement] });
      if ("error" in compiled) throw new SelectorProblem(compiled.error);
      return requirement;
    };
    if (isAbsent) return made("DoesNotExist");
    const next = this.ahead();
    if (next.kind === "end" || next.text === ",") return made("Exists");
    const { text: operator } = this.take();
    switch (operator) {
      case "in":
        return made("In", this.values());
      case "notin":
        return made("NotIn", this.values());
      case "=":
      case "==":
        return made("In", [this.exactValue()]);
      case "!=":
        return made("NotIn", [this.exactValue()]);
      case "<":
      case ">":
        return made(operator === "<" ? "Lt" : "Gt", [this.exactValue()]);
      default:
        throw new SelectorProblem(`found '${operator}', expected: ${comparisons.join(", ")}`);
    }
  }

  private exactValue(): string {
    const next = this.ahead();
    if (next.kind === "end" || next.text === ",") return "";
    const { kind, text } = this.take();
    if (kind !== "identifier") throw new SelectorProblem(`found '${text}', expected: identifier`);
    return text;
  }

  private values(): string[] {
    const { text: open } = this.take();
    if (open !== "(") throw new SelectorProblem(`found '${open}' expected: '('`);
    const next = this.ahead();
    if (next.text === ")") {
      this.take();
      return [];
    }
    if (next.kind !== "identifier" && next.text !== ",")
      throw new SelectorProblem(`found '${next.text}', expected: ',', ')' or identifier`);
    const list = this.list();
    if (this.take().text !== ")") throw new SelectorProblem(`found '${next.text}', expected: ')'`);
    return [...list].sort();
  }

  private list(): Set<string> {
    const list = new Set<string>();
    for (;;) {
      const { kind, text } = this.take();
      if (kind === "identifier") {
        list.add(text);
        const next = this.ahead();
        if (next.text === ")") return list;
        if (next.text !== ",") throw new SelectorProblem(`found '${next.text}', expected: ',' or ')'`);
      } else if (text === ",") {
        if (list.size === 0) list.add("");
        const next = this.ahead();
        if (next.text === ")") {
          list.add("");
          return list;
        }
        if (next.text === ",") {
          this.take();
          list.add("");
        }
      } else throw new SelectorProblem(`found '${text}', expected: ',', or identifier`);
    }
  }
}

/**
 * `app=web,tier in (a, b),!old` as a selector, or why it is none. Models labels.Parse of apimachinery (v1.34); `<` and `>`
 * are read, and then refused as operators that label selectors do not have here.
 */
export function parseSelector(text: string): CompiledSelector | { readonly error: string } {
  try {
    return compileSelector({ matchExpressions: new Parser(tokensOf(text)).requirements() });
  } catch (problem) {
    if (problem instanceof SelectorProblem) return { error: problem.message };
    throw problem;
  }
}

/** A selector as Go prints it. */
export function goSelector(selector: LabelSelector | undefined): string {
  if (!selector) return "nil";
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const labels = Object.keys(matchLabels)
    .sort()
    .map((key) => `${key}: ${matchLabels[key]},`)
    .join("");
  const requirements = matchExpressions
    .map(
      ({ key, operator, values = [] }) =>
        `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(" ")}],},`,
    )
    .join("");
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${requirements}},}`;
}
