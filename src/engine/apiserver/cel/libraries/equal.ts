/** Whether two values are equal to CEL: numbers of all kinds by their value, lists and maps by what they hold. */
export function isEqualValue(a: unknown, b: unknown): boolean {
  if (isNumber(a) && isNumber(b)) return isSameNumber(numberOf(a), numberOf(b));
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqualValue(item, b[i]))
    );
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (isMoment(a) || isMoment(b)) return isMoment(a) && isMoment(b) && a.getTime() === b.getTime();
  if ("equals" in a && typeof a.equals === "function") return a.constructor === b.constructor && Boolean(a.equals(b));
  const [left, right] = [Object.entries(a), Object.entries(b)];
  const fields = b as { readonly [name: string]: unknown };
  return (
    left.length === right.length &&
    left.every(([name, value]) => Object.hasOwn(b, name) && isEqualValue(value, fields[name]))
  );
}

/** A timestamp of CEL, as the library has it. */
interface Moment {
  getTime(): number;
  toISOString(): string;
}

export const isMoment = (value: unknown): value is Moment =>
  typeof value === "object" && value !== null && "getTime" in value && typeof value.getTime === "function";

/** CEL's uint, a class of the library's own that it does not give away. */
interface Unsigned {
  readonly value: bigint;
}

export const isUnsigned = (value: unknown): value is Unsigned =>
  typeof value === "object" &&
  value !== null &&
  Object.getPrototypeOf(value) !== Object.prototype &&
  !("equals" in value) &&
  "value" in value &&
  typeof value.value === "bigint";

const isNumber = (value: unknown): value is number | bigint | Unsigned =>
  typeof value === "number" || typeof value === "bigint" || isUnsigned(value);

const numberOf = (value: number | bigint | Unsigned): number | bigint => (isUnsigned(value) ? value.value : value);

const isSameNumber = (a: number | bigint, b: number | bigint): boolean =>
  typeof a === typeof b ? a === b : Number(a) === Number(b);
