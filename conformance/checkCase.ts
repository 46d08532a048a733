import type { KubernetesObject, LabelSelector, Quantity } from "../src/engine/api/meta.ts";
import {
  canonicalQuantity,
  isQuantityError,
  milliValueBig,
  parseQuantity,
  valueBig,
} from "../src/engine/api/quantity.ts";
import { compileSelector, matches } from "../src/engine/api/selector.ts";
import { applyDefaults } from "../src/engine/apiserver/defaulting/index.ts";
import { formatFieldError } from "../src/engine/apiserver/validation/fieldError.ts";
import { validate } from "../src/engine/apiserver/validation/index.ts";
import { feasibleNodesToFind } from "../src/engine/scheduler/runtime/sampling.ts";
import { admit } from "./admission.ts";
import type { GoldenCase } from "./caseFile.ts";
import { runControllerCase } from "./controllerCase.ts";
import { type Difference, differences } from "./difference.ts";
import { runSchedulingCase, type SchedulingCase } from "./schedulingCase.ts";
import { runServerCase } from "./serverCase.ts";

/** How a group's cases are computed: everything in `expected` is compared with everything in `actual`. */
type Check = (golden: GoldenCase) => { readonly expected: unknown; readonly actual: unknown };

const scheduling: Check = (golden) => ({
  expected: golden.expect,
  actual: runSchedulingCase(golden as unknown as SchedulingCase),
});

const sampling: Check = (golden) => ({
  expected: golden.expect,
  actual: feasibleNodesToFind(Number(golden.numAllNodes), Number(golden.percentage)),
});

/** Format and numbers of a quantity, or its error text: the case itself is the expectation. */
const quantity: Check = ({ id: _, group: _group, in: input, ...expected }) => {
  const parsed = parseQuantity(input as Quantity);
  if (isQuantityError(parsed)) return { expected, actual: { error: true, message: parsed.error } };
  const milli = milliValueBig(input as Quantity);
  const actual = {
    canonical: canonicalQuantity(input as Quantity),
    value: String(valueBig(input as Quantity)),
    milli: String(milli),
    format: parsed.format,
    sign: parsed.unscaled === 0n ? 0 : parsed.unscaled > 0n ? 1 : -1,
  };
  return { expected, actual };
};

const selector: Check = ({ selector: written, labels, expect }) => {
  const compiled = compileSelector(written as LabelSelector | null);
  const actual = "error" in compiled ? compiled.error : matches(compiled, labels as { [key: string]: string });
  return { expected: expect, actual };
};

const defaults: Check = ({ object, expect }) => ({ expected: expect, actual: applyDefaults(object) });

/** The field errors in order, as text. */
const validation: Check = ({ object, expect }) => {
  const written = object as unknown as KubernetesObject;
  const admitted = admit([written]).find(({ kind }) => kind === written.kind)!;
  const errors = validate(admitted);
  return { expected: expect, actual: errors.map(formatFieldError) };
};

/** The corpora that do not name their group are told apart by their form, or by what stands before the number in the id. */
function groupOf({ id, group, requests, steps }: GoldenCase): string {
  if (typeof group === "string") return group;
  if (requests !== undefined) return "apiserver";
  return steps !== undefined ? "controllers" : id.replace(/-[^-]*$/, "");
}

const checks: { readonly [group: string]: Check } = {
  sampling,
  quantity,
  selector,
  defaults,
  validation,
  apiserver: runServerCase,
  controllers: runControllerCase,
};

/** The differences between a case's expectation and what this engine does; empty when it passes. */
export function checkCase(golden: GoldenCase): readonly Difference[] {
  const group = groupOf(golden);
  const check = checks[group] ?? (Array.isArray(golden.pods) ? scheduling : undefined);
  if (!check) return [{ path: "", expected: "a group that the runner knows", actual: group }];
  try {
    const { expected, actual } = check(golden);
    if (expected === undefined || isEmptyRecord(expected)) {
      return [{ path: "expect", expected: "an expectation", actual: undefined }];
    }
    return differences(expected, JSON.parse(JSON.stringify(actual)));
  } catch (error) {
    return [{ path: "", expected: "no exception", actual: error instanceof Error ? error.stack : String(error) }];
  }
}

/** A quantity case without any expected field has no expectation either. */
function isEmptyRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
