import { apiVersionOf, type KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { ApiRequest, RequestOptions } from "../request.ts";
import { badRequest, unreadablePatch } from "../status.ts";
import { type FieldPath, formatFieldErrorBody } from "../validation/fieldError.ts";
import { goForm } from "./goForm.ts";
import { decode } from "./index.ts";
import { conversionProblem } from "./typeMeta.ts";

/** The value without the fields at these paths. */
function without(value: unknown, paths: readonly FieldPath[]): unknown {
  if (paths.length === 0) return value;
  if (Array.isArray(value)) return value.map((item, index) => without(item, below(paths, index)));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key]) => !paths.some((path) => path.length === 1 && stepText(path[0]) === key),
  );
  return Object.fromEntries(kept.map(([key, field]) => [key, without(field, below(paths, key))]));
}

function stepText(step: FieldPath[number] | undefined): string | number | undefined {
  return typeof step === "object" ? step.key : step;
}

function below(paths: readonly FieldPath[], step: string | number): FieldPath[] {
  return paths.filter((path) => path.length > 1 && stepText(path[0]) === step).map((path) => path.slice(1));
}

/** How a patch is told of that cannot be decoded: with what it would have made of the object, or with the patch. */
interface PatchWords {
  readonly quote: string;
  readonly isConverted: boolean;
}

function patchRefusal(value: string, detail: string): { readonly refused: Status } {
  const message = formatFieldErrorBody({ type: "Invalid value", path: ["patch"], value, detail });
  return { refused: unreadablePatch({ reason: "FieldValueInvalid", field: "patch", message }) };
}

/**
 * The object as the API server understands it: fields that it does not know are refused, told, or passed over, as the
 * request asks; they are never stored.
 */
export function decodeObject(
  kind: KindInfo,
  body: KubernetesObject,
  fieldValidation: RequestOptions["fieldValidation"] = "Warn",
  {
    duplicates = [],
    complaints: earlier = [],
    written,
  }: Pick<ApiRequest, "duplicates" | "complaints" | "written"> = {},
  patch?: PatchWords,
): { readonly object: KubernetesObject; readonly warnings: readonly string[] } | { readonly refused: Status } {
  const expected = { apiVersion: apiVersionOf(kind), kind: kind.kind };
  // A converted patch ends in a typed object: what it says of its type is not looked at.
  const typed = patch?.isConverted ? { ...body, ...expected } : body;
  const { fatal, strict } = decode(typed, written);
  const unhandled = (why: string) =>
    patch
      ? patchRefusal(patch.quote, why)
      : {
          refused: badRequest(`${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${why}`),
        };
  if (fatal) return unhandled(patch?.isConverted ? (fatal.converting ?? fatal.message) : fatal.message);
  const mistaken = patch && conversionProblem(typed, expected);
  if (mistaken) return unhandled(mistaken);
  const complaints = [
    ...earlier,
    ...duplicates.map((path) => `duplicate field "${path}"`),
    ...strict.map(({ message }) => message),
  ];
  if (complaints.length > 0 && fieldValidation === "Strict")
    return unhandled(`strict decoding error: ${complaints.join(", ")}`);
  const paths = strict.filter(({ isUnknown }) => isUnknown).map(({ path }) => path);
  const object = goForm({ ...(without(typed, paths) as KubernetesObject), ...expected });
  return { object, warnings: fieldValidation === "Warn" ? complaints : [] };
}
