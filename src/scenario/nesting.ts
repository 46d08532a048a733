import { CST, Lexer } from "yaml";
import { limits } from "./limits.ts";

const openings: ReadonlySet<string | null> = new Set(["flow-seq-start", "flow-map-start"]);
const closings: ReadonlySet<string | null> = new Set(["flow-seq-end", "flow-map-end"]);
/** Tokens that are signs between lexer and parser, not text. */
const signs: ReadonlySet<string | null> = new Set(["doc-mode", "flow-error-end", "scalar"]);
/** `- - - x` is a sequence in a sequence in a sequence, on one line. */
const indicators: ReadonlySet<string | null> = new Set(["seq-item-ind", "explicit-key-ind"]);

/**
 * Where brackets, dashes on a line, or lines that stand further in are nested deeper than any object is: the place of the first such one, counted from 0;
 * null when nowhere. The parser goes into each level with a call of its own, and a stack that is nearly full can end
 * the whole process in the browser's regular expressions, past every `catch`. The lexer has no such levels.
 */
export function tooDeepAt(text: string): number | null {
  if (!mayBeDeep(text)) return null;
  let brackets = 0;
  let dashes = 0;
  /** How far in the lines stand that the one at hand is inside of, ascending. */
  const indents: number[] = [];
  let indent: number | null = 0;
  let at = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    const type: string | null = isScalar ? null : CST.tokenType(token);
    isScalar = type === "scalar";
    if (openings.has(type)) brackets++;
    else if (closings.has(type)) brackets = Math.max(0, brackets - 1);
    else if (indicators.has(type)) dashes++;
    else if (type === "doc-start" || type === "doc-end" || type === "doc-mode") brackets = 0;
    if (type === "newline") {
      dashes = 0;
      indent = 0;
    } else if (type === "space" && indent === 0) indent = token.length;
    else if (indent !== null && !signs.has(type) && type !== "comment") {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
      indent = null;
    }
    if (Math.max(brackets, dashes, indents.length - 1) > limits.nesting) return at;
    if (!signs.has(type)) at += token.length;
  }
  return null;
}

/** A line that stands so far in that it may be in that many others. */
const farIn = new RegExp(`^ {${limits.nesting},}`, "m");

/** A quick look that takes what stands in strings and comments for real, too. */
function mayBeDeep(text: string): boolean {
  if (farIn.test(text)) return true;
  let brackets = 0;
  let dashes = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case "[":
      case "{":
        if (++brackets > limits.nesting) return true;
        break;
      case "]":
      case "}":
        if (brackets > 0) brackets--;
        break;
      case "-":
      case "?":
      case ":":
        if (++dashes > limits.nesting) return true;
        break;
      case "\n":
        dashes = 0;
        break;
    }
  }
  return false;
}
