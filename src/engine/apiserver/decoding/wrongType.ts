import { goValue } from "./goValue.ts";

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
export function goType(type: string, version: string): string {
  if (type === "q{}") return "v1.ResourceList";
  if (type.endsWith("[]")) return `[]${goType(type.slice(0, -2), version)}`;
  if (type.endsWith("{}")) return `map[string]${goType(type.slice(0, -2), version)}`;
  // UIDs have a type of apimachinery's own.
  if (type === "$UID") return "types.UID";
  return scalarTypes[type] ?? `${sharedTypes.has(type) ? "v1" : version}.${type.replace("$", "")}`;
}

/** The kind of a value in the words of Go's JSON decoder. */
export function jsonType(value: unknown): string {
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
export function convertingProblem(value: unknown, type: string, version: string): string {
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
export function typingProblem(value: unknown, type: string): string {
  const held = `&{${typeof value === "object" ? goValue(value) : String(value)}}`;
  if (type.endsWith("[]")) return `expected list, got ${held}`;
  if (type.endsWith("{}") || /^[A-Z]/.test(type)) return `expected map, got ${held}`;
  if (type === "i" || type === "l")
    return `expected numeric (int or float), got ${goTypes[goKind(value)] ?? goKind(value)}`;
  if (type === "b") return `expected boolean, got ${held}`;
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  return `expected string, got &value.valueUnstructured{Value:${shown}}`;
}
