import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { LabelSelector } from "./meta.ts";
import { canonicalQuantity, isQuantityError, milliValueBig, parseQuantity, valueBig } from "./quantity.ts";
import { compileSelector, matches } from "./selector.ts";

function cases<T>(name: string): T[] {
  const file = new URL(`../../../conformance/cases/${name}.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  return lines.map((line): T => JSON.parse(line));
}

interface QuantityCase {
  readonly in: string;
  readonly message?: string;
  readonly canonical?: string;
  readonly value?: string;
  readonly milli?: string;
  readonly format?: string;
}

it("reads, rounds, overflows and prints quantities as upstream does", () => {
  for (const { in: text, message, canonical, value, milli, format } of cases<QuantityCase>("quantity")) {
    const parsed = parseQuantity(text);
    const got = isQuantityError(parsed)
      ? { message: parsed.error }
      : {
          canonical: canonicalQuantity(text),
          value: `${valueBig(text)}`,
          milli: `${milliValueBig(text)}`,
          format: parsed.format,
        };
    expect(got, text).toEqual(message === undefined ? { canonical, value, milli, format } : { message });
  }
});

interface SelectorCase {
  readonly id: string;
  readonly selector: LabelSelector | null;
  readonly labels: { readonly [key: string]: string };
  readonly expect: boolean | string;
}

it("selects labels as upstream does, or refuses in its words", () => {
  for (const entry of cases<SelectorCase>("selector")) {
    const compiled = compileSelector(entry.selector);
    expect("error" in compiled ? compiled.error : matches(compiled, entry.labels), entry.id).toBe(entry.expect);
  }
});
