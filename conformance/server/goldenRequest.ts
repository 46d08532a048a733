import { apiPath, apiVersionOf, kinds } from "../../src/engine/api/kinds.ts";
import type { HttpRequest } from "../../src/engine/apiserver/http/httpRequest.ts";
import type { Json, JsonObject } from "../caseFile.ts";

/** One request of a golden case, as FORMAT-SERVER describes it. */
export interface GoldenRequest {
  readonly verb: string;
  readonly resource?: string;
  readonly apiVersion?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  readonly patchType?: "strategic" | "merge" | "json";
  readonly query?: { readonly [name: string]: string };
  readonly body?: Json;
  readonly rawBody?: string;
  readonly user?: string;
  readonly seconds?: number;
  readonly orderVaries?: boolean;
  readonly kubectlVaries?: boolean;
  readonly expect?: GoldenAnswer;
  readonly expectAlternatives?: readonly GoldenAnswer[];
  readonly kubectl?: { readonly cmd: string; readonly exit: number; readonly stdout: string; readonly stderr: string };
}

export interface GoldenAnswer {
  readonly code: number;
  readonly status?: JsonObject;
  readonly object?: Json;
  readonly warnings?: readonly string[];
  readonly managers?: readonly Json[];
}

const users = {
  admin: { name: "admin", groups: ["system:masters", "system:authenticated"] },
  restricted: { name: "jane", groups: ["developers", "system:authenticated"] },
};

const patchTypes = {
  strategic: "application/strategic-merge-patch+json",
  merge: "application/merge-patch+json",
  json: "application/json-patch+json",
};

/** The verbs that stand for a method on a subresource. */
const onSubresource: { readonly [verb: string]: readonly [HttpRequest["method"], string, string?] } = {
  bind: ["POST", "binding"],
  evict: ["POST", "eviction"],
  scale: ["PATCH", "scale", patchTypes.merge],
  ephemeralcontainers: ["PATCH", "ephemeralcontainers", patchTypes.strategic],
  resize: ["PATCH", "resize", patchTypes.strategic],
};

const methods: { readonly [verb: string]: HttpRequest["method"] } = {
  create: "POST",
  update: "PUT",
  patch: "PATCH",
  apply: "PATCH",
  delete: "DELETE",
  deletecollection: "DELETE",
  get: "GET",
  list: "GET",
};

function pathOf({ resource = "", apiVersion, namespace, name, verb }: GoldenRequest, subresource: string | undefined) {
  const kind = kinds.find(
    (known) => known.resource === resource && (apiVersion === undefined || apiVersionOf(known) === apiVersion),
  );
  const named = verb === "create" || verb === "list" || verb === "deletecollection" ? undefined : name;
  if (kind) return apiPath(kind, namespace, named, subresource);
  const root = apiVersion?.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion ?? "v1"}`;
  return `${root}/namespaces/${namespace}/${resource}${named ? `/${named}` : ""}`;
}

export function userOf({ user = "admin" }: GoldenRequest): HttpRequest["user"] {
  return user === "restricted" ? users.restricted : users.admin;
}

/** The request as the recording sent it. */
export function httpRequestOf(request: GoldenRequest): HttpRequest {
  const { verb, patchType, subresource, query, body, rawBody } = request;
  const [method, sub, contentType] = onSubresource[verb] ?? [methods[verb] ?? "GET", subresource];
  const patch = verb === "apply" ? "application/apply-patch+yaml" : patchType && patchTypes[patchType];
  const text = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const type = contentType ?? patch;
  return {
    client: "golden",
    user: userOf(request),
    userAgent: "golden/1.0",
    method,
    path: pathOf(request, sub),
    ...(query && { query }),
    ...(type && { contentType: type }),
    ...(text !== undefined && { body: text }),
  };
}
