import type { Status } from "../../api/meta.ts";
import type { ClusterView } from "../admission/plugin.ts";
import type { ApiRequest } from "../request.ts";
import { forbidden } from "../status.ts";
import { isAllowed } from "./rbac.ts";

/**
 * Why the user may not do this; null when it may. The cluster's own components act by their names and may do what they
 * do: their roles are not simulated.
 */
export function authorizationStatus(
  { user, verb, kind, subresource, namespace, name }: ApiRequest,
  view: ClusterView,
): Status | null {
  if (!user) return null;
  const resource = subresource === undefined ? kind.resource : `${kind.resource}/${subresource}`;
  const where = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
  if (isAllowed(user, { verb, group: kind.group, resource, namespace, name }, view)) return null;
  const why = `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${where}`;
  return forbidden(kind, name ?? "", why);
}
