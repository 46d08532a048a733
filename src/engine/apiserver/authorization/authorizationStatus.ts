import type { Status } from "../../api/meta.ts";
import type { ClusterView } from "../admission/plugin.ts";
import type { ApiRequest } from "../request.ts";
import { forbidden } from "../status.ts";
import { granted, isAllowed } from "./rbac.ts";

/**
 * Why the user may not do this; null when it may. The cluster's own components act by their names and may do what they
 * do: their roles are not simulated.
 */
export function authorizationStatus(request: ApiRequest, view: ClusterView): Status | null {
  const { user, verb, kind, subresource, selectedName } = request;
  if (!user) return null;
  const name = request.name ?? selectedName;
  // A Namespace is taken to lie in itself: roles in it may speak of it.
  const namespace = kind.resource === "namespaces" ? request.name : request.namespace;
  const resource = subresource === undefined ? kind.resource : `${kind.resource}/${subresource}`;
  const where = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
  const held = granted(user, namespace, view);
  if (isAllowed(user, { verb, group: kind.group, resource, namespace, name }, held)) return null;
  const why = `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${where}`;
  const { problems } = held;
  const list = problems.length > 1 ? `[${problems.join(", ")}]` : problems.join("");
  return forbidden(kind, name ?? "", list === "" ? why : `${why}: RBAC: ${list}`);
}
