import type { KindInfo } from "../../api/kinds.ts";
import type { Status } from "../../api/meta.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { ApiServer } from "../apiServer.ts";
import { nameSelected } from "../listing/fieldSelector.ts";
import { selectionOf } from "../listing/selection.ts";
import type { ApiRequest, RequestOptions } from "../request.ts";
import { noSuchResource, unsupportedMediaType } from "../status.ts";
import { readBody, readYamlBody } from "./body.ts";
import { deleteOptions } from "./deleteOptions.ts";
import { encodeAnswer } from "./encode.ts";
import type { HttpRequest, HttpResponse } from "./httpRequest.ts";
import { patchChange } from "./patch.ts";
import { isTrue, queryProblem } from "./queryProblem.ts";
import { isServedVersion, type Route, routeOf } from "./route.ts";

const managerLimit = 128;

function optionsFrom({ query = {}, userAgent = "" }: HttpRequest): RequestOptions {
  const { dryRun, fieldValidation, fieldManager, force } = query;
  return {
    ...(dryRun === "All" && { dryRun: true }),
    fieldValidation: (fieldValidation as RequestOptions["fieldValidation"]) ?? "Warn",
    fieldManager: fieldManager ?? userAgent.split("/")[0]?.slice(0, managerLimit) ?? "",
    ...(force !== undefined && isTrue(force) && { force: true }),
  };
}

/** What the body and the query come to; asked for only when the user may do what is asked. */
function content(http: HttpRequest, route: Route): Partial<ApiRequest> | { readonly refused: Status } {
  const refused = queryProblem(http);
  if (refused) return { refused };
  const { method, body = "", query = {}, contentType = "application/json" } = http;
  const selection = route.name === undefined && method !== "POST" ? selectionOf(route.kind, query) : null;
  if (selection && "refused" in selection) return selection;
  const chosen = selection ? { selection } : {};
  if (method === "GET") return chosen;
  if (method === "PATCH") return patchChange(http, route);
  if (method === "DELETE") {
    const read = deleteOptions(body, query);
    if ("refused" in read) return read;
    const options = { ...optionsFrom(http), ...read.asked.options };
    return { ...read.asked, ...chosen, options };
  }
  const type = contentType.split(";")[0]?.trim() ?? "";
  if (!bodyTypes.includes(type)) return { refused: unsupportedMediaType(bodyTypes) };
  if (type === "application/yaml") {
    const read = readYamlBody(body, route, query.fieldValidation === "Strict");
    const { complaints = [] } = read;
    return "refused" in read ? read : { body: read.object, written: read.written, complaints };
  }
  const read = readBody(body, route);
  return "refused" in read ? read : { body: read.object, written: read.written };
}

/** Protobuf is named to those who send something else, but not read. */
const bodyTypes: readonly string[] = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

function verbOf({ method }: HttpRequest, { name }: Route): ApiRequest["verb"] {
  switch (method) {
    case "POST":
      return "create";
    case "PUT":
      return "update";
    case "PATCH":
      return "patch";
    case "DELETE":
      return name === undefined ? "deletecollection" : "delete";
    default:
      return name === undefined ? "list" : "get";
  }
}

/** The group's own router answers for what it does not have; for groups that are not there, Go's server does. */
function unroutable(path: string): HttpResponse {
  const body = isServedVersion(path) ? { ...noSuchResource(), metadata: {} } : "404 page not found\n";
  return { code: 404, body, warnings: [] };
}

/** A request for what is not served: whether its user may ask is looked at first, by the path's words alone. */
function unservedRequest(http: HttpRequest): ApiRequest {
  const [, version = "v1", group = "", groupVersion = "", rest = ""] =
    /^\/(?:api\/([^/]+)|apis\/([^/]+)\/([^/]+))\/(.*)$/.exec(http.path) ?? [];
  const parts = rest.split("/");
  const isScoped = parts[0] === "namespaces" && parts.length > 2;
  const [resource = "", name, subresource] = isScoped ? parts.slice(2) : parts;
  const kind: KindInfo = {
    group,
    version: group === "" ? version : groupVersion,
    kind: "",
    resource,
    shortNames: [],
    namespaced: isScoped,
    etcdPrefix: "",
    simulated: false,
    served: false,
  };
  const route: Route = {
    kind,
    ...(isScoped && { namespace: parts[1] }),
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
  return { client: http.client, user: http.user, ...route, verb: verbOf(http, route) };
}

/**
 * One request over HTTP: its path, options and body made sense of, then the API server's stations, then the answer as it
 * goes over the wire. Authentication is the caller's: the user comes with the request.
 *
 * Models staging/src/k8s.io/apiserver/pkg/endpoints/handlers (v1.34).
 */
export function* handleHttp(server: ApiServer, http: HttpRequest): Process<HttpResponse> {
  const route = routeOf(http.path);
  if (!route) {
    const denied = server.denied(unservedRequest(http));
    return denied ? { code: denied.code, body: { ...denied, metadata: {} }, warnings: [] } : unroutable(http.path);
  }
  const { client, user } = http;
  const options = optionsFrom(http);
  const read = () => content(http, route);
  const only = route.name === undefined && http.method !== "POST" ? nameSelected(http.query?.fieldSelector) : undefined;
  const verb = verbOf(http, route);
  const request: ApiRequest = { client, user, ...route, verb, options, read, ...(only && { selectedName: only }) };
  return encodeAnswer(yield* server.handle(request), request);
}
