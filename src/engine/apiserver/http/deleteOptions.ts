import type { Status } from "../../api/meta.ts";
import { isFields } from "../patch/mergePatch.ts";
import type { ApiRequest } from "../request.ts";
import { type FieldProblem, invalidOptions, plainError } from "../status.ts";
import { readJson } from "./jsonText.ts";
import { unsupportedDryRun } from "./queryProblem.ts";

const policies = ["Foreground", "Background", "Orphan", "nil"];

/** Without a body, the options are looked for in the URL. */
function optionsOfQuery({
  gracePeriodSeconds,
  propagationPolicy,
  orphanDependents,
}: {
  readonly [name: string]: string;
}) {
  return {
    ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds: Number(gracePeriodSeconds) }),
    ...(propagationPolicy !== undefined && { propagationPolicy }),
    ...(orphanDependents !== undefined && { orphanDependents: orphanDependents === "true" }),
  };
}

/**
 * What the body of a DELETE asks for. Models metav1's ValidateDeleteOptions (v1.34).
 */
export function deleteOptions(
  body: string | undefined,
  query: { readonly [name: string]: string } = {},
): { readonly asked: Partial<ApiRequest> } | { refused: Status } {
  const json = body ? readJson(body) : { value: optionsOfQuery(query) };
  if ("problem" in json) {
    const why = `couldn't get version/kind; json parse error: ${json.problem}`;
    return { refused: plainError(why) };
  }
  const value = isFields(json.value) ? json.value : {};
  const { gracePeriodSeconds, propagationPolicy, orphanDependents, preconditions } = value;
  const problems: FieldProblem[] = [];
  if (propagationPolicy !== undefined && orphanDependents !== undefined)
    problems.push({
      reason: "FieldValueInvalid",
      field: "propagationPolicy",
      message: `Invalid value: ${JSON.stringify(propagationPolicy)}: orphanDependents and deletionPropagation cannot be both set`,
    });
  else if (propagationPolicy !== undefined && !policies.includes(String(propagationPolicy)))
    problems.push({
      reason: "FieldValueNotSupported",
      field: "propagationPolicy",
      message: `Unsupported value: ${JSON.stringify(propagationPolicy)}: supported values: ${policies.map((policy) => JSON.stringify(policy)).join(", ")}`,
    });
  const given = Array.isArray(value.dryRun) ? value.dryRun : [];
  if (given.some((option) => option !== "All")) problems.push(unsupportedDryRun(given));
  if (problems.length > 0) return { refused: invalidOptions("DeleteOptions", problems) };
  const only = isFields(preconditions) ? preconditions : {};
  const dryRun = given.includes("All");
  const policy = orphanDependents === true ? "Orphan" : orphanDependents === false ? "Background" : propagationPolicy;
  return {
    asked: {
      ...(typeof gracePeriodSeconds === "number" && { gracePeriodSeconds }),
      ...(typeof only.uid === "string" && { uid: only.uid }),
      options: {
        ...(typeof only.resourceVersion === "string" && { resourceVersion: only.resourceVersion }),
        ...(typeof policy === "string" && { propagationPolicy: policy as "Background" | "Foreground" | "Orphan" }),
        ...(dryRun && { dryRun }),
      },
    },
  };
}
