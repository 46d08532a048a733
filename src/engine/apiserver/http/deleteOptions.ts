import type { KubernetesObject, Status } from "../../api/meta.ts";
import { decode } from "../decoding/index.ts";
import { typeMetaProblem } from "../decoding/typeMeta.ts";
import { isFields } from "../patch/mergePatch.ts";
import type { ApiRequest } from "../request.ts";
import { badRequest, type FieldProblem, invalidOptions, plainError } from "../status.ts";
import { readJson } from "./jsonText.ts";
import { type HttpQuery, isTrue, unsupportedDryRun } from "./queryProblem.ts";

const policies = ["Foreground", "Background", "Orphan", "nil"];

const optionsKind = "DeleteOptions";

/** What is not an error of the API's own has no reason: upstream answers 500. */
const unreadable = (why: string): { readonly refused: Status } => ({ refused: plainError(why) });

/** Without a body, the options are looked for in the URL. */
function optionsOfQuery({
  gracePeriodSeconds,
  propagationPolicy,
  orphanDependents,
}: HttpQuery): { readonly [name: string]: unknown } | { readonly refused: Status } {
  if (gracePeriodSeconds !== undefined && !/^[+-]?\d+$/.test(gracePeriodSeconds))
    return {
      refused: badRequest(`strconv.ParseInt: parsing ${JSON.stringify(gracePeriodSeconds)}: invalid syntax`),
    };
  return {
    ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds: Number(gracePeriodSeconds) }),
    ...(propagationPolicy !== undefined && { propagationPolicy }),
    ...(orphanDependents !== undefined && { orphanDependents: isTrue(orphanDependents) }),
  };
}

function optionsOfBody(body: string): { readonly [name: string]: unknown } | { readonly refused: Status } {
  const json = readJson(body);
  if ("problem" in json) return unreadable(`couldn't get version/kind; json parse error: ${json.problem}`);
  const value = json.value ?? {};
  const untyped = typeMetaProblem(value);
  if (untyped !== null) return unreadable(`couldn't get version/kind; json parse error: ${untyped}`);
  const fields = value as { readonly [name: string]: unknown };
  const { apiVersion = "meta.k8s.io/v1", kind = optionsKind } = fields;
  if (kind !== optionsKind)
    return unreadable(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/apis/meta/internalversion/scheme/register.go:27"`,
    );
  const { fatal } = decode({ ...fields, apiVersion, kind } as unknown as KubernetesObject, json.written);
  return fatal ? unreadable(fatal.message) : fields;
}

/**
 * What a DELETE asks for. Models the handler's decoding (apiserver/pkg/endpoints/handlers/delete.go) and metav1's
 * ValidateDeleteOptions (v1.34).
 */
export function deleteOptions(
  body: string | undefined,
  query: HttpQuery = {},
): { readonly asked: Partial<ApiRequest> } | { refused: Status } {
  const value = body ? optionsOfBody(body) : optionsOfQuery(query);
  if ("refused" in value) return { refused: value.refused as Status };
  const { gracePeriodSeconds, propagationPolicy, orphanDependents, preconditions } = value;
  const problems: FieldProblem[] = [];
  if (propagationPolicy !== undefined && orphanDependents !== undefined)
    problems.push({
      reason: "FieldValueInvalid",
      field: "propagationPolicy",
      message: `Invalid value: ${JSON.stringify(propagationPolicy)}: orphanDependents and deletionPropagation cannot be both set`,
    });
  if (propagationPolicy !== undefined && !policies.includes(String(propagationPolicy)))
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
