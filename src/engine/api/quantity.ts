import type { Quantity } from "./meta.ts";

/**
 * Resource quantities with the rounding, the overflow and the words of Kubernetes.
 * Models k8s.io/apimachinery/pkg/api/resource (v1.34).
 */
type QuantityFormat = "DecimalSI" | "BinarySI" | "DecimalExponent";

export interface ParsedQuantity {
  /** The amount is `unscaled * 10^scale`. */
  unscaled: bigint;
  scale: number;
  format: QuantityFormat;
  /** Upstream keeps amounts either in an int64 or in a big decimal; the two round and overflow differently. */
  big: boolean;
  /** The text itself where upstream finds it canonical enough to print back unchanged. */
  text?: string;
}

export interface QuantityError {
  error: string;
}

const formatError: QuantityError = {
  error: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
};
const numericError: QuantityError = { error: "unable to parse numeric part of quantity" };
const suffixError: QuantityError = { error: "unable to parse quantity's suffix" };

const decimalSuffixes: readonly string[] = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const binarySuffixes: readonly string[] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);
const int64Digits = 18;
const nano = -9;
const zero: ParsedQuantity = { unscaled: 0n, scale: 0, format: "DecimalSI", big: false };

const power10 = (exponent: number): bigint => 10n ** BigInt(exponent);
const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const fits = (value: bigint): boolean => value <= maxInt64 && value >= minInt64;

const shape = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*(?:[+-]?\d*))$/;
const cache = new Map<Quantity, ParsedQuantity | QuantityError>();
const cacheLimit = 10_000;

/** Reads a quantity; a bare YAML number counts as its decimal text. */
export function parseQuantity(quantity: Quantity): ParsedQuantity | QuantityError {
  const known = cache.get(quantity);
  if (known) return known;
  const result = parse(String(quantity));
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(quantity, result);
  return result;
}

export function isQuantityError(result: ParsedQuantity | QuantityError): result is QuantityError {
  return "error" in result;
}

function parse(text: string): ParsedQuantity | QuantityError {
  if (text === "0") return { ...zero, text };
  const match = text === "" ? null : shape.exec(text);
  if (!match) return formatError;
  const [, sign, digits = "", fraction = "", suffix = ""] = match;
  const interpreted = interpretSuffix(suffix);
  if (!interpreted) return suffixError;
  const { exponent, format } = interpreted;
  const whole = digits || "0";
  const negative = sign === "-";
  return (
    parseSmall(text, whole, fraction, negative, exponent, format) ??
    parseBig(text, digits, fraction, negative, exponent, format)
  );
}

function interpretSuffix(suffix: string): { exponent: number; format: QuantityFormat } | undefined {
  const decimal = decimalSuffixes.indexOf(suffix);
  if (decimal >= 0) return { exponent: 3 * decimal + nano, format: "DecimalSI" };
  const binary = binarySuffixes.indexOf(suffix);
  if (binary >= 0) return { exponent: 10 * binary, format: "BinarySI" };
  if (/^[eE][+-]?\d+$/.test(suffix)) return { exponent: Number(suffix.slice(1)), format: "DecimalExponent" };
  return undefined;
}

/** Amounts that upstream keeps in an int64. */
function parseSmall(
  text: string,
  whole: string,
  fraction: string,
  negative: boolean,
  exponent: number,
  format: QuantityFormat,
): ParsedQuantity | undefined {
  let precision = int64Digits - whole.length - fraction.length;
  let scale = exponent;
  let factor = 1n;
  if (format === "BinarySI") {
    if (fraction !== "") return undefined;
    scale = 0;
    factor = 1n << BigInt(exponent);
    precision = 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1;
  }
  scale -= fraction.length;
  if (precision < 0 || scale < nano) return undefined;
  const shifted = whole + fraction;
  const value = BigInt(shifted);
  const amount = value * factor;
  if (!fits(amount)) return undefined;
  const canonical =
    format === "BinarySI"
      ? exponent % 10 === 0 && (value & 7n) !== 0n
      : scale % 3 === 0 && !shifted.endsWith("000") && shifted[0] !== "0";
  const parsed: ParsedQuantity = { unscaled: negative ? -amount : amount, scale, format, big: false };
  return canonical ? { ...parsed, text } : parsed;
}

/** The rest: exact to 10^-9, rounded away from zero; binary amounts are capped at the end of int64. */
function parseBig(
  text: string,
  digits: string,
  fraction: string,
  negative: boolean,
  exponent: number,
  format: QuantityFormat,
): ParsedQuantity | QuantityError {
  if (!/\d/.test(text.replace(/[^\d.+-].*$/, ""))) return numericError;
  let unscaled = BigInt(digits + fraction || "0");
  let scale = -fraction.length;
  if (format === "BinarySI") unscaled <<= BigInt(exponent);
  else scale += exponent;
  if (unscaled !== 0n) {
    if (scale >= nano) unscaled *= power10(scale - nano);
    else {
      const divisor = power10(nano - scale);
      unscaled = (unscaled + divisor - 1n) / divisor;
    }
    scale = nano;
  }
  let finalFormat = format;
  if (format === "BinarySI") {
    const one = power10(-scale);
    if (unscaled > maxInt64 * one) {
      unscaled = maxInt64;
      scale = 0;
    } else if (unscaled > 0n && unscaled < one) finalFormat = "DecimalSI";
  }
  return { unscaled: negative ? -unscaled : unscaled, scale, format: finalFormat, big: true };
}

