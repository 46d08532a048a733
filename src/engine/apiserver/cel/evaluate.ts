import { isFields } from "../patch/mergePatch.ts";
import { type Expression, parseExpression, UnknownExpression } from "./parse.ts";

/** What an expression comes to: a value, an error in CEL's words, or nothing that this evaluator could tell. */
export type Outcome = { readonly value: unknown } | { readonly error: string } | { readonly unknown: true };

type Scope = { readonly [name: string]: unknown };

/** An error of evaluation, as CEL has it. */
class EvaluationError extends Error {}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function fieldOf(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    const item = value[Number(key)];
    if (item === undefined) throw new EvaluationError(`index out of bounds: ${String(key)}`);
    return item;
  }
  if (!isFields(value) || !Object.hasOwn(value, String(key))) throw new EvaluationError(`no such key: ${String(key)}`);
  return value[String(key)];
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return [...value].length;
  if (Array.isArray(value)) return value.length;
  return isFields(value) ? Object.keys(value).length : 0;
}

const textFunctions: { readonly [name: string]: (text: string, argument: string) => unknown } = {
  startsWith: (text, argument) => text.startsWith(argument),
  endsWith: (text, argument) => text.endsWith(argument),
  contains: (text, argument) => text.includes(argument),
  matches: (text, argument) => new RegExp(argument).test(text),
  split: (text, argument) => text.split(argument),
};

function macro(name: string, over: unknown, args: readonly Expression[], scope: Scope): unknown {
  const [variable, body] = args;
  if (variable?.op !== "name" || !body) throw new UnknownExpression(name);
  const items = Array.isArray(over) ? over : isFields(over) ? Object.keys(over) : [];
  const each = (item: unknown): unknown => evaluate(body, { ...scope, [variable.name]: item });
  switch (name) {
    case "all":
      return items.every(each);
    case "exists":
      return items.some(each);
    case "exists_one":
      return items.filter(each).length === 1;
    case "filter":
      return items.filter(each);
    default:
      return items.map(each);
  }
}

const macros = new Set(["all", "exists", "exists_one", "filter", "map"]);

function call({ of, name, args }: Expression & { op: "call" }, scope: Scope): unknown {
  const [first] = args;
  if (of === null) {
    if (name === "has" && first?.op === "field") {
      const parent = evaluate(first.of, scope);
      return isFields(parent) && Object.hasOwn(parent, first.name);
    }
    if (name === "size" && first) return sizeOf(evaluate(first, scope));
    if (name === "string" && first) return String(evaluate(first, scope));
    if (name === "int" && first) return Math.trunc(Number(evaluate(first, scope)));
    throw new UnknownExpression(name);
  }
  const value = evaluate(of, scope);
  if (macros.has(name)) return macro(name, value, args, scope);
  if (name === "size") return sizeOf(value);
  if (name === "lowerAscii") return String(value).toLowerCase();
  const text = Object.hasOwn(textFunctions, name) ? textFunctions[name] : undefined;
  if (!text || !first) throw new UnknownExpression(name);
  if (typeof value !== "string") throw new EvaluationError("no such overload");
  return text(value, String(evaluate(first, scope)));
}

function binary(sign: string, left: Expression, right: Expression, scope: Scope): unknown {
  if (sign === "&&") return evaluate(left, scope) === true && evaluate(right, scope) === true;
  if (sign === "||") return evaluate(left, scope) === true || evaluate(right, scope) === true;
  const a = evaluate(left, scope);
  const b = evaluate(right, scope);
  if (sign === "==") return same(a, b);
  if (sign === "!=") return !same(a, b);
  if (sign === "in")
    return Array.isArray(b) ? b.some((item) => same(item, a)) : isFields(b) && Object.hasOwn(b, String(a));
  if (sign === "+" && Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (typeof a !== typeof b || (typeof a !== "number" && typeof a !== "string"))
    throw new EvaluationError("no such overload");
  return compute(sign, a, b as typeof a);
}

function compute(sign: string, a: number | string, b: number | string): unknown {
  if (sign === "<") return a < b;
  if (sign === "<=") return a <= b;
  if (sign === ">") return a > b;
  if (sign === ">=") return a >= b;
  if (sign === "+") return typeof a === "number" ? a + Number(b) : `${a}${b}`;
  const [x, y] = [Number(a), Number(b)];
  if (sign === "-") return x - y;
  if (sign === "*") return x * y;
  if (y === 0) throw new EvaluationError("division by zero");
  return sign === "%" ? x % y : Math.trunc(x / y);
}

function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.op) {
    case "literal":
      return expression.value;
    case "name":
      if (!Object.hasOwn(scope, expression.name)) throw new UnknownExpression(expression.name);
      return scope[expression.name];
    case "list":
      return expression.items.map((item) => evaluate(item, scope));
    case "field":
      return fieldOf(evaluate(expression.of, scope), expression.name);
    case "index":
      return fieldOf(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case "call":
      return call(expression, scope);
    case "unary": {
      const value = evaluate(expression.of, scope);
      return expression.sign === "!" ? value !== true : -Number(value);
    }
    case "binary":
      return binary(expression.sign, expression.left, expression.right, scope);
    default:
      return evaluate(evaluate(expression.test, scope) === true ? expression.yes : expression.no, scope);
  }
}

/**
 * Evaluates a CEL expression over named values. A subset: fields, indices, operators, the macros, and the common
 * functions of strings; integers and doubles are one kind of number, and types are not checked beforehand.
 */
export function evaluateCel(text: string, scope: Scope): Outcome {
  try {
    return { value: evaluate(parseExpression(text), scope) };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.message };
    if (error instanceof UnknownExpression) return { unknown: true };
    throw error;
  }
}
