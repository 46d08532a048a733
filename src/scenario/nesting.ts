import { CST, Lexer } from "yaml";
import { limits } from "./limits.ts";

const openings: ReadonlySet<string | null> = new Set(["flow-seq-start", "flow-map-start"]);
const closings: ReadonlySet<string | null> = new Set(["flow-seq-end", "flow-map-end"]);
/** Tokens that are signs between lexer and parser, not text. */
const signs: ReadonlySet<string | null> = new Set(["doc-mode", "flow-error-end", "scalar"]);
/** `- - - x` is a sequence in a sequence in a sequence, on one line. */
const indicators: ReadonlySet<string | null> = new Set(["seq-item-ind", "explicit-key-ind"]);

/**
 * Where brackets, or dashes on a line, are nested deeper than any object is: the place of the first such one, counted from 0;
 * null when nowhere. The parser goes into each level with a call of its own, and a stack that is nearly full can end
 * the whole process in the browser's regular expressions, past every `catch`. The lexer has no such levels.
 */
export function tooDeepAt(text: string): number | null {
  if (!mayBeDeep(text)) return null;
  let brackets = 0;
  let dashes = 0;
  let at = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    const type: string | null = isScalar ? null : CST.tokenType(token);
    isScalar = type === "scalar";
    if (openings.has(type)) brackets++;
    else if (closings.has(type)) brackets = Math.max(0, brackets - 1);
    else if (indicators.has(type)) dashes++;
    else if (type === "newline") dashes = 0;
    else if (type === "doc-start" || type === "doc-end" || type === "doc-mode") brackets = 0;
    if (brackets > limits.nesting || dashes > limits.nesting) return at;
    if (!signs.has(type)) at += token.length;
  }
  return null;
}

/** A quick look that takes what stands in strings and comments for real, too. */
function mayBeDeep(text: string): boolean {
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
