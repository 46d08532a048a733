import { kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { isQuantityError, parseQuantity } from "../../api/quantity.ts";
import { type FieldPath, formatFieldPath } from "../validation/fieldError.ts";
import { badBase64 } from "./base64.ts";
import { fieldTable } from "./fieldTable.ts";
import { goValue } from "./goValue.ts";

/** What decoding found wrong, and where. */
interface DecodingProblem {
  readonly path: FieldPath;
  readonly message: string;
  /** The same in the words of the converter that strategic merge patches go through, where it has its own. */
  readonly converting?: string;
  /** And in those of server-side apply. */
  readonly typing?: string;
}

interface Decoding {
  /** A value of the wrong type: it ends decoding, whatever the field validation. */
  readonly fatal: DecodingProblem | null;
  /** Fields that the API server does not know, in the object's order. */
  readonly unknown: readonly DecodingProblem[];
}

interface StructType {
  readonly fields: ReadonlyMap<string, string>;
  readonly open: boolean;
}

const structs = new Map<string, StructType>();

function structOf(name: string): StructType | undefined {
  if (structs.size === 0) readTable();
  return structs.get(name);
}

function readTable(): void {
  for (const line of fieldTable.trim().split("\n")) {
    const [name = "", ...entries] = line.split(" ");
    const fields = new Map<string, string>();
    for (const entry of entries) {
      if (entry === "!") continue;
      if (entry.startsWith("^")) {
        for (const [field, type] of structs.get(entry.slice(1))?.fields ?? []) fields.set(field, type);
      } else {
        const [field = "", type = ""] = entry.split(":");
        fields.set(field, type);
      }
    }
    structs.set(name, { fields, open: entries.includes("!") });
  }
}

const scalarTypes: { readonly [code: string]: string } = {
  "": "string",
  i: "int32",
  l: "int64",
  b: "bool",
  q: "resource.Quantity",
  p: "intstr.IntOrString",
  t: "v1.Time",
  u: "v1.MicroTime",
  y: "[]uint8",
};

/** Types that other versions than v1 share. */
const sharedTypes = new Set(["ObjectMeta", "LabelSelector", "LabelSelectorRequirement", "OwnerReference"]);

/** The type in Go's words; the maps of quantities have a name of their own. */
function goType(type: string, version: string): string {
  if (type === "q{}") return "v1.ResourceList";
  if (type.endsWith("[]")) return `[]${goType(type.slice(0, -2), version)}`;
  if (type.endsWith("{}")) return `map[string]${goType(type.slice(0, -2), version)}`;
  return scalarTypes[type] ?? `${sharedTypes.has(type) ? "v1" : version}.${type.replace("$", "")}`;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** The kind of a value that came as JSON, as Go's reflection names it. */
function goKind(value: unknown): string {
  if (Array.isArray(value)) return "slice";
  if (typeof value === "object") return "map";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  return "string";
}

/** Models fromUnstructured of k8s.io/apimachinery/pkg/runtime/converter.go (v1.34). */
function convertingProblem(value: unknown, type: string, version: string): string {
  const kind = goKind(value);
  if (type.endsWith("[]")) return `cannot restore slice from ${kind}`;
  if (type.endsWith("{}")) return `cannot restore map from ${kind}`;
  if (/^[A-Z]/.test(type)) return `cannot restore struct from: ${kind}`;
  const isNumber = kind === "int64" || kind === "float64";
  if (isNumber && type !== "b") return `cannot convert ${kind} to ${goType(type, version)}`;
  return `unrecognized type: ${type === "i" || type === "l" || type === "b" ? scalarTypes[type] : "string"}`;
}

const goTypes: { readonly [kind: string]: string } = {
  slice: "[]interface {}",
  map: "map[string]interface {}",
};

/** Models the validation of structured-merge-diff's typed values (v6, as of v1.34). */
function typingProblem(value: unknown, type: string): string {
  const held = `&{${typeof value === "object" ? goValue(value) : String(value)}}`;
  if (type.endsWith("[]")) return `expected list, got ${held}`;
  if (type.endsWith("{}") || /^[A-Z]/.test(type)) return `expected map, got ${held}`;
  if (type === "i" || type === "l")
    return `expected numeric (int or float), got ${goTypes[goKind(value)] ?? goKind(value)}`;
  if (type === "b") return `expected boolean, got ${held}`;
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  return `expected string, got &value.valueUnstructured{Value:${shown}}`;
}

type Way = FieldPath[number][];

class Decoder {
  fatal: DecodingProblem | null = null;
  readonly unknown: DecodingProblem[] = [];

  constructor(private readonly version: string) {}

  private wrongType(value: unknown, type: string, path: FieldPath, struct: string): void {
    const found = jsonType(value);
    const shown = found === "number" && /^[il]$/.test(type) ? `number ${String(value)}` : found;
    const field = path.filter((segment) => typeof segment === "string").join(".");
    this.fail(
      path,
      `json: cannot unmarshal ${shown} into Go struct field ${struct}.${field} of type ${goType(type, this.version)}`,
      { converting: convertingProblem(value, type, this.version), typing: typingProblem(value, type) },
    );
  }

  private fail(path: FieldPath, message: string, others: Omit<DecodingProblem, "path" | "message"> = {}): void {
    this.fatal ??= { path: path.slice(), message, ...others };
  }

  /** `struct` is the type that holds the field at `path`: messages name it. `path` grows and shrinks on the way: what keeps it, copies it. */
  value(value: unknown, type: string, path: Way, struct: string): void {
    if (this.fatal || value === null || value === undefined || type === "*") return;
    if (type.endsWith("[]")) {
      if (!Array.isArray(value)) {
        this.wrongType(value, type, path, struct);
        return;
      }
      const itemType = type.slice(0, -2);
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        this.value(value[index], itemType, path, struct);
        path.pop();
      }
      return;
    }
    if (type.endsWith("{}")) {
      if (typeof value !== "object" || Array.isArray(value)) {
        this.wrongType(value, type, path, struct);
        return;
      }
      const itemType = type.slice(0, -2);
      for (const [key, item] of Object.entries(value)) {
        path.push({ key });
        this.value(item, itemType, path, struct);
        path.pop();
      }
      return;
    }
    if (/^[A-Z]/.test(type)) this.object(value, type, path, struct);
    else this.scalar(value, type, path, struct);
  }

  private object(value: unknown, type: string, path: Way, struct: string): void {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.wrongType(value, type, path, struct);
      return;
    }
    const known = structOf(type);
    if (!known) return;
    for (const [name, field] of Object.entries(value)) {
      const fieldType = known.fields.get(name);
      if (fieldType !== undefined) {
        path.push(name);
        this.value(field, fieldType, path, type);
        path.pop();
      } else if (!known.open && !(path.length === 0 && (name === "apiVersion" || name === "kind"))) {
        const at = [...path, name];
        this.unknown.push({ path: at, message: `unknown field "${formatFieldPath(at)}"` });
      }
    }
  }

  private scalar(value: unknown, type: string, path: FieldPath, struct: string): void {
    switch (type) {
      case "i":
      case "l": {
        const limit = type === "i" ? 2 ** 31 : 2 ** 63;
        if (typeof value !== "number" || !Number.isInteger(value) || value >= limit || value < -limit)
          this.wrongType(value, type, path, struct);
        return;
      }
      case "b":
        if (typeof value !== "boolean") this.wrongType(value, type, path, struct);
        return;
      case "q": {
        // A quantity reads itself, from whatever stands there; its complaint names no field.
        const parsed =
          typeof value === "number" || typeof value === "string" ? parseQuantity(value) : parseQuantity(" ");
        if (isQuantityError(parsed)) this.fail(path, parsed.error);
        return;
      }
      case "p":
        if (typeof value !== "string" && (typeof value !== "number" || !Number.isInteger(value)))
          this.fail(path, `json: cannot unmarshal ${jsonType(value)} into Go value of type int32`);
        return;
      case "t":
      case "u":
        this.time(value, type, path);
        return;
      case "y": {
        if (typeof value !== "string") this.wrongType(value, type, path, struct);
        const byte = typeof value === "string" ? badBase64(value) : undefined;
        if (byte !== undefined) this.fail(path, `illegal base64 data at input byte ${byte}`);
        return;
      }
      default:
        if (typeof value !== "string") this.wrongType(value, type, path, struct);
    }
  }

  private time(value: unknown, type: string, path: FieldPath): void {
    if (typeof value !== "string") {
      this.fail(path, `json: cannot unmarshal ${jsonType(value)} into Go value of type string`);
      return;
    }
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) return;
    const layout = type === "t" ? "2006-01-02T15:04:05Z07:00" : "2006-01-02T15:04:05.000000Z07:00";
    const rest = JSON.stringify(value);
    this.fail(path, `parsing time ${rest} as "${layout}": cannot parse ${rest} as "2006"`);
  }
}

