import { apiVersionOf, type KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Answer, ApiRequest } from "../request.ts";
import type { HttpResponse } from "./httpRequest.ts";
import { withZeroValues } from "./zeroValues.ts";

/** Deleting one of these gives back the object; of others only that it is gone. */
const givenBack = new Set([
  "persistentvolumes",
  "persistentvolumeclaims",
  "pods",
  "podtemplates",
  "resourcequotas",
  "services",
  "serviceaccounts",
]);

function success(code: number | undefined, kind?: KindInfo, name?: string, uid?: string): KubernetesObject {
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Success",
    ...(code !== undefined && { code }),
    ...(kind && {
      details: {
        name,
        ...(kind.group && { group: kind.group }),
        kind: kind.resource,
        ...(uid !== undefined && { uid }),
      },
    }),
  } as KubernetesObject;
}

function listOf({ kind }: ApiRequest, { metadata, ...list }: KubernetesObject): KubernetesObject {
  const items = (list as unknown as { items: readonly KubernetesObject[] }).items.map((object) => {
    const { apiVersion: _, kind: __, ...item } = withZeroValues(object);
    return item;
  });
  return { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items } as KubernetesObject;
}

/** The answer as it goes over the wire. */
export function encodeAnswer(answer: Answer, request: ApiRequest): HttpResponse {
  const warnings = answer.warnings ?? [];
  if (!answer.ok) return { code: answer.code ?? answer.status.code, body: answer.status, warnings };
  const { code, object } = answer;
  const { verb, kind, subresource } = request;
  if (verb === "list" || verb === "deletecollection") return { code, body: listOf(request, object), warnings };
  if (verb === "create" && (subresource === "binding" || subresource === "eviction"))
    return { code: 201, body: success(201), warnings };
  if (verb === "delete" && answer.gone && !givenBack.has(kind.resource))
    return { code, body: success(undefined, kind, object.metadata.name, object.metadata.uid), warnings };
  return { code, body: withZeroValues(object), warnings };
}
