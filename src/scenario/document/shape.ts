/**
 * Shapes of fields, described once: what is checked, what the editor's JSON Schema says, and what a reader may rely on.
 */
export type Shape =
  | {
      readonly is: "text";
      readonly about: string;
      readonly oneOf?: readonly string[];
      readonly pattern?: RegExp;
      readonly must?: string;
    }
  | { readonly is: "integer"; readonly about: string; readonly least?: number; readonly most?: number }
  | { readonly is: "boolean" | "anything"; readonly about: string }
  | { readonly is: "list"; readonly about: string; readonly of: Shape }
  /** null among the values is a value, where it is allowed. */
  | { readonly is: "map"; readonly about: string; readonly of: Shape; readonly nullable?: boolean }
  | {
      readonly is: "object";
      readonly about: string;
      readonly fields: { readonly [field: string]: Shape };
      readonly required?: readonly string[];
    };

export interface ShapeProblem {
  readonly path: string;
  readonly message: string;
}

export type Fields = { readonly [field: string]: unknown };

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const below = (path: string, field: string): string => (path === "" ? field : `${path}.${field}`);
const invalid = (path: string, value: unknown, why: string): ShapeProblem => ({
  path,
  message: `${path}: Invalid value: ${JSON.stringify(value)}: ${why}`,
});

/** Everything that is wrong with a value, in the API server's way of saying it. Absent and null are nothing at all. */
export function problemsWith(shape: Shape, value: unknown, path: string): ShapeProblem[] {
  switch (shape.is) {
    case "text": {
      if (typeof value !== "string") return [invalid(path, value, "must be text")];
      if (shape.oneOf && !shape.oneOf.includes(value)) {
        const values = shape.oneOf.map((one) => `"${one}"`).join(", ");
        return [{ path, message: `${path}: Unsupported value: "${value}": supported values: ${values}` }];
      }
      return shape.pattern && !shape.pattern.test(value) ? [invalid(path, value, shape.must ?? "")] : [];
    }
    case "integer": {
      const { least = 0, most } = shape;
      const fits = typeof value === "number" && Number.isInteger(value) && value >= least && value <= (most ?? value);
      const bounds = most === undefined ? `, at least ${least}` : ` between ${least} and ${most}`;
      return fits ? [] : [invalid(path, value, `must be a whole number${bounds}`)];
    }
    case "boolean":
      return typeof value === "boolean" ? [] : [invalid(path, value, "must be true or false")];
    case "anything":
      return [];
    case "list":
      if (!Array.isArray(value)) return [invalid(path, value, "must be a list")];
      return value.flatMap((item, i) => problemsWith(shape.of, item, `${path}[${i}]`));
    case "map":
      if (!isFields(value)) return [invalid(path, value, "must be a map")];
      return Object.entries(value).flatMap(([key, item]) =>
        item === null && shape.nullable ? [] : problemsWith(shape.of, item, below(path, key)),
      );
    case "object": {
      if (!isFields(value)) return [invalid(path, value, "must be a map of fields")];
      const missing = (shape.required ?? [])
        .filter((field) => value[field] === undefined || value[field] === null)
        .map((field) => ({ path: below(path, field), message: `${below(path, field)}: Required value` }));
      const present = Object.entries(value).flatMap(([field, item]) => {
        const known = Object.hasOwn(shape.fields, field) ? shape.fields[field] : undefined;
        const at = below(path, field);
        if (!known) return [{ path: at, message: `unknown field "${at}"` }];
        return item === null || item === undefined ? [] : problemsWith(known, item, at);
      });
      return [...missing, ...present];
    }
  }
}

/** The shape as JSON Schema, for completion and hover. */
export function schemaOf(shape: Shape): Fields {
  const description = shape.about;
  switch (shape.is) {
    case "text":
      return {
        type: "string",
        description,
        ...(shape.oneOf && { enum: shape.oneOf }),
        ...(shape.pattern && { pattern: shape.pattern.source }),
      };
    case "integer":
      return {
        type: "integer",
        description,
        minimum: shape.least ?? 0,
        ...(shape.most !== undefined && { maximum: shape.most }),
      };
    case "boolean":
      return { type: "boolean", description };
    case "anything":
      return { description };
    case "list":
      return { type: "array", description, items: schemaOf(shape.of) };
    case "map": {
      const of = schemaOf(shape.of);
      return {
        type: "object",
        description,
        additionalProperties: shape.nullable ? { anyOf: [of, { type: "null" }] } : of,
      };
    }
    case "object":
      return {
        type: "object",
        description,
        additionalProperties: false,
        properties: Object.fromEntries(Object.entries(shape.fields).map(([field, of]) => [field, schemaOf(of)])),
        ...(shape.required && { required: shape.required }),
      };
  }
}
