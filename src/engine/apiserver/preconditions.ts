import { etcdKey, type KindInfo } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { ApiRequest } from "./request.ts";
import { badRequest, conflict, forbidden, invalid, plainError } from "./status.ts";

/** An object that says it belongs elsewhere than the URL says; null when it does not. Models handlers/rest.go (v1.34). */
export function misplacedStatus(
  kind: KindInfo,
  { metadata }: KubernetesObject,
  namespace: string | undefined,
  name?: string,
): Status | null {
  if (name !== undefined && !metadata.name)
    return badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  if (name !== undefined && metadata.name !== name)
    return badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  if (kind.namespaced && metadata.namespace && metadata.namespace !== namespace)
    return badRequest("the namespace of the provided object does not match the namespace sent on the request");
  return null;
}

/** How the storage layer says that an object is another one than was meant. Models storage.Preconditions (v1.34). */
export function unmetPrecondition(
  object: KubernetesObject,
  { uid, resourceVersion }: { readonly uid?: string; readonly resourceVersion?: string },
): string {
  const what = uid === undefined ? "ResourceVersion" : "UID";
  const there = uid === undefined ? object.metadata.resourceVersion : object.metadata.uid;
  const why = `Precondition failed: ${what} in precondition: ${uid ?? resourceVersion}, ${what} in object meta: ${there}`;
  return `StorageError: invalid object, Code: 4, Key: ${etcdKey(object)}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
}

/** Version 0 says as little as none. */
function isUnversioned({ metadata: { resourceVersion } }: KubernetesObject): boolean {
  return !resourceVersion || /^0+$/.test(resourceVersion);
}

/** A new object cannot have a version yet; what is no number is passed over. Models etcd3's store.Create (v1.34). */
export function createdVersionProblem(object: KubernetesObject): Status | null {
  if (isUnversioned(object) || !/^\d+$/.test(object.metadata.resourceVersion ?? "")) return null;
  return plainError("resourceVersion should not be set on objects to be created");
}

const unparsedVersion = (text: string): string => `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;

/**
 * What is there is not what the client has seen; null when it is, or when the client does not ask. Only an update that
 * brings the whole object asks for its UID.
 */
export function conflictWith(
  kind: KindInfo,
  wanted: KubernetesObject,
  old: KubernetesObject,
  isWhole: boolean,
): Status | null {
  const { name = "" } = old.metadata;
  const { uid, resourceVersion } = wanted.metadata;
  if (isWhole && uid && uid !== old.metadata.uid) return conflict(kind, name, unmetPrecondition(old, { uid }));
  if (isUnversioned(wanted)) return null;
  if (!/^\d+$/.test(resourceVersion ?? "")) return plainError(unparsedVersion(resourceVersion ?? ""));
  if (BigInt(resourceVersion ?? 0) !== BigInt(old.metadata.resourceVersion ?? 0)) return conflict(kind, name);
  return null;
}

const systemClasses = new Set(["system-cluster-critical", "system-node-critical"]);

/** What can never be deleted. Models pkg/registry/scheduling/priorityclass/storage (v1.34). */
export function undeletable(kind: KindInfo, name: string): Status | null {
  if (kind.resource !== "priorityclasses" || !systemClasses.has(name)) return null;
  return forbidden(kind, name, "this is a system priority class and cannot be deleted");
}

/** A delete that is only meant for another object. Models registry/rest/delete.go: BeforeDelete (v1.34). */
export function preconditionProblem(
  kind: KindInfo,
  { metadata }: KubernetesObject,
  uid: string | undefined,
  resourceVersion: string | undefined,
): Status | null {
  // Upstream names the kind here, where it elsewhere names the resource.
  const named = { ...kind, resource: kind.kind };
  if (uid !== undefined && uid !== metadata.uid)
    return conflict(
      named,
      metadata.name ?? "",
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    return conflict(
      named,
      metadata.name ?? "",
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  return null;
}

/** Kinds of which an update makes an object that is not there. Models AllowCreateOnUpdate of the strategies (v1.34). */
export const createdByUpdate: ReadonlySet<string> = new Set([
  "services",
  "endpoints",
  "events",
  "leases",
  "limitranges",
  "roles",
  "rolebindings",
  "clusterroles",
  "clusterrolebindings",
]);

/** Kinds of which an update has to say which version it replaces. Models AllowUnconditionalUpdate (v1.34). */
const conditional: ReadonlySet<string> = new Set([
  "leases",
  "poddisruptionbudgets",
  "runtimeclasses",
  "csidrivers",
  "csinodes",
  "volumeattachments",
  "validatingadmissionpolicies",
  "validatingadmissionpolicybindings",
  "validatingwebhookconfigurations",
  "mutatingwebhookconfigurations",
]);

/** An update off the wire that does not say what it replaces, of a kind that has to. */
export function unversionedProblem(
  { kind, verb, read, name = "" }: ApiRequest,
  wanted: KubernetesObject,
): Status | null {
  if (verb !== "update" || !read || !conditional.has(kind.resource) || !isUnversioned(wanted)) return null;
  const message = "Invalid value: 0: must be specified for an update";
  const problem = { reason: "FieldValueInvalid", field: "metadata.resourceVersion", message };
  // Upstream names the resource where otherwise the kind stands.
  return invalid({ ...kind, kind: kind.resource }, name, [problem]);
}
