import { type Document, isCollection, isScalar, visit, type YAMLParseError } from "yaml";

/** What is commonly wrong with a text that is no YAML, in terms of what was written rather than of the grammar. */
export type YamlMistake =
  | { readonly kind: "tab" }
  /** Fields of one object, or items of one list, that do not begin in one column. */
  | { readonly kind: "uneven"; readonly of: "fields" | "items" }
  /** Deeper than the field before it, which has its value already. */
  | { readonly kind: "deeper"; readonly field: string }
  | { readonly kind: "noColon"; readonly text: string }
  | { readonly kind: "noSpace"; readonly field: string }
  /** A value with a colon in it, not in quotes. */
  | { readonly kind: "colonInValue"; readonly text: string }
  | { readonly kind: "openQuote"; readonly quote: string }
  | { readonly kind: "openBracket"; readonly closes: string }
  | { readonly kind: "extraBracket"; readonly bracket: string }
  | { readonly kind: "noComma" }
  | { readonly kind: "twice"; readonly field: string }
  | { readonly kind: "behindValue"; readonly text: string }
  | { readonly kind: "badStart"; readonly character: string }
  | { readonly kind: "template" };

export interface FoundMistake {
  readonly mistake: YamlMistake;
  /** Offsets in the text, where it shows elsewhere than where the parser stopped. */
  readonly at?: readonly [from: number, to: number];
}

/** Reads the parser's first error (of `yaml` 2) as a common mistake; null: it is none of these. */
export function yamlMistake(text: string, document: Document, error: YAMLParseError): FoundMistake | null {
  const [from, to] = error.pos;
  const rest = lineFrom(text, from);
  if (wholeLine(text, from).includes("{{")) return { mistake: { kind: "template" } };
  switch (error.code) {
    case "TAB_AS_INDENT":
      return { mistake: { kind: "tab" } };
    case "DUPLICATE_KEY":
      return { mistake: { kind: "twice", field: fieldOf(rest) } };
    case "BAD_SCALAR_START":
      return { mistake: { kind: "badStart", character: text.charAt(from) } };
    case "BLOCK_IN_FLOW":
      return { mistake: { kind: "noComma" } };
    case "BAD_INDENT":
      return badIndent(document, error);
    case "BLOCK_AS_IMPLICIT_KEY":
      return nested(text, from, rest);
    case "MULTILINE_IMPLICIT_KEY":
      return { mistake: withoutColon(text.slice(from, to).split("\n")[0].trim()) };
    case "MISSING_CHAR":
      return missing(document, error, rest);
    case "UNEXPECTED_TOKEN":
      if (/flow-(map|seq)-end/.test(error.message))
        return { mistake: { kind: "extraBracket", bracket: text.charAt(from) } };
      return error.message.endsWith("at node end") ? { mistake: { kind: "behindValue", text: rest.trim() } } : null;
    default:
      return null;
  }
}

const lineFrom = (text: string, at: number): string => text.slice(at).split("\n", 1)[0];
const wholeLine = (text: string, at: number): string => lineFrom(text, text.lastIndexOf("\n", at - 1) + 1);
const fieldOf = (line: string): string => line.split(":", 1)[0].trim();

function badIndent(document: Document, error: YAMLParseError): FoundMistake | null {
  const { message } = error;
  if (message.startsWith("Flow")) return openBracket(document, error);
  if (!message.endsWith("must start at the same column")) return null;
  return { mistake: { kind: "uneven", of: message.includes("sequence") ? "items" : "fields" } };
}

/** A colon where a value is: one that was written there, or that of a line below which is indented under it. */
function nested(text: string, from: number, rest: string): FoundMistake {
  if (/:(\s|$)/.test(rest)) return { mistake: { kind: "colonInValue", text: rest.trim() } };
  const below = /\n(?:[^\S\n]*(?:#[^\n]*)?\n)*([^\S\n]*)(\S[^\n]*)/.exec(text.slice(from));
  const field = fieldOf(wholeLine(text, from).replace(/^\s*(- +)*/, ""));
  if (!below) return { mistake: { kind: "deeper", field } };
  const start = from + below.index + below[0].length - below[2].length;
  return { mistake: { kind: "deeper", field }, at: [start, start + below[2].length] };
}

function withoutColon(line: string): YamlMistake {
  const glued = /^([\w./-]+):\S/.exec(line);
  return glued ? { kind: "noSpace", field: glued[1] } : { kind: "noColon", text: line };
}

function missing(document: Document, error: YAMLParseError, rest: string): FoundMistake | null {
  const { message } = error;
  const quote = /^Missing closing (['"])quote/.exec(message)?.[1];
  if (quote) {
    const start = lastStart(document, error, (node) => isScalar(node) && node.type?.startsWith("QUOTE") === true);
    return { mistake: { kind: "openQuote", quote }, ...(start !== null && { at: [start, start + 1] as const }) };
  }
  if (/must end with a [}\]]/.test(message)) return openBracket(document, error);
  if (/^Missing ,/.test(message)) return { mistake: { kind: "noComma" } };
  return message.startsWith("Implicit map keys") ? { mistake: withoutColon(rest.trim()) } : null;
}

function openBracket(document: Document, error: YAMLParseError): FoundMistake {
  const closes = error.message.slice(-1);
  const start = lastStart(document, error, (node) => isCollection(node) && node.flow === true);
  return { mistake: { kind: "openBracket", closes }, ...(start !== null && { at: [start, start + 1] as const }) };
}

/** Where the last such node that the parser made begins: what is never closed reaches to where it gave up. */
function lastStart(document: Document, { pos }: YAMLParseError, is: (node: unknown) => boolean): number | null {
  let start: number | null = null;
  let end = -1;
  visit(document, {
    Node: (_, node) => {
      if (is(node) && node.range && node.range[0] < pos[0] && node.range[1] >= end)
        [start, end] = [node.range[0], node.range[1]];
    },
  });
  return start;
}
