import type { Status } from "../../api/meta.ts";
import { type FieldProblem, invalidOptions } from "../status.ts";
import type { HttpRequest } from "./httpRequest.ts";

const optionKinds = {
  GET: null,
  POST: "CreateOptions",
  PUT: "UpdateOptions",
  PATCH: "PatchOptions",
  DELETE: "DeleteOptions",
} as const;

const managerLimit = 128;
const validations = ["", "Ignore", "Strict", "Warn"];

export type HttpQuery = NonNullable<HttpRequest["query"]>;

/** How parameters are read as booleans: only these two are false. Models apimachinery's runtime.Convert_Slice_string_To_bool. */
export function isTrue(value: string): boolean {
  return value !== "0" && value.toLowerCase() !== "false";
}

/** The one dry run that there is. */
export function unsupportedDryRun(given: readonly unknown[]): FieldProblem {
  return unsupported("dryRun", given, ["All"]);
}

/** Field managers are shown to people. */
function managerProblems(manager: string): FieldProblem[] {
  const field = "fieldManager";
  if (manager.length > managerLimit)
    return [{ reason: "FieldValueTooLong", field, message: `Too long: may not be more than ${managerLimit} bytes` }];
  const unprintable = [...manager].findIndex((character) => /\p{C}|[^\S ]/u.test(character));
  if (unprintable < 0) return [];
  const message = `Invalid value: ${JSON.stringify(manager)}: should only contain printable characters`;
  return [{ reason: "FieldValueInvalid", field, message }];
}

function unsupported(field: string, value: unknown, supported: readonly string[]): FieldProblem {
  const values = supported.map((item) => JSON.stringify(item)).join(", ");
  return {
    reason: "FieldValueNotSupported",
    field,
    message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${values}`,
  };
}

/** What is wrong with the parameters of the URL; null when nothing is. Models metav1/validation (v1.34). */
export function queryProblem({ method, query = {}, contentType }: HttpRequest): Status | null {
  const kind = optionKinds[method];
  if (kind === null) return null;
  const { dryRun, fieldManager, fieldValidation, force } = query;
  const isApply = contentType === "application/apply-patch+yaml";
  const problems: FieldProblem[] = [];
  if (isApply && !fieldManager)
    problems.push({
      reason: "FieldValueRequired",
      field: "fieldManager",
      message: "Required value: is required for apply patch",
    });
  if (method === "PATCH" && !isApply && force !== undefined)
    problems.push({
      reason: "FieldValueForbidden",
      field: "force",
      message: "Forbidden: may not be specified for non-apply patch",
    });
  if (fieldManager) problems.push(...managerProblems(fieldManager));
  if (dryRun !== undefined && dryRun !== "All") problems.push(unsupportedDryRun([dryRun]));
  if (fieldValidation !== undefined && !validations.includes(fieldValidation))
    problems.push(unsupported("fieldValidation", fieldValidation, validations));
  return problems.length > 0 ? invalidOptions(kind, problems) : null;
}
