import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import { type CompiledSelector, matches } from "../../api/selector.ts";
import { parseSelector } from "../../api/selectorText.ts";
import { badRequest } from "../status.ts";
import { type FieldSelector, fieldProblem, matchesFields, parseFieldSelector } from "./fieldSelector.ts";

/** Which objects of a collection a request means. */
export interface Selection {
  readonly labels: CompiledSelector;
  readonly fields: FieldSelector;
}

/**
 * The selectors of a list or of a deletion of many, or why they are none.
 * Models metav1's ListOptions as ListResource reads them (apiserver/pkg/endpoints/handlers/get.go, v1.34).
 */
export function selectionOf(
  kind: KindInfo,
  { labelSelector = "", fieldSelector = "" }: { readonly [name: string]: string },
): Selection | { readonly refused: Status } {
  const labels = parseSelector(labelSelector);
  if ("error" in labels) return { refused: badRequest(labels.error) };
  const fields = parseFieldSelector(fieldSelector);
  if ("error" in fields) return { refused: badRequest(fields.error) };
  const problem = fieldProblem(fields, kind);
  return problem === null ? { labels, fields } : { refused: badRequest(problem) };
}

export function isSelected(selection: Selection | undefined, object: KubernetesObject): boolean {
  if (!selection) return true;
  return matches(selection.labels, object.metadata.labels) && matchesFields(selection.fields, object);
}
