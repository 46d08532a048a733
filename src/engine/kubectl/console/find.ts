import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { matches } from "../../api/selector.ts";
import { parseSelector } from "../../api/selectorText.ts";
import {
  fieldProblem,
  fieldSelectorText,
  matchesFields,
  parseFieldSelector,
} from "../../apiserver/listing/fieldSelector.ts";
import { objectAt, objectsOf } from "./cluster.ts";
import type { Flag } from "./flags.ts";
import { parseResources } from "./resources.ts";
import type { Call } from "./verb.ts";

/** Objects of one kind that a call points at, in the order in which they are printed. */
export interface Found {
  readonly kind: KindInfo;
  readonly objects: readonly KubernetesObject[];
}

/** What a call's arguments come to. */
export interface Findings {
  readonly kinds: readonly KindInfo[];
  readonly found: readonly Found[];
  /** Objects that were named and are not there, as the server says it. */
  readonly errors: readonly string[];
  /** Exactly one object was named. */
  readonly single: boolean;
  readonly everywhere: boolean;
}

/** The flags of `find`. */
export const findFlags: readonly Flag[] = [
  {
    name: "all-namespaces",
    short: "A",
    is: "bool",
    about:
      "If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.",
  },
  {
    name: "selector",
    short: "l",
    is: "string",
    about: "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.",
  },
];

export const fieldSelectorFlag: Flag = {
  name: "field-selector",
  is: "string",
  about: "Selector (field query) to filter on, supports '=', '==', and '!='.",
  values: ["status.phase=", "spec.nodeName=", "metadata.name="],
};

/** `deployments.apps`: how the server names a kind's resource. */
export function resourceName({ resource, group }: KindInfo): string {
  return group === "" ? resource : `${resource}.${group}`;
}

export function notFound(kind: KindInfo, name: string): string {
  return `Error from server (NotFound): ${resourceName(kind)} "${name}" not found`;
}

/**
 * The objects that the arguments and selectors of a call choose, or why the call is wrong. Models the visitors of
 * cli-runtime's pkg/resource (v1.34).
 */
export function find(call: Call, args: readonly string[] = call.args): Findings | { readonly error: string } {
  const { flags, moment, namespace } = call;
  const { records } = moment;
  const resources = parseResources(args);
  if ("error" in resources) return { error: `error: ${resources.error}` };
  const selector = parseSelector(flags.text("selector") ?? "");
  if ("error" in selector) return { error: `error: ${selector.error}` };
  const fields = parseFieldSelector(flags.text("field-selector") ?? "");
  if ("error" in fields) return { error: `error: ${fields.error}` };
  const { kinds, named } = resources;
  const everywhere = flags.is("all-namespaces");
  if (named.length > 0) {
    const selects = flags.has("selector") || flags.has("field-selector") || flags.is("all");
    if (selects && args.some((arg) => arg.includes("/")))
      return { error: "error: selectors and the all flag cannot be used when passing resource/name arguments" };
    if (selects) return { error: "error: name cannot be provided when a selector is specified" };
    if (everywhere && named.some(({ kind }) => kind.namespaced))
      return { error: "error: a resource cannot be retrieved by name across all namespaces" };
    const objects = named.map(({ kind, name }) => ({ kind, name, object: objectAt(records, kind, namespace, name) }));
    return {
      kinds,
      found: grouped(objects.flatMap(({ kind, object }) => (object ? [{ kind, objects: [object] }] : []))),
      errors: objects.flatMap(({ kind, name, object }) => (object ? [] : [notFound(kind, name)])),
      single: named.length === 1,
      everywhere,
    };
  }
  for (const kind of kinds) {
    const problem = fieldProblem(fields, kind);
    if (problem === null) continue;
    const group = kind.group === "" ? "/" : `${kind.group}/`;
    const given = `label selector "${flags.text("selector") ?? ""}", field selector "${fieldSelectorText(fields)}"`;
    return {
      error: `Error from server (BadRequest): Unable to find "${group}${kind.version}, Resource=${kind.resource}" that match ${given}: ${problem}`,
    };
  }
  const found = kinds.map((kind) => ({
    kind,
    objects: objectsOf(records, kind, everywhere ? undefined : namespace).filter(
      (object) => matches(selector, object.metadata.labels) && matchesFields(fields, object),
    ),
  }));
  return { kinds, found, errors: [], single: false, everywhere };
}

/** Neighbours of one kind in one group. */
function grouped(found: readonly Found[]): Found[] {
  const groups: Found[] = [];
  for (const each of found) {
    const last = groups.at(-1);
    if (last?.kind === each.kind) groups[groups.length - 1] = { ...last, objects: [...last.objects, ...each.objects] };
    else groups.push(each);
  }
  return groups;
}
