import type { KindInfo } from "../api/kinds.ts";
import type { Status } from "../api/meta.ts";

/**
 * The refusals of the API server. Texts as staging/src/k8s.io/apimachinery/pkg/api/errors (v1.34).
 */

type Details = NonNullable<Status["details"]>;

function failure(code: number, reason: string | undefined, message: string, details?: Details): Status {
  return {
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    code,
    message,
    ...(reason !== undefined && { reason }),
    ...(details && { details }),
  };
}

const qualified = (kind: KindInfo): string => (kind.group === "" ? kind.resource : `${kind.resource}.${kind.group}`);
const detailsOf = (kind: KindInfo, name: string): Details => ({
  ...(name && { name }),
  ...(kind.group && { group: kind.group }),
  kind: kind.resource,
});

export function badRequest(message: string): Status {
  return failure(400, "BadRequest", message);
}

export function forbidden(kind: KindInfo, name: string, why: string): Status {
  const subject = name === "" ? `${qualified(kind)} is forbidden` : `${qualified(kind)} "${name}" is forbidden`;
  return failure(403, "Forbidden", `${subject}: ${why}`, detailsOf(kind, name));
}

export function notFound(kind: KindInfo, name: string): Status {
  return failure(404, "NotFound", `${qualified(kind)} "${name}" not found`, detailsOf(kind, name));
}

/** 404 of a path that no resource has. */
export function noSuchResource(): Status {
  return failure(404, "NotFound", "the server could not find the requested resource", {});
}

export function alreadyExists(kind: KindInfo, name: string, terminating: boolean): Status {
  const message = `${qualified(kind)} "${name}" already exists`;
  return failure(
    409,
    "AlreadyExists",
    terminating ? `object is being deleted: ${message}` : message,
    detailsOf(kind, name),
  );
}

const modified = "the object has been modified; please apply your changes to the latest version and try again";

export function conflict(kind: KindInfo, name: string, why: string = modified, subresource?: string): Status {
  const resource = qualified(subresource ? { ...kind, resource: `${kind.resource}/${subresource}` } : kind);
  return failure(409, "Conflict", `Operation cannot be fulfilled on ${resource} "${name}": ${why}`, {
    ...detailsOf(kind, name),
    kind: subresource ? `${kind.resource}/${subresource}` : kind.resource,
  });
}

export interface FieldProblem {
  /** `FieldValueRequired`, `FieldValueInvalid`, … */
  readonly reason: string;
  readonly field: string;
  readonly message: string;
}

/** 422 with every field error: one alone, or a bracketed list. */
export function invalid(kind: KindInfo, name: string, problems: readonly FieldProblem[]): Status {
  // What is told twice is a cause twice, but stands in the message once.
  const texts = [...new Set(problems.map(({ field, message }) => `${field}: ${message}`))];
  const list = texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
  const qualifiedKind = kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`;
  return failure(422, "Invalid", `${qualifiedKind} "${name}" is invalid: ${list}`, {
    ...(name && { name }),
    ...(kind.group && { group: kind.group }),
    kind: kind.kind,
    causes: problems.map(({ reason, field, message }) => ({ reason, field, message })),
  });
}

export function internalError(why: string): Status {
  return failure(500, "InternalError", `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

/** 422 about the options of a request. */
export function invalidOptions(options: string, problems: readonly FieldProblem[]): Status {
  return invalid(optionsKind(options), "", problems);
}

function optionsKind(kind: string): KindInfo {
  const place = { group: "meta.k8s.io", version: "v1", kind, resource: "", shortNames: [] };
  return { ...place, namespaced: false, etcdPrefix: "", simulated: false, served: false };
}

/** A patch that leaves something that cannot be read; of what kind it was to be, upstream does not say. */
export function unreadablePatch(field: FieldProblem): Status {
  const { message } = field;
  return failure(422, "Invalid", ` "" is invalid: ${field.field}: ${message}`, { causes: [{ ...field }] });
}

/** A JSON patch whose operations do not apply. */
export function unprocessable(): Status {
  return failure(422, "Invalid", "the server rejected our request due to an error in our request", {});
}

export function unsupportedMediaType(supported: readonly string[]): Status {
  const list = supported.join(", ");
  const message = `the body of the request was in an unknown format - accepted media types include: ${list}`;
  return failure(415, "UnsupportedMediaType", message);
}

export function methodNotAllowed(): Status {
  return failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
}

/** An error that upstream never gave a reason. */
export function plainError(message: string): Status {
  return failure(500, undefined, message);
}

/** 504 of a list that is to be newer than the cluster. */
export function tooLargeVersion(wanted: string, current: number): Status {
  const why = "Too large resource version";
  return failure(504, "Timeout", `Timeout: ${why}: ${wanted}, current: ${current}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: why }],
    retryAfterSeconds: 1,
  });
}

/** 429 of an eviction that a disruption budget does not allow. */
export function tooManyEvictions(why: string, retryAfterSeconds?: number): Status {
  return failure(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    causes: [{ reason: "DisruptionBudget", message: why }],
  });
}

/** The refusal of a webhook, with the code and the reason that it gave. */
export function webhookDenied(
  webhook: string,
  { code = 0, reason, message }: { readonly code?: number; readonly reason?: string; readonly message?: string },
): Status {
  const denied = `admission webhook "${webhook}" denied the request`;
  // Upstream explains with the reason, should there be no message.
  const text = message ? `${denied}: ${message}` : reason ? `${denied}: ${reason}` : `${denied} without explanation`;
  return failure(code < 400 ? 400 : code, reason, text);
}

/** 409 of an apply: fields that other managers own with other values. */
export function applyConflict(
  conflicts: readonly { readonly title: string; readonly paths: readonly string[] }[],
): Status {
  const all = conflicts.flatMap(({ title, paths }) => paths.map((path) => ({ title, path })));
  const noun = (count: number): string => (count === 1 ? "conflict" : "conflicts");
  const [only] = all;
  const text =
    all.length === 1 && only
      ? `conflict with ${only.title}: ${only.path}`
      : conflicts
          .map(({ title, paths }) => [`conflicts with ${title}:`, ...paths.map((path) => `- ${path}`)].join("\n"))
          .join("\n");
  return failure(409, "Conflict", `Apply failed with ${all.length} ${noun(all.length)}: ${text}`, {
    causes: all.map(({ title, path }) => ({
      reason: "FieldManagerConflict",
      message: `conflict with ${title}`,
      field: path,
    })),
  });
}

const policyCodes: { readonly [reason: string]: number } = {
  Unauthorized: 401,
  Forbidden: 403,
  RequestEntityTooLarge: 413,
  Invalid: 422,
};

/** The refusal of a ValidatingAdmissionPolicy, with the reason that it gives. */
export function policyDenied(kind: KindInfo, name: string, why: string, reason: string): Status {
  const status = forbidden(kind, name, why);
  const details = { ...status.details, causes: [{ message: why }] };
  return { ...status, code: policyCodes[reason] ?? 422, reason, details };
}
