import { nanoQuantity } from "../../../api/podResources.ts";
import { addQuantities, compareQuantities, subtractQuantities, value, valueBig } from "../../../api/quantity.ts";

/** A Kubernetes quantity as a value of CEL. */
export class Quantity {
  constructor(readonly text: string) {}

  compare(other: Quantity): number {
    return compareQuantities(this.text, other.text);
  }

  plus(other: Quantity): Quantity {
    return new Quantity(addQuantities(this.text, other.text));
  }

  minus(other: Quantity): Quantity {
    return new Quantity(subtractQuantities(this.text, other.text));
  }

  isInteger(): boolean {
    return compareQuantities(this.text, `${value(this.text)}`) === 0;
  }

  asInteger(): bigint {
    if (!this.isInteger()) throw new Error("cannot convert value to integer");
    return valueBig(this.text);
  }

  asApproximateFloat(): number {
    const nano = Number(nanoQuantity(this.text));
    return nano / 1e9;
  }
}
