import { escapeText } from "../../api/names.ts";

/** Where in an object: names of fields, list indices, and keys of maps. It leads back to the place in the YAML. */
export type FieldPath = readonly (string | number | { readonly key: string })[];

export type FieldErrorType =
  | "Required value"
  | "Invalid value"
  | "Unsupported value"
  | "Duplicate value"
  | "Not found"
  | "Forbidden"
  | "Too long"
  | "Too many";

/** Stands for a value that is not shown at all. */
export const withoutValue = Symbol("without value");

/** One reason for which an object is refused. Models k8s.io/apimachinery/pkg/util/validation/field (v1.34). */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly path: FieldPath;
  /** What was found there; not part of the message for required, forbidden and too long ones. Undefined is a nil pointer, null a nil map or list. */
  readonly value?: unknown;
  readonly detail: string;
}

export function formatFieldPath(path: FieldPath): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else if (typeof segment === "object") text += `[${segment.key}]`;
    else text += text === "" ? segment : `.${segment}`;
  }
  return text;
}

/** The error without its path: what a Status carries as the message of a cause. */
export function formatFieldErrorBody({ type, value, detail }: FieldError): string {
  const isBare = type === "Required value" || type === "Forbidden" || type === "Too long" || value === withoutValue;
  const body = isBare ? type : `${type}: ${formatValue(value)}`;
  return detail ? `${body}: ${detail}` : body;
}

/** As upstream prints a value: text in Go's quotes (a nil pointer is the text "null"), all else as Go writes JSON. */
function formatValue(value: unknown): string {
  if (value === undefined) return '"null"';
  return typeof value === "string" ? escapeText(value) : goJson(value);
}

/** As Go's encoding/json writes a value: with what could be HTML escaped. */
function goJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** `spec.containers[0].image: Required value`, as kubectl prints it. */
export function formatFieldError(error: FieldError): string {
  return `${formatFieldPath(error.path)}: ${formatFieldErrorBody(error)}`;
}

/** The reason of a cause in a Status: `FieldValueRequired` and so on. */
export function causeReason(type: FieldErrorType): string {
  return causeReasons[type];
}

const causeReasons: { readonly [type in FieldErrorType]: string } = {
  "Required value": "FieldValueRequired",
  "Invalid value": "FieldValueInvalid",
  "Unsupported value": "FieldValueNotSupported",
  "Duplicate value": "FieldValueDuplicate",
  "Not found": "FieldValueNotFound",
  Forbidden: "FieldValueForbidden",
  "Too long": "FieldValueTooLong",
  "Too many": "FieldValueTooMany",
};

/** A place in the object under validation, and the list that collects what is wrong. */
export class Check {
  constructor(
    readonly errors: FieldError[],
    private readonly segments: FieldPath,
    private readonly above: Check | null = null,
  ) {}

  at(...segments: FieldPath): Check {
    return new Check(this.errors, segments, this);
  }

  /** Most places are in order: the whole path is only put together for one that is not. */
  get path(): FieldPath {
    return this.above ? [...this.above.path, ...this.segments] : this.segments;
  }

  key(key: string): Check {
    return this.at({ key });
  }

  required(detail = ""): void {
    this.errors.push({ type: "Required value", path: this.path, detail });
  }

  invalid(value: unknown, detail: string): void {
    this.errors.push({ type: "Invalid value", path: this.path, value, detail });
  }

  /** One error per message: what the checks of names return. */
  invalidAll(value: unknown, details: readonly string[]): void {
    for (const detail of details) this.invalid(value, detail);
  }

  notSupported(value: unknown, supported: readonly string[]): void {
    const detail = `supported values: ${supported.map((item) => JSON.stringify(item)).join(", ")}`;
    this.errors.push({ type: "Unsupported value", path: this.path, value, detail });
  }

  duplicate(value: unknown, detail = ""): void {
    this.errors.push({ type: "Duplicate value", path: this.path, value, detail });
  }

  notFound(value: unknown, detail = ""): void {
    this.errors.push({ type: "Not found", path: this.path, value, detail });
  }

  forbidden(detail: string): void {
    this.errors.push({ type: "Forbidden", path: this.path, detail });
  }

  tooLong(bytes: number): void {
    this.errors.push({ type: "Too long", path: this.path, detail: `may not be more than ${bytes} bytes` });
  }

  tooMany(count: number, most: number): void {
    const value = count;
    this.errors.push({ type: "Too many", path: this.path, value, detail: `must have at most ${most} items` });
  }

  /** A field with a closed set of values; empty counts as missing. */
  oneOf(value: string | undefined, supported: readonly string[]): void {
    if (!value) this.required();
    else if (!supported.includes(value)) this.notSupported(value, supported);
  }

  nonNegative(value: number | undefined): void {
    if (value !== undefined && value < 0) this.invalid(value, "must be greater than or equal to 0");
  }

  /** Users and groups. */
  id(value: number | undefined): void {
    if (value !== undefined && (value < 0 || value > 2147483647))
      this.invalid(value, "must be between 0 and 2147483647, inclusive");
  }
}
