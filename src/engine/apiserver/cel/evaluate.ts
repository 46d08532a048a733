import { isFields } from "../patch/mergePatch.ts";
import { compileCel } from "./compile.ts";
import { type CelVariable, celEnvironment } from "./environment.ts";
import { Authorizer, ResourceCheck } from "./libraries/authorizer.ts";

/** What an expression comes to: a value, an error in CEL's words, or the name of what is not evaluated here. */
export type Outcome = { readonly value: unknown } | { readonly error: string } | { readonly unsupported: string };

export type Scope = { readonly [name in CelVariable]?: unknown } & { readonly authorizer?: Authorizer };

/** To those who ask nobody: nothing is allowed. */
const deaf = new Authorizer(() => false, new ResourceCheck(() => false, {}));

/** A value that came as JSON, as CEL has it: whole numbers are integers. */
function celValue(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (!isFields(value)) return value ?? null;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, celValue(field)]));
}

/** The library's complaints in the words of cel-go. */
function inUpstreamsWords(summary: string): string {
  const index = /index out of bounds, index (\d+)/.exec(summary)?.[1];
  if (index !== undefined) return `index out of bounds: ${index}`;
  const key = /^No such key: (.*)$/.exec(summary)?.[1];
  if (key !== undefined) return `no such key: ${key}`;
  return /no such overload|requires bool operands/.test(summary) ? "no such overload" : summary;
}

/** Evaluates an expression over named values, with what marcbachmann/cel-js knows of CEL and environment.ts adds. */
export function evaluateCel(text: string, scope: Scope): Outcome {
  const hasParams = "params" in scope;
  const compiled = compileCel(text, hasParams);
  if ("unsupported" in compiled) return compiled;
  if ("problem" in compiled) return { error: compiled.problem };
  const { authorizer = deaf, ...about } = scope;
  const values = Object.fromEntries(Object.entries(about).map(([name, value]) => [name, celValue(value)]));
  try {
    return { value: celEnvironment(hasParams).evaluate(text, { ...values, authorizer }) };
  } catch (error) {
    const { summary, message } = error as Error & { readonly summary?: string };
    return { error: inUpstreamsWords(summary ?? message) };
  }
}
