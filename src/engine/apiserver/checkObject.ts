import type { Service } from "../api/core.ts";
import { type KindInfo, kindOf } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import { goForm } from "./decoding/goForm.ts";
import { decode, decodingRefusal } from "./decoding/index.ts";
import { applyDefaults } from "./defaulting/index.ts";
import { badRequest } from "./status.ts";
import { prepareForCreate } from "./strategy/index.ts";
import { allocationErrors } from "./strategy/service.ts";
import { formatFieldPath } from "./validation/index.ts";
import { invalidStatus, validationStatus } from "./validationStatus.ts";
import { storedVersion } from "./versions.ts";

/** What the API server would say to a create of one object in an empty cluster. */
export interface CheckedObject {
  readonly status: Status | null;
  /** Field paths with their messages, in upstream's order; empty for a valid object. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

function cannotBeHandled({ kind, version }: KindInfo, why: string): string {
  return `${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`;
}

/** The first field whose value is of the wrong type, or null: what nobody can make sense of, not even leniently. */
export function decodingProblem(object: KubernetesObject): CheckedObject["errors"][number] | null {
  const kind = kindOf(object.apiVersion, object.kind);
  const { fatal } = decode(object);
  if (!kind || !fatal) return null;
  return { path: formatFieldPath(fatal.path), message: cannotBeHandled(kind, fatal.message) };
}

/**
 * Decoding, defaulting and validation of one object, without a cluster: what the editor marks and `validate` prints.
 * Admission is left out: it needs to know what else there is.
 */
export function checkObject(object: KubernetesObject): CheckedObject {
  const kind = kindOf(object.apiVersion, object.kind);
  if (!kind?.served) return { status: null, errors: [] };
  const refusal = decodingRefusal(object);
  if (refusal !== null) {
    const text = cannotBeHandled(kind, refusal);
    const { fatal, strict } = decode(object);
    const problems = fatal ? [fatal] : strict;
    const errors = problems.map(({ path, message }) => ({ path: formatFieldPath(path), message }));
    return { status: badRequest(text), errors };
  }
  const namespace = kind.namespaced ? { namespace: object.metadata.namespace ?? "default" } : {};
  // The API server names such an object before it validates it; any suffix will do here.
  const { name, generateName } = object.metadata;
  const generated = !name && generateName ? { name: `${generateName}xxxxx` } : {};
  const named = goForm({ ...object, metadata: { ...object.metadata, ...namespace, ...generated } });
  const defaulted = storedVersion(applyDefaults(named));
  const impossible = defaulted.kind === "Service" ? allocationErrors(defaulted as Service, []) : [];
  const status = invalidStatus(defaulted, impossible) ?? validationStatus(prepareForCreate(defaulted));
  const errors = (status?.details?.causes ?? []).map(({ field = "", message = "" }) => ({ path: field, message }));
  return { status, errors };
}
