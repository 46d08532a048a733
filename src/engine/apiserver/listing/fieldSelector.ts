import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";

/** Fields that a kind can be selected by, beside its name and, for most, its namespace. Models the strategies' field labels (v1.34). */
const fields: { readonly [kind: string]: readonly string[] } = {
  Pod: [
    ...["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork"],
    ...["status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName", "spec.host"],
  ],
  Node: ["spec.unschedulable"],
  Namespace: ["status.phase"],
  Secret: ["type"],
  Event: [
    ...["involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid"],
    ...["involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath"],
    ...["reason", "reportingComponent", "source", "type"],
  ],
  Job: ["status.successful"],
  Service: ["spec.clusterIP", "spec.type"],
  ReplicaSet: ["status.replicas"],
  CertificateSigningRequest: ["spec.signerName"],
  ReplicationController: ["status.replicas"],
};

/** What an absent field counts as, where that is not the empty text. */
const zero: { readonly [field: string]: string } = {
  "spec.unschedulable": "false",
  "spec.hostNetwork": "false",
  "status.successful": "0",
  "status.replicas": "0",
};

interface Term {
  readonly field: string;
  readonly value: string;
  readonly equal: boolean;
}

export type FieldSelector = readonly Term[];

/** `status.phase!=Running,spec.nodeName=node-1`, or why it is none. Models fields.ParseSelector of apimachinery (v1.34). */
export function parseFieldSelector(text: string): FieldSelector | { readonly error: string } {
  const terms: Term[] = [];
  for (const part of text.split(",")) {
    if (part === "") continue;
    const match = /^([^=!]*)(!=|==|=)(.*)$/.exec(part);
    if (!match) return { error: `invalid selector: '${part}'; can't understand '${part}'` };
    terms.push({ field: match[1], value: match[3], equal: match[2] !== "!=" });
  }
  return terms;
}

/** The one name that a selector leaves open: a list of it is authorized as a list of that object (requestinfo.go, v1.34). */
export function nameSelected(text = ""): string | undefined {
  const selector = parseFieldSelector(text);
  if ("error" in selector) return undefined;
  return selector.find(({ field, equal, value }) => field === "metadata.name" && equal && value !== "")?.value;
}

/** How each kind's conversion says that a field is none to select by. */
const unsupported: { readonly [kind: string]: (field: string) => string } = {
  Job: (field) => `field label ${JSON.stringify(field)} not supported for Job`,
  ReplicationController: (field) => `field label ${JSON.stringify(field)} not supported for ReplicationController`,
};

/** Why objects of a kind can't be selected so, as the API server says it; null when they can. */
export function fieldProblem(selector: FieldSelector, kind: KindInfo): string | null {
  const own = fields[kind.kind] ?? [];
  const isPlaced = kind.namespaced || own.length === 0;
  const known = ["metadata.name", ...(isPlaced ? ["metadata.namespace"] : []), ...own];
  const unknown = selector.find(({ field }) => !known.includes(field));
  if (!unknown) return null;
  const { field } = unknown;
  const words = Object.hasOwn(unsupported, kind.kind) ? unsupported[kind.kind] : undefined;
  if (words) return words(field);
  if (kind.group === "" && fields[kind.kind]) return `field label not supported: ${field}`;
  return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

/** The selector as upstream writes it. */
export function fieldSelectorText(selector: FieldSelector): string {
  return selector.map(({ field, value, equal }) => `${field}${equal ? "=" : "!="}${value}`).join(",");
}

export function matchesFields(selector: FieldSelector, object: KubernetesObject): boolean {
  return selector.every(({ field, value, equal }) => (fieldText(object, field) === value) === equal);
}

function fieldText(object: KubernetesObject, field: string): string {
  // Clients of the first versions still ask for the node so.
  if (field === "spec.host") return fieldText(object, "spec.nodeName");
  // What an address list is compared with is nothing: upstream knows the name, and has no value for it.
  if (field === "status.podIPs") return "";
  if (field === "source") return fieldText(object, "source.component") || fieldText(object, "reportingComponent");
  let at: unknown = field === "status.successful" ? { status: { successful: succeeded(object) } } : object;
  for (const name of field.split(".")) at = (at as { [key: string]: unknown } | undefined)?.[name];
  return at === undefined || at === null ? (zero[field] ?? "") : String(at);
}

function succeeded(object: KubernetesObject): unknown {
  return (object as { status?: { succeeded?: number } }).status?.succeeded;
}
