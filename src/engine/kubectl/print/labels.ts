import type { LabelSelector, LabelSelectorRequirement } from "../../api/meta.ts";

/** `app=web,tier=front`, by key; `<none>` for no labels. Models labels.FormatLabels of apimachinery (v1.34). */
export function labelsText(labels: { readonly [key: string]: string } | undefined): string {
  const text = Object.keys(labels ?? {})
    .sort()
    .map((key) => `${key}=${labels?.[key]}`)
    .join(",");
  return text === "" ? "<none>" : text;
}

/** A selector as it would be typed behind `-l`; the empty text for one that selects everything. Models Selector.String (v1.34). */
export function selectorText(selector: LabelSelector | null | undefined): string {
  const requirements = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` })),
    ...(selector?.matchExpressions ?? []).map((each) => ({ key: each.key, text: requirementText(each) })),
  ];
  return requirements
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(",");
}

function requirementText({ key, operator, values = [] }: LabelSelectorRequirement): string {
  const set = `(${[...values].sort().join(",")})`;
  if (operator === "In") return `${key} in ${set}`;
  if (operator === "NotIn") return `${key} notin ${set}`;
  return operator === "DoesNotExist" ? `!${key}` : key;
}

/** As selectorText, with `<none>` for no requirement at all. Models metav1.FormatLabelSelector (v1.34). */
export function labelSelectorText(selector: LabelSelector | null | undefined): string {
  return selectorText(selector) || "<none>";
}
