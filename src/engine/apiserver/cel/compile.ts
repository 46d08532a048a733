import { celEnvironment, unsupportedFunctions } from "./environment.ts";
import { type CelIssue, formatIssues, syntaxIssues } from "./syntax.ts";

/** What checking an expression comes to: its type; why it is none, in upstream's words; or what is not known here. */
export type Compiled = { readonly type: string } | { readonly problem: string } | { readonly unsupported: string };

/** The library's error, as far as it is looked at. */
interface Failure {
  readonly summary?: string;
  readonly node?: unknown;
  readonly range?: { readonly start: number };
}

/** Types as upstream writes them. */
const typeText = (type: string): string =>
  type
    .replace(/^list$/, "list(dyn)")
    .replace(/^map$/, "map(dyn, dyn)")
    .replaceAll("<", "(")
    .replaceAll(">", ")");

const startOf = ({ range }: Failure): number => range?.start ?? 0;

/** Upstream's place for an operator is the operator's own. */
function operatorAt(text: string, failure: Failure, sign: string): number {
  const { left } = (failure.node ?? {}) as { readonly left?: { readonly end: number } };
  const from = left?.end ?? startOf(failure);
  return Math.max(text.indexOf(sign, from), from);
}

/** And for a call it is the opening bracket. */
function bracketAt(text: string, failure: Failure, name: string): number {
  const found = text.indexOf(`${name}(`, startOf(failure));
  return found < 0 ? startOf(failure) : found + name.length;
}

const noOverload = (name: string, given: string): string =>
  `found no matching overload for '${name}' applied to '${given}'`;
const undeclared = (name: string): string => `undeclared reference to '${name}' (in container '')`;

type Judged = CelIssue | { readonly unsupported: string };

function judgedCall(text: string, failure: Failure, call: RegExpExecArray, known: ReadonlySet<string>): Judged {
  const [, receiver, name = "", args = ""] = call;
  if (unsupportedFunctions.has(name)) return { unsupported: `${name}()` };
  const at = bracketAt(text, failure, name);
  if (!known.has(name)) return { at, message: undeclared(name) };
  const given = `(${typeText(args)})`;
  return { at, message: noOverload(name, receiver === undefined ? given : `${typeText(receiver)}.${given}`) };
}

/** One complaint of the library's type checker, in cel-go's words. */
function judged(text: string, failure: Failure, known: ReadonlySet<string>): Judged {
  const { summary = "" } = failure;
  const at = startOf(failure);
  const variable = /^Unknown variable: (.*)$/.exec(summary)?.[1];
  if (variable !== undefined) return { at, message: undeclared(variable) };
  const call = /^found no matching overload for '(?:(.*)\.)?([A-Za-z_]\w*)\((.*)\)'$/.exec(summary);
  if (call) return judgedCall(text, failure, call, known);
  const [, left, sign = "", right] = /^no such overload: (.+) (\S+) (.+)$/.exec(summary) ?? [];
  if (left !== undefined && right !== undefined) {
    const given = `(${typeText(left)}, ${typeText(right)})`;
    return { at: operatorAt(text, failure, sign), message: noOverload(sign === "in" ? "@in" : `_${sign}_`, given) };
  }
  const [, prefix, type] = /^no such overload: ([!-])(.+)$/.exec(summary) ?? [];
  if (type !== undefined) return { at, message: noOverload(`${prefix}_`, `(${typeText(type)})`) };
  if (summary === "has() invalid argument")
    return { at: bracketAt(text, failure, "has"), message: "invalid argument to has() macro" };
  return { at, message: summary };
}

/**
 * Checks an expression before it is ever evaluated. Models CompileCELExpression of
 * staging/src/k8s.io/apiserver/pkg/admission/plugin/cel (v1.34).
 */
export function compileCel(text: string, hasParams: boolean): Compiled {
  const syntax = syntaxIssues(text);
  if (syntax.length > 0) return { problem: `compilation failed: ${formatIssues(text, syntax)}` };
  const environment = celEnvironment(hasParams);
  const checked = environment.check(text);
  if (checked.valid) return { type: typeText(checked.type ?? "dyn") };
  const known = new Set(environment.getDefinitions().functions.map(({ name }) => name));
  const issue = judged(text, (checked.error ?? {}) as Failure, known);
  return "unsupported" in issue ? issue : { problem: `compilation failed: ${formatIssues(text, [issue])}` };
}
