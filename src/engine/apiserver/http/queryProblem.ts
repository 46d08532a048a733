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

const validations = ["", "Ignore", "Strict", "Warn"];

function unsupported(field: string, value: string, supported: readonly string[]): FieldProblem {
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
  if (dryRun !== undefined && dryRun !== "All") problems.push(unsupported("dryRun", dryRun, ["All"]));
  if (fieldValidation !== undefined && !validations.includes(fieldValidation))
    problems.push(unsupported("fieldValidation", fieldValidation, validations));
  return problems.length > 0 ? invalidOptions(kind, problems) : null;
}
