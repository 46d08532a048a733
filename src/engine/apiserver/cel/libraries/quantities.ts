import type { Environment } from "@marcbachmann/cel-js";
import { isQuantityError, parseQuantity } from "../../../api/quantity.ts";
import { Quantity } from "./quantity.ts";

function quantityOf(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (isQuantityError(parsed)) throw new Error(parsed.error);
  return new Quantity(text);
}

const whole = (count: bigint): Quantity => new Quantity(`${count}`);

/** Models quantity.go of k8s.io/apiserver/pkg/cel/library (v1.34). */
export function withQuantities(environment: Environment): Environment {
  return environment
    .registerType("Quantity", Quantity)
    .registerFunction("quantity(string): Quantity", quantityOf)
    .registerFunction("isQuantity(string): bool", (text: string) => !isQuantityError(parseQuantity(text)))
    .registerFunction("Quantity.isGreaterThan(Quantity): bool", (a: Quantity, b: Quantity) => a.compare(b) > 0)
    .registerFunction("Quantity.isLessThan(Quantity): bool", (a: Quantity, b: Quantity) => a.compare(b) < 0)
    .registerFunction("Quantity.compareTo(Quantity): int", (a: Quantity, b: Quantity) => BigInt(a.compare(b)))
    .registerFunction("Quantity.sign(): int", (a: Quantity) => BigInt(a.compare(new Quantity("0"))))
    .registerFunction("Quantity.add(Quantity): Quantity", (a: Quantity, b: Quantity) => a.plus(b))
    .registerFunction("Quantity.add(int): Quantity", (a: Quantity, count: bigint) => a.plus(whole(count)))
    .registerFunction("Quantity.sub(Quantity): Quantity", (a: Quantity, b: Quantity) => a.minus(b))
    .registerFunction("Quantity.sub(int): Quantity", (a: Quantity, count: bigint) => a.minus(whole(count)))
    .registerFunction("Quantity.isInteger(): bool", (a: Quantity) => a.isInteger())
    .registerFunction("Quantity.asInteger(): int", (a: Quantity) => a.asInteger())
    .registerFunction("Quantity.asApproximateFloat(): double", (a: Quantity) => a.asApproximateFloat())
    .registerOperator("Quantity == Quantity", (a: Quantity, b: Quantity) => a.compare(b) === 0);
}
