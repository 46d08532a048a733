import type { Status } from "../../api/meta.ts";
import { badRequest, type FieldProblem, invalidOptions, plainError, tooLargeVersion } from "../status.ts";

type Query = { readonly [name: string]: string };

const exact = "Exact";
const notOlder = "NotOlderThan";

const forbidden = (field: string, why: string): FieldProblem => ({
  reason: "FieldValueForbidden",
  field,
  message: `Forbidden: ${why}`,
});

/** What is wrong with the versions that a list asks for. Models ValidateListOptions of metainternalversion (v1.34). */
function problemsOf({ resourceVersion = "", resourceVersionMatch = "", ...query }: Query): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const field = "resourceVersionMatch";
  if (resourceVersionMatch !== "") {
    if (resourceVersion === "")
      problems.push(forbidden(field, `${field} is forbidden unless resourceVersion is provided`));
    if (query.continue) problems.push(forbidden(field, `${field} is forbidden when continue is provided`));
    if (resourceVersionMatch !== exact && resourceVersionMatch !== notOlder)
      problems.push({
        reason: "FieldValueNotSupported",
        field,
        message: `Unsupported value: ${JSON.stringify(resourceVersionMatch)}: supported values: "${exact}", "${notOlder}", ""`,
      });
    if (resourceVersionMatch === exact && resourceVersion === "0")
      problems.push(forbidden(field, `${field} "exact" is forbidden for resourceVersion "0"`));
  }
  if (query.sendInitialEvents !== undefined)
    problems.push(forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
  return problems;
}

/** Why a list cannot be asked for so; null when it can. */
export function listOptionsProblem(query: Query): Status | null {
  for (const name of ["limit", "timeoutSeconds"]) {
    const text = query[name];
    if (text !== undefined && !/^[+-]?\d+$/.test(text))
      return badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const problems = problemsOf(query);
  return problems.length > 0 ? invalidOptions("ListOptions", problems) : null;
}

/** Upstream waits so long for a version that is still to come, virtual milliseconds (cacher's watchCache). */
export const patience = 3000;

/** Why a list cannot be as new as is asked for; null when it is. */
export function versionProblem(since: string | undefined, revision: number): Status | null {
  if (since === undefined) return null;
  const quoted = JSON.stringify(since);
  if (!/^\d+$/.test(since))
    return plainError(
      `resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`,
    );
  return BigInt(since) > BigInt(revision) ? tooLargeVersion(since, revision) : null;
}
