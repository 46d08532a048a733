import type { KubernetesObject, Status } from "../../api/meta.ts";
import { goValue } from "../decoding/goValue.ts";
import { jsonType } from "../decoding/wrongType.ts";
import { jsonPatch } from "../patch/jsonPatch.ts";
import { isFields, mergePatch } from "../patch/mergePatch.ts";
import { strategicMergePatch } from "../patch/strategicMergePatch.ts";
import type { ApiRequest } from "../request.ts";
import { badRequest, unprocessable, unsupportedMediaType } from "../status.ts";
import { appliedChange } from "./applyBody.ts";
import { goJson, type Touched } from "./goJson.ts";
import type { HttpRequest } from "./httpRequest.ts";
import { readOperations } from "./jsonPatchBody.ts";
import { readJson } from "./jsonText.ts";
import type { Route } from "./route.ts";
import { withZeroValues } from "./zeroValues.ts";

const types = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
];

/**
 * What a patch makes of the stored object. Models staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go (v1.34).
 */
export function patchChange(
  { contentType = "", body = "" }: HttpRequest,
  { kind, subresource }: Route,
): Partial<ApiRequest> | { refused: Status } {
  if (!types.includes(contentType)) return { refused: unsupportedMediaType(types) };
  if (contentType === "application/apply-patch+yaml") return appliedChange(body, { kind, subresource });
  const json = readJson(body);
  const isStrategic = contentType === "application/strategic-merge-patch+json";
  const unreadable = (why: string) => ({ refused: badRequest(isStrategic ? why : `error decoding patch: ${why}`) });
  if ("problem" in json) return unreadable(json.problem);
  const isJsonPatch = contentType === "application/json-patch+json";
  if (isJsonPatch) {
    const read = readOperations(json);
    if ("problem" in read) return unreadable(read.problem);
    const { complaints } = read;
    const operations = read.operations as Parameters<typeof jsonPatch>[1];
    return {
      complaints,
      change: (stored) => {
        const result = jsonPatch(stored, operations);
        return "problem" in result ? unprocessable() : (result.value as KubernetesObject);
      },
      quote: (stored) => {
        const result = jsonPatch(withZeroValues(stored), operations);
        return "problem" in result ? "" : goJson(result.value as KubernetesObject, touchedByJsonPatch(operations));
      },
    };
  }
  // Go reads null as nothing at all.
  const patch = json.value ?? {};
  if (!isFields(patch))
    return unreadable(`json: cannot unmarshal ${jsonType(patch)} into Go value of type map[string]interface {}`);
  if (json.value === null && contentType === "application/merge-patch+json")
    return { refused: badRequest("Invalid JSON Patch") };
  const { duplicates } = json;
  if (contentType === "application/merge-patch+json")
    return {
      duplicates,
      change: (stored) => mergePatch(stored, patch) as KubernetesObject,
      quote: (stored) => goJson(mergePatch(withZeroValues(stored), patch) as KubernetesObject, touchedByMerge(patch)),
    };
  return {
    duplicates,
    change: (stored) => strategicMergePatch(stored, patch, kind.kind),
    quote: () => goValue(patch),
    isConverted: true,
  };
}

function touchedByMerge(patch: { readonly [field: string]: unknown }): Touched {
  return Object.fromEntries(
    Object.entries(patch).flatMap(([name, value]) => (isFields(value) ? [[name, touchedByMerge(value)]] : [])),
  );
}

/** All that the pointers pass on their way. */
function touchedByJsonPatch(patch: readonly unknown[]): Touched {
  type Growing = { [field: string]: Growing };
  const touched: Growing = {};
  for (const operation of patch) {
    const { path = "", from = "" } = (operation ?? {}) as { readonly path?: string; readonly from?: string };
    for (const pointer of [path, from]) {
      let here = touched;
      for (const step of pointer.split("/").slice(1, -1)) {
        here[step] ??= {};
        here = here[step];
      }
    }
  }
  return touched;
}
