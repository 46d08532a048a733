/**
 * Kubernetes counts in int64. A JavaScript number holds all of those up to 2^53; beyond that a bigint does. The fast
 * path (both operands small) never allocates a bigint, so hot loops pay one `typeof` each.
 */
export type Int64 = number | bigint;

const limit = Number.MAX_SAFE_INTEGER;
const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);

/** The smallest representation of a bigint; saturates at the ends of int64 as resource.Quantity.Value() does. */
export function toInt64(value: bigint): Int64 {
  if (value >= -9_007_199_254_740_991n && value <= 9_007_199_254_740_991n) return Number(value);
  if (value > maxInt64) return maxInt64;
  return value < minInt64 ? minInt64 : value;
}

/** Wraps as Go's int64 arithmetic does. */
function wrap(value: bigint): Int64 {
  return toInt64(BigInt.asIntN(64, value));
}

export function add64(a: Int64, b: Int64): Int64 {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (sum <= limit && sum >= -limit) return sum;
  }
  return wrap(BigInt(a) + BigInt(b));
}

export function subtract64(a: Int64, b: Int64): Int64 {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (difference <= limit && difference >= -limit) return difference;
  }
  return wrap(BigInt(a) - BigInt(b));
}

/** `a * factor / divisor` in int64: the product wraps, the quotient is truncated. The result must fit a double. */
export function scale64(a: Int64, factor: number, divisor: Int64): number {
  if (typeof a === "number" && typeof divisor === "number") {
    const product = a * factor;
    if (product <= limit && product >= -limit) return Math.trunc(product / divisor);
  }
  return Number(BigInt.asIntN(64, BigInt(a) * BigInt(factor)) / BigInt(divisor));
}
