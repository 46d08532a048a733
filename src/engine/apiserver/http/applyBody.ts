import { apiVersionOf } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import { jsonType } from "../decoding/wrongType.ts";
import { isFields } from "../patch/mergePatch.ts";
import type { ApiRequest } from "../request.ts";
import { badRequest } from "../status.ts";
import { scaleKind } from "../subresource/scale.ts";
import { readBody } from "./body.ts";
import { readJson } from "./jsonText.ts";
import type { Route } from "./route.ts";
import { readYaml } from "./yamlText.ts";

/**
 * The body of a server-side apply, which is YAML. Models applyPatcher of
 * staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go (v1.34).
 */
export function appliedChange(
  body: string,
  { kind, subresource }: Pick<Route, "kind" | "subresource">,
): Partial<ApiRequest> | { readonly refused: Status } {
  const unreadable = (why: string) => ({ refused: badRequest(`error decoding YAML: ${why}`) });
  const json = readJson(body);
  const isPlain = !("problem" in json) && json.duplicates.length === 0 && isFields(json.value);
  if (isPlain) return taken(json.value, body, { kind, subresource });
  const yaml = readYaml(body);
  if ("problem" in yaml) return unreadable(`error converting YAML to JSON: ${yaml.problem}`);
  const value = yaml.value ?? {};
  if (!isFields(value)) {
    const type = `Go value of type map[string]interface {}`;
    return unreadable(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(value)} into ${type}`,
    );
  }
  return { ...taken(value, JSON.stringify(value), { kind, subresource }), complaints: yaml.repeated };
}

function taken(
  value: { readonly [field: string]: unknown },
  json: string,
  { kind, subresource }: Pick<Route, "kind" | "subresource">,
): Partial<ApiRequest> | { readonly refused: Status } {
  // Which version is applied is the field manager's to judge.
  const written = { ...value, apiVersion: value.apiVersion ?? "" } as unknown as KubernetesObject;
  const expected = subresource === "scale" ? scaleKind : kind;
  if (written.apiVersion !== apiVersionOf(expected))
    return { applied: { ...written, metadata: written.metadata ?? {} } };
  const read = readBody(json, { kind, subresource });
  return "refused" in read ? read : { applied: read.object };
}
