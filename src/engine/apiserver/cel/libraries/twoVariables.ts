import type { Environment } from "@marcbachmann/cel-js";
import { isEqualValue } from "./equal.ts";

/** What the library gives a macro, as far as it is used: nodes of the syntax tree, and contexts that hold variables. */
type Node = { readonly op: string; readonly args: unknown };
type Type = object;

interface Context {
  forkWithVariable(name: string, type: Type): Context;
  reuse(parent: Context): Context;
  setIterValue(value: unknown, evaluator: Evaluator): Context;
}

interface Checker {
  check(node: Node, context: Context): Type;
  getType(name: string): Type;
  createError(code: string, message: string, node: Node): Error;
}

interface Evaluator {
  run(node: Node, context: Context): unknown;
}

interface Call {
  readonly args: readonly Node[];
  readonly receiver: Node;
}

/** Evaluates an expression for one element. */
type Each = (node: Node, key: unknown, value: unknown) => unknown;
type Element = readonly [key: unknown, value: unknown];
type Collect = (elements: readonly Element[], each: Each, body: Node, filter: Node | undefined) => unknown;

/** Indices with items, or keys with values. */
function elementsOf(collection: unknown): readonly Element[] {
  if (Array.isArray(collection)) return collection.map((item, index) => [BigInt(index), item]);
  if (typeof collection === "object" && collection !== null) return Object.entries(collection);
  throw new Error("no such overload");
}

/** True or false as soon as one element says so; what fails counts only when none does. */
function quantified(elements: readonly Element[], each: Each, body: Node, decisive: boolean): boolean {
  let failure: unknown = null;
  for (const [key, value] of elements) {
    try {
      const answer = each(body, key, value);
      if (typeof answer !== "boolean") throw new Error("no such overload");
      if (answer === decisive) return decisive;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return !decisive;
}

const kept = (elements: readonly Element[], each: Each, filter: Node | undefined): readonly Element[] =>
  filter ? elements.filter(([key, value]) => each(filter, key, value) === true) : elements;

function merged(entries: readonly unknown[]): unknown {
  const map: { [key: string]: unknown } = {};
  for (const entry of entries)
    for (const [key, value] of elementsOf(entry) as readonly [string, unknown][]) {
      if (Object.hasOwn(map, key) && !isEqualValue(map[key], value))
        throw new Error(`insert failed: key ${key} already exists`);
      map[key] = value;
    }
  return map;
}

function exactlyOne(elements: readonly Element[], each: Each, body: Node): boolean {
  return elements.filter(([key, value]) => each(body, key, value) === true).length === 1;
}

/** By signature: the type of the outcome, and how it comes about. */
const macros: readonly (readonly [signature: string, type: string, collect: Collect])[] = [
  ["list.all(ast, ast, ast): bool", "bool", (elements, each, body) => quantified(elements, each, body, false)],
  ["list.exists(ast, ast, ast): bool", "bool", (elements, each, body) => quantified(elements, each, body, true)],
  ["list.existsOne(ast, ast, ast): bool", "bool", exactlyOne],
  ["list.exists_one(ast, ast, ast): bool", "bool", exactlyOne],
  ...withFilter("transformList", "list", (elements, each, body, filter) =>
    kept(elements, each, filter).map(([key, value]) => each(body, key, value)),
  ),
  ...withFilter("transformMap", "map", (elements, each, body, filter) =>
    Object.fromEntries(kept(elements, each, filter).map(([key, value]) => [String(key), each(body, key, value)])),
  ),
  ...withFilter("transformMapEntry", "map", (elements, each, body, filter) =>
    merged(kept(elements, each, filter).map(([key, value]) => each(body, key, value))),
  ),
];

function withFilter(name: string, type: string, collect: Collect) {
  return ["ast, ast, ast", "ast, ast, ast, ast"].map(
    (args) => [`list.${name}(${args}): ${type}`, type, collect] as const,
  );
}

function macro(type: string, collect: Collect) {
  return ({ args, receiver }: Call) => {
    const [key, value] = args as readonly [Node, Node];
    const body = args.at(-1) as Node;
    const filter = args.length > 3 ? args[2] : undefined;
    let outer: Context;
    let inner: Context;
    const variable = (checker: Checker, { op, args: name }: Node, node: Node): string => {
      if (op === "id") return String(name);
      throw checker.createError("invalid_macro_argument", "argument is not an identifier", node);
    };
    return {
      async: false,
      typeCheck(checker: Checker, _macro: unknown, context: Context): Type {
        checker.check(receiver, context);
        outer = context.forkWithVariable(variable(checker, key, key), checker.getType("dyn"));
        inner = outer.forkWithVariable(variable(checker, value, value), checker.getType("dyn"));
        if (filter) checker.check(filter, inner);
        const found = checker.check(body, inner);
        const bool = checker.getType("bool");
        if (type === "bool" && found !== bool && found !== checker.getType("dyn"))
          throw checker.createError("type_mismatch", "predicate must return bool", body);
        return checker.getType(type);
      },
      evaluate(evaluator: Evaluator, _macro: unknown, context: Context): unknown {
        const each: Each = (node, first, second) =>
          evaluator.run(
            node,
            inner.reuse(outer.reuse(context).setIterValue(first, evaluator)).setIterValue(second, evaluator),
          );
        return collect(elementsOf(evaluator.run(receiver, context)), each, body, filter);
      },
    };
  };
}

/** Models two variable comprehensions of cel-go's ext. */
export function withTwoVariables(environment: Environment): Environment {
  for (const [signature, type, collect] of macros)
    environment.registerFunction(signature, macro(type, collect) as never);
  return environment;
}
