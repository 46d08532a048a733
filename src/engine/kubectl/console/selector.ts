import type { LabelSelector, LabelSelectorRequirement } from "../../api/meta.ts";
import { type CompiledSelector, compileSelector } from "../../api/selector.ts";

const part = /^\s*(!?)\s*([^\s,=!()]+)\s*(?:(==|=|!=)\s*([^\s,=!()]*)|(in|notin)\s*\(([^)]*)\)|())\s*(?:,|$)/;

/** `app=web,tier in (a, b),!old` as a selector, or why it is none. Models labels.Parse of apimachinery (v1.34). */
export function parseSelector(text: string): CompiledSelector | { readonly error: string } {
  const matchExpressions: LabelSelectorRequirement[] = [];
  let rest = text;
  while (rest.trim() !== "") {
    const match = part.exec(rest);
    if (!match) return { error: `unable to parse requirement: ${problemIn(rest)}` };
    const [whole, not, key, sign, value, set, values] = match;
    if (not !== "" && (sign !== undefined || set !== undefined))
      return { error: `unable to parse requirement: found '${sign ?? set}', expected: ',' or 'end of string'` };
    if (sign !== undefined) matchExpressions.push({ key, operator: sign === "!=" ? "NotIn" : "In", values: [value] });
    else if (set !== undefined)
      matchExpressions.push({
        key,
        operator: set === "in" ? "In" : "NotIn",
        values: values.split(",").map((each) => each.trim()),
      });
    else matchExpressions.push({ key, operator: not === "" ? "Exists" : "DoesNotExist" });
    rest = rest.slice(whole.length);
  }
  return compileSelector({ matchExpressions } satisfies LabelSelector);
}

function problemIn(rest: string): string {
  const word = /^\s*([^\s,]+)/.exec(rest)?.[1] ?? "";
  return `found '${word}', expected: !, identifier, or 'end of string'`;
}
