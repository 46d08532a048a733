import { kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { isQuantityError, parseQuantity } from "../../api/quantity.ts";
import { type FieldPath, formatFieldPath } from "../validation/fieldError.ts";
import { badBase64 } from "./base64.ts";
import { fieldTable } from "./fieldTable.ts";
import { timeProblem } from "./goTime.ts";
import { convertingProblem, goType, jsonType, typingProblem } from "./wrongType.ts";

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

function isInt(value: unknown, limit: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value < limit && value >= -limit;
}

type Way = FieldPath[number][];

class Decoder {
  fatal: DecodingProblem | null = null;
  /** A type that reads itself has complained: decoding ends there, and what was wrong before is not told. */
  private hasEnded = false;
  readonly unknown: DecodingProblem[] = [];

  constructor(private readonly version: string) {}

  private wrongType(value: unknown, type: string, path: FieldPath, struct: string): void {
    this.fail(path, this.unreadable(value, type, path, struct), {
      converting: convertingProblem(value, type, this.version),
      typing: typingProblem(value, type),
    });
  }

  private unreadable(value: unknown, type: string, path: FieldPath, struct: string): string {
    const found = jsonType(value);
    const shown = found === "number" && /^[il]$/.test(type) ? `number ${String(value)}` : found;
    const field = path.filter((segment) => typeof segment === "string").join(".");
    return `json: cannot unmarshal ${shown} into Go struct field ${struct}.${field} of type ${goType(type, this.version)}`;
  }

  private end(path: FieldPath, message: string): void {
    this.fatal = { path: path.slice(), message };
    this.hasEnded = true;
  }

  private fail(path: FieldPath, message: string, others: Omit<DecodingProblem, "path" | "message"> = {}): void {
    this.fatal ??= { path: path.slice(), message, ...others };
  }

  /** `struct` is the type that holds the field at `path`: messages name it. `path` grows and shrinks on the way: what keeps it, copies it. */
  value(value: unknown, type: string, path: Way, struct: string): void {
    if (this.hasEnded || value === null || value === undefined || type === "*") return;
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
        if (!isInt(value, type === "i" ? 2 ** 31 : 2 ** 63)) this.wrongType(value, type, path, struct);
        return;
      }
      case "b":
        if (typeof value !== "boolean") this.wrongType(value, type, path, struct);
        return;
      case "q": {
        // A quantity reads itself, from whatever stands there, with spaces around; its complaint names no field.
        const text = typeof value === "string" ? value.trim() : value;
        const parsed = typeof text === "number" || typeof text === "string" ? parseQuantity(text) : parseQuantity(" ");
        if (isQuantityError(parsed)) this.end(path, parsed.error);
        return;
      }
      case "p":
        if (typeof value !== "string" && !isInt(value, 2 ** 31))
          this.end(path, this.unreadable(value, "i", path, struct));
        return;
      case "t":
      case "u":
        this.time(value, type, path, struct);
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

  private time(value: unknown, type: "t" | "u", path: FieldPath, struct: string): void {
    const problem = typeof value === "string" ? timeProblem(value, type) : this.unreadable(value, "", path, struct);
    if (problem !== null) this.end(path, problem);
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
