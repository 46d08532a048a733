import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import { type CompiledSelector, matches } from "../../api/selector.ts";
import { parseSelector } from "../../api/selectorText.ts";
import { badRequest } from "../status.ts";
import { type FieldSelector, fieldProblem, matchesFields, parseFieldSelector } from "./fieldSelector.ts";
import { listOptionsProblem } from "./listOptions.ts";
import { type Page, paged, pageOf } from "./page.ts";

/** Which objects of a collection a request means. */
export interface Selection {
  readonly labels: CompiledSelector;
  readonly fields: FieldSelector;
  readonly page: Page;
  /** The cluster has to be at least as far. */
  readonly since?: string;
}

/**
 * The selectors of a list or of a deletion of many, or why they are none.
 * Models metav1's ListOptions as ListResource reads them (apiserver/pkg/endpoints/handlers/get.go, v1.34).
 */
export function selectionOf(
  kind: KindInfo,
  query: { readonly [name: string]: string },
): Selection | { readonly refused: Status } {
  const { labelSelector = "", fieldSelector = "", resourceVersion } = query;
  const labels = parseSelector(labelSelector);
  if ("error" in labels) return { refused: badRequest(labels.error) };
  const fields = parseFieldSelector(fieldSelector);
  if ("error" in fields) return { refused: badRequest(fields.error) };
  const problem = fieldProblem(fields, kind);
  if (problem !== null) return { refused: badRequest(problem) };
  const refused = listOptionsProblem(query);
  if (refused) return { refused };
  const page = pageOf(query);
  if ("refused" in page) return page;
  return { labels, fields, page, ...(resourceVersion && { since: resourceVersion }) };
}

/** The objects of a collection that are meant, and what the list's metadata say of those behind them. */
export function selected<T extends KubernetesObject>(
  selection: Selection | undefined,
  objects: readonly T[],
  place: { readonly namespace: string | undefined; readonly revision: number },
): { readonly items: readonly T[]; readonly metadata: object } {
  if (!selection) return { items: objects, metadata: {} };
  const { labels, fields, page } = selection;
  const isWhole = fields.length === 0 && labels.requirements.length === 0;
  const meant = isWhole ? objects : objects.filter((object) => isSelected(selection, object));
  return paged(meant, page, { ...place, isWhole });
}

function isSelected(selection: Selection, object: KubernetesObject): boolean {
  return matches(selection.labels, object.metadata.labels) && matchesFields(selection.fields, object);
}
