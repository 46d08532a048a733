import type { Status } from "../../api/meta.ts";
import { isFields } from "../patch/mergePatch.ts";
import type { ApiRequest } from "../request.ts";
import { badRequest, type FieldProblem, invalidOptions } from "../status.ts";
import { readJson } from "./jsonText.ts";

const policies = ["Foreground", "Background", "Orphan", "nil"];

/**
 * What the body of a DELETE asks for. Models metav1's ValidateDeleteOptions (v1.34).
 */
export function deleteOptions(body: string | undefined): { readonly asked: Partial<ApiRequest> } | { refused: Status } {
  if (!body) return { asked: {} };
  const json = readJson(body);
  if ("problem" in json) return { refused: badRequest(`error decoding DeleteOptions: ${json.problem}`) };
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
  if (problems.length > 0) return { refused: invalidOptions("DeleteOptions", problems) };
  const only = isFields(preconditions) ? preconditions : {};
  const dryRun = Array.isArray(value.dryRun) && value.dryRun.includes("All");
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
