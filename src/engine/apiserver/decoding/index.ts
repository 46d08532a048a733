import { kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { isQuantityError, parseQuantity } from "../../api/quantity.ts";
import { type FieldPath, formatFieldPath } from "../validation/fieldError.ts";
import { badBase64 } from "./base64.ts";
import { fieldTable } from "./fieldTable.ts";
import { timeProblem } from "./goTime.ts";
import type { Member, WrittenForms } from "./writtenForms.ts";
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
  /** Fields that the API server does not know, and fields that come twice, in the order of the text. */
  readonly strict: readonly StrictProblem[];
}

interface StrictProblem extends DecodingProblem {
  readonly isUnknown: boolean;
}

/** More of them are not told (sigs.k8s.io/json). */
const mostStrictProblems = 100;

/** Kinds with other fields in another version than the one that their name stands for in the table. */
const otherVersions: ReadonlyMap<string, string> = new Map([
  ["autoscaling/v1 HorizontalPodAutoscaler", "HorizontalPodAutoscaler@v1"],
]);

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

/** How the table writes a type, taken apart: a list or a map of `inner`, a struct, or something without parts. */
interface TypeForm {
  readonly form: "list" | "map" | "struct" | "scalar";
  readonly inner: string;
}

/** By the type as the table writes it; there are as many as the table has types. */
const forms = new Map<string, TypeForm>();

export function formOf(type: string): TypeForm {
  let known = forms.get(type);
  if (!known) {
    if (type.endsWith("[]")) known = { form: "list", inner: type.slice(0, -2) };
    else if (type.endsWith("{}")) known = { form: "map", inner: type.slice(0, -2) };
    else known = { form: /^[A-Z]/.test(type) ? "struct" : "scalar", inner: "" };
    forms.set(type, known);
  }
  return known;
}

/** Whether Go reads the number as an integer of so many bits: from its digits, `1.0` is none. */
function isInt(value: unknown, bits: 32 | 64, literal: string | undefined): boolean {
  if (typeof value !== "number") return false;
  if (literal === undefined) return Number.isInteger(value) && value < 2 ** (bits - 1) && value >= -(2 ** (bits - 1));
  return /^-?\d+$/.test(literal) && BigInt.asIntN(bits, BigInt(literal)) === BigInt(literal);
}

type Way = FieldPath[number][];

class Decoder {
  fatal: DecodingProblem | null = null;
  /** A type that reads itself has complained: decoding ends there, and what was wrong before is not told. */
  private hasEnded = false;
  readonly strict: StrictProblem[] = [];
  private readonly told = new Set<string>();
  /** The text of the number in hand, where it is no plain integer. */
  private literal: string | undefined;

  constructor(
    private readonly version: string,
    private readonly written: WrittenForms | undefined,
  ) {}

  private complain(what: "unknown" | "duplicate", path: FieldPath, name: string): void {
    const at = [...path, name];
    const message = `${what} field "${formatFieldPath(at)}"`;
    if (this.told.has(message) || this.told.size >= mostStrictProblems) return;
    this.told.add(message);
    this.strict.push({ path: at, message, isUnknown: what === "unknown" });
  }

  private members(value: object): readonly Member[] {
    return this.written?.get(value) ?? Object.entries(value).map(([name, field]) => ({ name, value: field }));
  }

  private wrongType(value: unknown, type: string, path: FieldPath, struct: string): void {
    this.fail(path, this.unreadable(value, type, path, struct), {
      converting: convertingProblem(value, type, this.version),
      typing: typingProblem(value, type),
    });
  }

  private unreadable(value: unknown, type: string, path: FieldPath, struct: string): string {
    const found = jsonType(value);
    const owner = struct.replace(/@.*/, "");
    const shown = found === "number" && /^[il]$/.test(type) ? `number ${this.literal ?? String(value)}` : found;
    const field = path.filter((segment) => typeof segment === "string").join(".");
    return `json: cannot unmarshal ${shown} into Go struct field ${owner}.${field} of type ${goType(type, this.version)}`;
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
    const { form, inner } = formOf(type);
    if (form === "list") {
      if (!Array.isArray(value)) {
        this.wrongType(value, type, path, struct);
        return;
      }
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        this.value(value[index], inner, path, struct);
        path.pop();
      }
      return;
    }
    if (form === "map") {
      if (typeof value !== "object" || Array.isArray(value)) {
        this.wrongType(value, type, path, struct);
        return;
      }
      const seen = this.written && new Set<string>();
      for (const { name: key, value: item, literal } of this.members(value)) {
        if (seen?.has(key)) this.complain("duplicate", path, key);
        seen?.add(key);
        this.literal = literal;
        path.push({ key });
        this.value(item, inner, path, struct);
        path.pop();
      }
      return;
    }
    if (form === "struct") this.object(value, type, path, struct);
    else this.scalar(value, type, path, struct);
  }

  private object(value: unknown, type: string, path: Way, struct: string): void {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.wrongType(value, type, path, struct);
      return;
    }
    const known = structOf(type);
    if (!known) return;
    // Only what was written can say the same twice.
    const seen = this.written && new Set<string>();
    for (const { name, value: field, literal } of this.members(value)) {
      const isTypeMeta = path.length === 0 && (name === "apiVersion" || name === "kind");
      const fieldType = known.fields.get(name) ?? (isTypeMeta ? "*" : undefined);
      if (fieldType !== undefined) {
        if (seen?.has(name)) this.complain("duplicate", path, name);
        seen?.add(name);
        this.literal = literal;
        path.push(name);
        this.value(field, fieldType, path, type);
        path.pop();
      } else if (!known.open) this.complain("unknown", path, name);
    }
  }

  private scalar(value: unknown, type: string, path: FieldPath, struct: string): void {
    switch (type) {
      case "i":
      case "l": {
        if (!isInt(value, type === "i" ? 32 : 64, this.literal)) this.wrongType(value, type, path, struct);
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
        if (typeof value !== "string" && !isInt(value, 32, this.literal))
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

/** What requests bring beside the objects that are stored. */
const otherKinds = new Set(["Scale", "DeleteOptions"]);

/**
 * Checks the fields and their types of an object as it came off the wire. Kinds without a table are taken as they are.
 *
 * Models sigs.k8s.io/json as k8s.io/apimachinery (v1.34) uses it. Names of fields are compared exactly. `written` tells
 * what the object itself cannot.
 */
export function decode(object: KubernetesObject, written?: WrittenForms): Decoding {
  const info = kindOf(object.apiVersion, object.kind);
  const decoder = new Decoder(info?.version ?? "v1", written);
  const isKnown = info !== undefined || otherKinds.has(object.kind);
  const type = otherVersions.get(`${object.apiVersion} ${object.kind}`) ?? object.kind;
  if (isKnown && structOf(type)) decoder.value(object, type, [], object.kind);
  return { fatal: decoder.fatal, strict: decoder.strict };
}

/**
 * Why the API server cannot handle the object, or null: one value of the wrong type, else every unknown field (with
 * `fieldValidation=Strict`, as kubectl asks). It goes behind `Pod in version "v1" cannot be handled as a Pod: `.
 */
export function decodingRefusal(object: KubernetesObject): string | null {
  const { fatal, strict } = decode(object);
  if (fatal) return fatal.message;
  if (strict.length === 0) return null;
  return `strict decoding error: ${strict.map(({ message }) => message).join(", ")}`;
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
