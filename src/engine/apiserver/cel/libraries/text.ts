import type { Environment } from "@marcbachmann/cel-js";
import { escapeText } from "../../../api/names.ts";
import { utf8 } from "../../defaulting/base64.ts";
import { isMoment, isUnsigned } from "./equal.ts";

class TextFunctions {}

/** CEL counts characters, not the halves of which JavaScript makes some. */
function charAt(text: string, index: bigint): string {
  const characters = [...text];
  if (index < 0n || index > BigInt(characters.length)) throw new Error(`index out of range: ${index}`);
  return characters[Number(index)] ?? "";
}

function replaced(text: string, from: string, to: string, limit: bigint): string {
  let rest = text;
  let result = "";
  for (let left = limit; left !== 0n && rest !== ""; left--) {
    const at = rest.indexOf(from);
    if (at < 0) break;
    result += rest.slice(0, at) + to;
    rest = rest.slice(at + from.length);
  }
  return result + rest;
}

function found(text: string, pattern: string, limit = -1n): string[] {
  const all = [...text.matchAll(new RegExp(pattern, "g"))].map(([match]) => match);
  return limit < 0n ? all : all.slice(0, Number(limit));
}

/** `%s`, `%d`, `%.2f` and the like. Models formatting.go of cel-go's ext. */
function formatted(text: string, values: readonly unknown[]): string {
  let next = 0;
  const result = text.replace(/%(?:\.(\d+))?(.)?/gs, (_, precision: string | undefined, clause: string | undefined) => {
    if (clause === "%") return "%";
    if (clause === undefined) throw new Error("unexpected end of string");
    if (next >= values.length) throw new Error(`index ${next} out of range`);
    return shown(values[next++], clause, precision === undefined ? 6 : Number(precision));
  });
  if (next < values.length)
    throw new Error(`too many arguments supplied to string.format (expected ${next}, got ${values.length})`);
  return result;
}

function shown(value: unknown, clause: string, precision: number): string {
  const refuse = (what: string): never => {
    throw new Error(`error during formatting: ${what} clause can only be used on ${allowed[clause]}`);
  };
  switch (clause) {
    case "s":
      return plain(value);
    case "d":
      return typeof value === "bigint" || isUnsigned(value) ? plain(value) : refuse("decimal");
    case "f":
    case "e": {
      if (typeof value !== "number" && typeof value !== "bigint")
        return refuse(clause === "f" ? "fixed-point" : "scientific");
      if (clause === "f") return Number(value).toFixed(precision);
      return Number(value)
        .toExponential(precision)
        .replace(/e([+-])(\d)$/, "e$10$2");
    }
    case "b":
      if (typeof value === "boolean") return value ? "1" : "0";
      return typeof value === "bigint" ? value.toString(2) : refuse("binary");
    case "o":
      return typeof value === "bigint" ? value.toString(8) : refuse("octal");
    case "x":
    case "X": {
      const digits = hexadecimal(value) ?? refuse("hex");
      return clause === "X" ? digits.toUpperCase() : digits;
    }
    default:
      throw new Error(`could not parse formatting clause: unrecognized formatting clause "${clause}"`);
  }
}

const allowed: { readonly [clause: string]: string } = {
  d: "integers",
  f: "doubles",
  e: "doubles",
  b: "integers and bools",
  o: "integers",
  x: "integers, byte buffers, and strings",
  X: "integers, byte buffers, and strings",
};

const hexOf = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function hexadecimal(value: unknown): string | null {
  if (typeof value === "bigint") return value.toString(16);
  if (typeof value === "string") return hexOf(utf8(value));
  return value instanceof Uint8Array ? hexOf(value) : null;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `[${value.map(plain).join(", ")}]`;
  if (isUnsigned(value)) return `${value.value}`;
  if (isMoment(value)) return value.toISOString().replace(".000Z", "Z");
  if (typeof value === "object" && value.constructor === Object)
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${name}: ${plain(field)}`)
      .join(", ")}}`;
  return String(value);
}

/** Models regex.go of k8s.io/apiserver/pkg/cel/library (v1.34), and strings of cel-go's ext in its version 2. */
export function withText(environment: Environment): Environment {
  return environment
    .registerType("TextFunctions", TextFunctions)
    .registerConstant("strings", "TextFunctions", new TextFunctions())
    .registerFunction("TextFunctions.quote(string): string", (_: TextFunctions, text: string) => escapeText(text))
    .registerFunction("string.charAt(int): string", charAt)
    .registerFunction("string.format(list): string", formatted)
    .registerFunction("string.replace(string, string): string", (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    )
    .registerFunction("string.replace(string, string, int): string", replaced)
    .registerFunction("string.find(string): string", (text: string, pattern: string) => found(text, pattern)[0] ?? "")
    .registerFunction("string.findAll(string): list<string>", (text: string, pattern: string) => found(text, pattern))
    .registerFunction("string.findAll(string, int): list<string>", found);
}
