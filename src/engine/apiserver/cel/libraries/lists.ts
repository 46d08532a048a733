import type { Environment } from "@marcbachmann/cel-js";
import { isEqualValue } from "./equal.ts";

type List = readonly unknown[];

class SetFunctions {}

function sum(list: List): unknown {
  if (typeof list[0] === "number") return (list as readonly number[]).reduce((total, item) => total + item, 0);
  return (list as readonly bigint[]).reduce((total, item) => total + item, 0n);
}

function extreme(list: List, isBetter: (a: never, b: never) => boolean, name: string): unknown {
  if (list.length === 0) throw new Error(`${name} called on empty list`);
  return list.reduce((best, item) => (isBetter(item as never, best as never) ? item : best));
}

const hasAll = (list: List, items: List): boolean =>
  items.every((item) => list.some((other) => isEqualValue(item, other)));

/** Models lists.go of k8s.io/apiserver/pkg/cel/library (v1.34), and sets of cel-go's ext. */
export function withLists(environment: Environment): Environment {
  return environment
    .registerFunction("list.sum(): dyn", sum)
    .registerFunction("list.min(): dyn", (list: List) => extreme(list, (a, b) => a < b, "min"))
    .registerFunction("list.max(): dyn", (list: List) => extreme(list, (a, b) => a > b, "max"))
    .registerFunction("list.isSorted(): bool", (list: List) =>
      list.every((item, index) => index === 0 || (list[index - 1] as string) <= (item as string)),
    )
    .registerFunction("list.indexOf(dyn): int", (list: List, item: unknown) =>
      BigInt(list.findIndex((other) => isEqualValue(other, item))),
    )
    .registerFunction("list.lastIndexOf(dyn): int", (list: List, item: unknown) =>
      BigInt(list.findLastIndex((other) => isEqualValue(other, item))),
    )
    .registerType("SetFunctions", SetFunctions)
    .registerConstant("sets", "SetFunctions", new SetFunctions())
    .registerFunction("SetFunctions.contains(list, list): bool", (_: SetFunctions, a: List, b: List) => hasAll(a, b))
    .registerFunction(
      "SetFunctions.equivalent(list, list): bool",
      (_: SetFunctions, a: List, b: List) => hasAll(a, b) && hasAll(b, a),
    )
    .registerFunction("SetFunctions.intersects(list, list): bool", (_: SetFunctions, a: List, b: List) =>
      a.some((item) => b.some((other) => isEqualValue(item, other))),
    );
}
