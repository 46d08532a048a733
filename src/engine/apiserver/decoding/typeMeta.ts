import { kindOf, kinds } from "../../api/kinds.ts";
import { isFields } from "../patch/mergePatch.ts";
import { jsonType } from "./wrongType.ts";

interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Why Go does not read the type out of a body; null when it does. Models serializer/json/meta.go (v1.34). */
export function typeMetaProblem(value: unknown): string | null {
  if (!isFields(value))
    return `json: cannot unmarshal ${jsonType(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;
  const wrong = ["apiVersion", "kind"].find((field) => typeof (value[field] ?? "") !== "string");
  if (wrong === undefined) return null;
  return `json: cannot unmarshal ${jsonType(value[wrong])} into Go struct field .${wrong} of type string`;
}

/** Groups that the API server still knows by name although it serves them no more. */
const retired = new Set(["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2"]);

function isRegistered(apiVersion: string, kind: string): boolean {
  if (kindOf(apiVersion, kind) || (kind.endsWith("List") && kindOf(apiVersion, kind.slice(0, -4)))) return true;
  const group = apiVersion.split("/")[0];
  return (
    kinds.some((known) => known.kind === kind && (retired.has(apiVersion) || known.group === group)) &&
    /^v\d+((alpha|beta)\d+)?$/.test(apiVersion.split("/").at(-1) ?? "")
  );
}

/** The Go package of a group's internal types. */
function goPackage(apiVersion: string): string {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "core";
  return group.split(".")[0] ?? group;
}

/**
 * Why an object of one type cannot be read as one of another, in the words of the API server's scheme; null when it can.
 * Models k8s.io/apimachinery/pkg/runtime/serializer/versioning (v1.34).
 */
export function conversionProblem({ apiVersion, kind }: TypeMeta, into: TypeMeta): string | null {
  const isSame = apiVersion === into.apiVersion && kind === into.kind;
  if (!isSame && !isRegistered(apiVersion, kind))
    return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`;
  if (kind === into.kind) return null;
  return `converting (v1.${kind}) to (${goPackage(into.apiVersion)}.${into.kind}): unknown conversion`;
}
