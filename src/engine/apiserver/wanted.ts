import { apiVersionOf, type KindInfo } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import { both, decodeFields, encodeFields, fieldSet } from "./apply/fieldSet.ts";
import { managerOf } from "./apply/managerOf.ts";
import { type Applied, serverSideApply } from "./apply/serverSideApply.ts";
import { typingProblem } from "./apply/typing.ts";
import { decodeObject } from "./decoding/decodeObject.ts";
import { goForm } from "./decoding/goForm.ts";
import type { Exchange } from "./exchange.ts";
import { misplacedStatus } from "./preconditions.ts";
import { badRequest, conflict } from "./status.ts";
import { scaleKind, scaleOf } from "./subresource/scale.ts";

/** What a request wants stored, and for an apply what its manager then owns. */
export type Wanted = { readonly object: KubernetesObject; readonly applied?: Applied } | { readonly refused: Status };

/** Why the field manager does not look at what is applied; null when it does. */
function unappliable(applied: KubernetesObject, kind: KindInfo): Status | null {
  const versioned = apiVersionOf(kind);
  if (applied.apiVersion !== versioned) {
    const why = `Specified patch version: ${applied.apiVersion}, expected: ${versioned}`;
    return badRequest(`Incorrect version specified in apply patch. ${why}`);
  }
  if (applied.metadata.managedFields) return badRequest("metadata.managedFields must be nil");
  return typingProblem(applied);
}

/** What is said of keys that the YAML has twice, once it could be applied; a refusal when nothing may be passed over. */
function repeatedKeyProblem(exchange: Exchange): Status | null {
  const { complaints = [] } = exchange.request;
  const { fieldValidation = "Warn" } = exchange.options;
  if (complaints.length === 0 || fieldValidation === "Ignore") return null;
  if (fieldValidation === "Warn") {
    exchange.warn(complaints);
    return null;
  }
  const why = `yaml: unmarshal errors:\n  ${complaints.join("\n  ")}`;
  return badRequest(`error strict decoding YAML: error converting YAML to JSON: ${why}`);
}

/** What is applied, decoded, on what is there; or as a new object. */
export function wantedByApply(exchange: Exchange, old: KubernetesObject | undefined): Wanted {
  const { kind, namespace, name, applied } = exchange.request;
  if (!applied) throw new Error("nothing is applied");
  const unapplied = unappliable(applied, kind);
  if (unapplied) return { refused: unapplied };
  const decoded = decodeObject(kind, applied, exchange.options.fieldValidation);
  if ("refused" in decoded) return decoded;
  exchange.warn(decoded.warnings);
  const misplaced = misplacedStatus(kind, decoded.object, namespace, old && !applied.metadata.name ? undefined : name);
  if (misplaced) return { refused: misplaced };
  const { uid } = applied.metadata;
  if (!old && uid) {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    return { refused: conflict(kind, name ?? "", why) };
  }
  // What was written counts for the owners, not what Go would have made of it.
  const result = serverSideApply(old, applied, managerOf(exchange), exchange.options.force === true);
  if ("refused" in result) return result;
  const repeated = repeatedKeyProblem(exchange);
  if (repeated) return { refused: repeated };
  const place = { name, ...(kind.namespaced && { namespace }) };
  const { resourceVersion } = applied.metadata;
  const metadata = { ...result.object.metadata, ...place, ...(old && resourceVersion && { resourceVersion }) };
  return { object: goForm({ ...result.object, metadata }), applied: result };
}

/** What an update wants where there is nothing: a new object, whatever version it thought to replace. */
export function putWanted(exchange: Exchange): Wanted {
  const { kind, namespace, name, body } = exchange.request;
  if (!body) throw new Error("an update needs an object");
  const misplaced = misplacedStatus(kind, body, namespace, name);
  if (misplaced) return { refused: misplaced };
  const { resourceVersion: _, ...metadata } = body.metadata;
  return { object: { ...body, metadata: { ...metadata, name, ...(kind.namespaced && { namespace }) } } };
}

const replicas = fieldSet([["f:spec", "f:replicas"]]);

/** The scale with who owns the number of replicas of its object. Models managedfields' ScaleHandler (v1.34). */
function ownedScale(old: KubernetesObject): KubernetesObject {
  const scale = scaleOf(old);
  const managedFields = (old.metadata.managedFields ?? [])
    .filter(({ fieldsV1 }) => both(decodeFields(fieldsV1), replicas).size > 0)
    .map((entry) => ({ ...entry, apiVersion: apiVersionOf(scaleKind), fieldsV1: encodeFields(replicas) }));
  return { ...scale, metadata: { ...scale.metadata, managedFields } } as KubernetesObject;
}

