const isFields = (value: unknown): value is { readonly [field: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A label selector as one line of text, its requirements by key: `app=web,tier in (a,b)`. */
export function canonicalSelector(selector: unknown): string {
  if (!isFields(selector)) return "";
  const { matchLabels, matchExpressions } = selector;
  const isPlainMap = matchLabels === undefined && matchExpressions === undefined;
  const labels = isPlainMap ? selector : isFields(matchLabels) ? matchLabels : {};
  const equal = Object.entries(labels).map(([key, value]) => ({ key, text: `${key}=${String(value)}` }));
  const others = (Array.isArray(matchExpressions) ? matchExpressions : []).filter(isFields).map((requirement) => {
    const key = String(requirement.key);
    const values = [...(Array.isArray(requirement.values) ? requirement.values : [])].sort().join(",");
    const texts: { readonly [operator: string]: string } = {
      In: `${key} in (${values})`,
      NotIn: `${key} notin (${values})`,
      Exists: key,
      DoesNotExist: `!${key}`,
    };
    return { key, text: texts[String(requirement.operator)] ?? key };
  });
  return [...equal, ...others]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(",");
}
