import { apiVersionOf } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import { goValue } from "../decoding/goValue.ts";
import { jsonPatch } from "../patch/jsonPatch.ts";
import { isFields, mergePatch } from "../patch/mergePatch.ts";
import { strategicMergePatch } from "../patch/strategicMergePatch.ts";
import type { ApiRequest } from "../request.ts";
import { badRequest, unprocessable, unsupportedMediaType } from "../status.ts";
import { readBody } from "./body.ts";
import { goJson, type Touched } from "./goJson.ts";
import type { HttpRequest } from "./httpRequest.ts";
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
  { kind }: Route,
): Partial<ApiRequest> | { refused: Status } {
  if (!types.includes(contentType)) return { refused: unsupportedMediaType(types) };
  const json = readJson(body);
  if ("problem" in json) return { refused: badRequest(`error decoding patch: ${json.problem}`) };
  const patch = json.value;
  if (contentType === "application/json-patch+json") {
    if (!Array.isArray(patch))
      return {
        refused: badRequest(
          "error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch",
        ),
      };
    return {
      change: (stored) => {
        const result = jsonPatch(stored, patch);
        return "problem" in result ? unprocessable() : (result.value as KubernetesObject);
      },
      quote: (stored) => {
        const result = jsonPatch(withZeroValues(stored), patch);
        return "problem" in result ? "" : goJson(result.value as KubernetesObject, touchedByJsonPatch(patch));
      },
    };
  }
  if (!isFields(patch))
    return { refused: badRequest("json: cannot unmarshal array into Go value of type map[string]interface {}") };
  if (contentType === "application/apply-patch+yaml") {
    // Which version is applied is the field manager's to judge.
    const written = { ...patch, apiVersion: patch.apiVersion ?? "" } as unknown as KubernetesObject;
    if (written.apiVersion !== apiVersionOf(kind)) return { applied: { ...written, metadata: written.metadata ?? {} } };
    const read = readBody(body, { kind });
    return "refused" in read ? read : { applied: read.object, duplicates: read.duplicates };
  }
  if (contentType === "application/merge-patch+json")
    return {
      change: (stored) => mergePatch(stored, patch) as KubernetesObject,
      quote: (stored) => goJson(mergePatch(withZeroValues(stored), patch) as KubernetesObject, touchedByMerge(patch)),
    };
  return {
    change: (stored) => strategicMergePatch(stored, patch, kind.kind) as KubernetesObject,
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
    const { path = "", from = "" } = operation as { readonly path?: string; readonly from?: string };
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