function parsedOrZero(quantity: Quantity): ParsedQuantity {
  const result = parseQuantity(quantity);
  return isQuantityError(result) ? zero : result;
}

/** The amount in units of 10^scale: what ScaledValue() returns, its overflows included. */
function scaledValue({ unscaled, scale, big }: ParsedQuantity, target: number): bigint {
  const difference = scale - target;
  if (difference === 0) return wrap(unscaled);
  if (difference > 0) {
    if (big) return wrap(wrap(unscaled) * power10(difference));
    const product = unscaled * (difference > 40 ? power10(40) : power10(difference));
    // Upstream multiplies in one step for these scales and wraps; otherwise digit by digit, and overflow gives zero.
    const oneStep = difference <= 3 || difference === 6 || difference === 9;
    if (fits(product)) return product;
    return oneStep && unscaled !== minInt64 ? wrap(product) : 0n;
  }
  const divisor = power10(-difference);
  if (!big) {
    const quotient = unscaled / divisor;
    if (quotient * divisor === unscaled) return quotient;
    return unscaled > 0n ? quotient + 1n : quotient - 1n;
  }
  // Big decimals below the end of int64, so every negative one, are wrapped first and rounded towards +infinity.
  const dividend = unscaled < maxInt64 && -difference < 19 ? wrap(unscaled) : unscaled;
  const quotient = dividend / divisor;
  return wrap(quotient * divisor === dividend ? quotient : quotient + 1n);
}

/** Whole units, rounded up as Quantity.Value() does. Text that is no quantity counts as 0. */
export function valueBig(quantity: Quantity): bigint {
  return scaledValue(parsedOrZero(quantity), 0);
}

/** Thousandths, rounded up as Quantity.MilliValue() does. */
export function milliValueBig(quantity: Quantity): bigint {
  return scaledValue(parsedOrZero(quantity), -3);
}

/** As valueBig, as a number: exact up to 2^53. */
export function value(quantity: Quantity): number {
  return Number(valueBig(quantity));
}

/** As milliValueBig, as a number: exact up to 2^53. */
export function milliValue(quantity: Quantity): number {
  return Number(milliValueBig(quantity));
}

/** The text Kubernetes prints for a quantity; text that is no quantity comes back unchanged. */
export function canonicalQuantity(quantity: Quantity): string {
  const parsed = parseQuantity(quantity);
  return isQuantityError(parsed) ? String(quantity) : formatQuantity(parsed);
}

/** The text Kubernetes prints for a parsed or computed amount. */
function formatQuantity({ unscaled, scale, format, text }: ParsedQuantity): string {
  if (text !== undefined) return text;
  if (unscaled === 0n) return "0";
  if (format === "BinarySI") {
    const whole = scale >= 0 ? unscaled * power10(scale) : unscaled / power10(-scale);
    const exact = scale >= 0 || whole * power10(-scale) === unscaled;
    if (exact && (whole >= 1024n || whole <= -1024n)) {
      const [amount, times] = removeFactors(whole, 1024n);
      return `${amount}${binarySuffixes[times] ?? ""}`;
    }
  }
  let [amount, exponent] = removeFactors(unscaled, 10n);
  exponent += scale;
  const excess = ((exponent % 3) + 3) % 3;
  amount *= power10(excess);
  exponent -= excess;
  if (format === "DecimalExponent") return exponent === 0 ? `${amount}` : `${amount}e${exponent}`;
  // Beyond "E" v1.34 has no suffix and prints the digits alone.
  return `${amount}${decimalSuffixes[(exponent - nano) / 3] ?? ""}`;
}

function removeFactors(amount: bigint, base: bigint): [bigint, number] {
  let rest = amount;
  let times = 0;
  while (rest % base === 0n) {
    rest /= base;
    times++;
  }
  return [rest, times];
}

function aligned(a: ParsedQuantity, b: ParsedQuantity): [bigint, bigint, number] {
  const scale = Math.min(a.scale, b.scale);
  return [a.unscaled * power10(a.scale - scale), b.unscaled * power10(b.scale - scale), scale];
}

/** Canonical text of the amount rounded away from zero to thousandths, as stored resource lists are (Quantity.RoundUp). */
export function roundUpToMilli(quantity: Quantity): string {
  const parsed = parseQuantity(quantity);
  if (isQuantityError(parsed)) return String(quantity);
  if (parsed.scale >= -3) return formatQuantity(parsed);
  const divisor = power10(-3 - parsed.scale);
  const quotient = parsed.unscaled / divisor;
  const away = parsed.unscaled < 0n ? -1n : 1n;
  const unscaled = quotient * divisor === parsed.unscaled ? quotient : quotient + away;
  return formatQuantity({ unscaled, scale: -3, format: parsed.format, big: parsed.big });
}

/** -1, 0 or 1, exactly. Text that is no quantity counts as 0. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const [left, right] = aligned(parsedOrZero(a), parsedOrZero(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum as canonical text, in the first operand's format unless that is zero. */
export function addQuantities(a: Quantity, b: Quantity): string {
  return combine(a, b, 1n);
}

/** The difference as canonical text, in the first operand's format unless that is zero. */
export function subtractQuantities(a: Quantity, b: Quantity): string {
  return combine(a, b, -1n);
}

function combine(a: Quantity, b: Quantity, sign: bigint): string {
  const first = parsedOrZero(a);
  const second = parsedOrZero(b);
  const [left, right, scale] = aligned(first, second);
  const format = left === 0n ? second.format : first.format;
  return formatQuantity({ unscaled: left + sign * right, scale, format, big: true });
}