/** What an apply to the scale makes of the object. */
function scaleByApply(exchange: Exchange, old: KubernetesObject): Wanted {
  const { name, namespace, applied } = exchange.request;
  if (!applied) throw new Error("nothing is applied");
  const written = unappliable(applied, scaleKind);
  if (written) return { refused: written };
  const misplaced = misplacedStatus(scaleKind, applied, namespace, applied.metadata.name ? name : undefined);
  if (misplaced) return { refused: misplaced };
  const scale = ownedScale(old);
  const manager = { ...managerOf(exchange), apiVersion: apiVersionOf(scaleKind) };
  const result = serverSideApply(scale, applied, manager, exchange.options.force === true);
  if ("refused" in result) return result;
  const repeated = repeatedKeyProblem(exchange);
  if (repeated) return { refused: repeated };
  const { spec } = result.object as { readonly spec?: { readonly replicas?: number } };
  const wanted = { ...(old as { readonly spec?: object }).spec, replicas: spec?.replicas ?? 0 };
  return { object: { ...old, spec: wanted } as KubernetesObject, applied: result };
}

/** What a write to the scale makes of the object: another number of replicas, nothing else. Models ScaleREST (v1.34). */
function wantedScale(exchange: Exchange, old: KubernetesObject): Wanted {
  const { kind, namespace, name = "", body, change, quote, isConverted } = exchange.request;
  const current = scaleOf(old);
  const written = change ? change(current) : (body ?? current);
  if (written.kind === "Status") return { refused: written as Status };
  if (written === current) return { object: old };
  const words = quote && { quote: quote(current), isConverted: isConverted === true };
  const scale = written as KubernetesObject;
  const decoded = decodeObject(scaleKind, scale, exchange.options.fieldValidation, exchange.request, words);
  if ("refused" in decoded) return decoded;
  exchange.warn(decoded.warnings);
  const misplaced = misplacedStatus(kind, decoded.object, namespace, name);
  if (misplaced) return { refused: misplaced };
  const { metadata, spec } = decoded.object as KubernetesObject & { readonly spec?: { readonly replicas?: number } };
  const { uid, resourceVersion } = metadata;
  if (uid && uid !== old.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    return { refused: conflict(kind, name, why, "scale") };
  }
  const wanted = { ...(old as { readonly spec?: object }).spec, replicas: spec?.replicas ?? 0 };
  const { resourceVersion: _, ...kept } = old.metadata;
  const versioned = { ...kept, ...(resourceVersion && { resourceVersion }) };
  return { object: { ...old, metadata: versioned, spec: wanted } as KubernetesObject };
}

/** What an update or a patch wants in place of what is stored; the stored object itself when nothing is to change. */
export function wantedObject(exchange: Exchange, old: KubernetesObject): Wanted {
  const { kind, namespace, name, body, change, read, subresource, applied, quote, isConverted } = exchange.request;
  if (applied) return subresource === "scale" ? scaleByApply(exchange, old) : wantedByApply(exchange, old);
  if (subresource === "scale" && read) return wantedScale(exchange, old);
  const wanted = change ? change(old) : (body ?? old);
  if (wanted.kind === "Status") return { refused: wanted as Status };
  if (wanted === old) return { object: old };
  // In-process clients compute what they want from typed objects: only what came off the wire needs decoding.
  const isTyped = change && !read;
  // A patch may have taken the metadata away.
  const object = "metadata" in wanted && wanted.metadata ? wanted : ({ ...wanted, metadata: {} } as KubernetesObject);
  if (isTyped || subresource === "scale") return { object };
  const words = quote && { quote: quote(old), isConverted: isConverted === true };
  const decoded = decodeObject(kind, object, exchange.options.fieldValidation, exchange.request, words);
  if ("refused" in decoded) return decoded;
  exchange.warn(decoded.warnings);
  const misplaced = misplacedStatus(kind, decoded.object, namespace, name);
  if (misplaced) return { refused: misplaced };
  const place = { name: old.metadata.name, ...(kind.namespaced && { namespace: old.metadata.namespace }) };
  return { object: { ...decoded.object, metadata: { ...decoded.object.metadata, ...place } } };
}