/** Kinds that only subresources take. */
const subresourceKinds = new Set(["Scale"]);

/**
 * Checks the fields and their types of an object as it came off the wire. Kinds without a table are taken as they are.
 *
 * Models the strict JSON decoder of k8s.io/apimachinery (v1.34). Names of fields are compared exactly; duplicates are the
 * parser's business.
 */
export function decode(object: KubernetesObject): Decoding {
  const info = kindOf(object.apiVersion, object.kind);
  const decoder = new Decoder(info?.version ?? "v1");
  const isKnown = info !== undefined || subresourceKinds.has(object.kind);
  if (isKnown && structOf(object.kind)) decoder.value(object, object.kind, [], object.kind);
  return { fatal: decoder.fatal, unknown: decoder.unknown };
}

/**
 * Why the API server cannot handle the object, or null: one value of the wrong type, else every unknown field (with
 * `fieldValidation=Strict`, as kubectl asks). It goes behind `Pod in version "v1" cannot be handled as a Pod: `.
 */
export function decodingRefusal(object: KubernetesObject): string | null {
  const { fatal, unknown } = decode(object);
  if (fatal) return fatal.message;
  if (unknown.length === 0) return null;
  return `strict decoding error: ${unknown.map(({ message }) => message).join(", ")}`;
}

/** The names of a type's fields in Go's order; undefined for what has none. */
export function fieldOrderOf(struct: string): readonly string[] | undefined {
  const known = structOf(struct);
  return known && [...known.fields.keys()];
}

/** The type of a field as the table writes it; undefined for fields that it does not list. */
export function fieldFormOf(struct: string, field: string): string | undefined {
  return structOf(struct)?.fields.get(field);
}

/** The Go type of what a field holds, of its items when it is a list or a map; empty for scalars and unknown fields. */
export function fieldTypeOf(struct: string, field: string): string {
  const type =
    structOf(struct)
      ?.fields.get(field)
      ?.replace(/(\[\]|\{\})+$/, "") ?? "";
  return /^[A-Z]/.test(type) ? type : "";
}
