import { Environment } from "@marcbachmann/cel-js";
import { isQuantityError, parseQuantity } from "../../api/quantity.ts";
import { Quantity } from "./quantity.ts";

/** What an expression can be about; each is of any type, for no schema of the objects is checked. */
export type CelVariable = "object" | "oldObject" | "request" | "params" | "namespaceObject" | "variables";

const variables: readonly CelVariable[] = ["object", "oldObject", "request", "namespaceObject", "variables"];

/** Functions that upstream's environment has and this one does not: an expression with one is not judged here. */
export const unsupportedFunctions: ReadonlySet<string> = new Set(
  (
    "url isURL getScheme getHost getHostname getPort getEscapedPath getQuery ip isIP family isUnspecified isLoopback " +
    "isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast isCanonical cidr isCIDR containsIP containsCIDR " +
    "prefixLength masked semver isSemver major minor patch named validate format intersects equivalent " +
    "transformList transformMap transformMapEntry asApproximateFloat"
  ).split(" "),
);

/** Variables, and names that functions begin with, that upstream has and this environment does not. */
export const unsupportedVariables: ReadonlySet<string> = new Set(["authorizer", "sets", "format", "ip", "math"]);

type List = readonly unknown[];

function sum(list: List): unknown {
  if (typeof list[0] === "number") return (list as readonly number[]).reduce((total, item) => total + item, 0);
  return (list as readonly bigint[]).reduce((total, item) => total + item, 0n);
}

function extreme(list: List, isBetter: (a: never, b: never) => boolean, name: string): unknown {
  if (list.length === 0) throw new Error(`${name} called on empty list`);
  return list.reduce((best, item) => (isBetter(item as never, best as never) ? item : best));
}

function quantityOf(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (isQuantityError(parsed)) throw new Error(parsed.error);
  return new Quantity(text);
}

/** Models staging/src/k8s.io/apiserver/pkg/cel/library (v1.34), in part: quantities, lists, regular expressions. */
function withLibraries(environment: Environment): Environment {
  return environment
    .registerType("Quantity", Quantity)
    .registerFunction("quantity(string): Quantity", quantityOf)
    .registerFunction("isQuantity(string): bool", (text: string) => !isQuantityError(parseQuantity(text)))
    .registerFunction("Quantity.isGreaterThan(Quantity): bool", (a: Quantity, b: Quantity) => a.compare(b) > 0)
    .registerFunction("Quantity.isLessThan(Quantity): bool", (a: Quantity, b: Quantity) => a.compare(b) < 0)
    .registerFunction("Quantity.compareTo(Quantity): int", (a: Quantity, b: Quantity) => BigInt(a.compare(b)))
    .registerFunction("Quantity.sign(): int", (a: Quantity) => BigInt(a.compare(new Quantity("0"))))
    .registerFunction("Quantity.add(Quantity): Quantity", (a: Quantity, b: Quantity) => a.plus(b))
    .registerFunction("Quantity.sub(Quantity): Quantity", (a: Quantity, b: Quantity) => a.minus(b))
    .registerFunction("Quantity.isInteger(): bool", (a: Quantity) => a.isInteger())
    .registerFunction("Quantity.asInteger(): int", (a: Quantity) => a.asInteger())
    .registerFunction("string.replace(string, string): string", (text: string, from: string, to: string) =>
      text.replaceAll(from, to),
    )
    .registerFunction(
      "string.find(string): string",
      (text: string, pattern: string) => new RegExp(pattern).exec(text)?.[0] ?? "",
    )
    .registerFunction("string.findAll(string): list<string>", (text: string, pattern: string) =>
      [...text.matchAll(new RegExp(pattern, "g"))].map(([found]) => found),
    )
    .registerFunction("list.sum(): dyn", sum)
    .registerFunction("list.min(): dyn", (list: List) => extreme(list, (a, b) => a < b, "min"))
    .registerFunction("list.max(): dyn", (list: List) => extreme(list, (a, b) => a > b, "max"))
    .registerFunction("list.isSorted(): bool", (list: List) =>
      list.every((item, index) => index === 0 || (list[index - 1] as string) <= (item as string)),
    );
}

function environmentOf(names: readonly CelVariable[]): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  for (const name of names) environment.registerVariable(name, "dyn");
  return withLibraries(environment);
}

let plain: Environment | undefined;
let withParams: Environment | undefined;

/** Where expressions are checked and evaluated; `params` exists only for policies that have a kind for it. */
export function celEnvironment(hasParams: boolean): Environment {
  if (hasParams) {
    withParams ??= environmentOf([...variables, "params"]);
    return withParams;
  }
  plain ??= environmentOf(variables);
  return plain;
}
