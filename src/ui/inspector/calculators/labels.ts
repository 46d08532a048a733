import type { TopologySpreadConstraint } from "../../../engine/index.ts";

type Labels = { readonly [key: string]: string };

export function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

/** The labels in `app=web, tier=front`; what has no key is left out. */
export function labelsOf(text: string): Labels {
  const pairs = text.split(",").map((part): [string, string] => {
    const [key, ...value] = part.split("=");
    return [key.trim(), value.join("=").trim()];
  });
  return Object.fromEntries(pairs.filter(([key]) => key !== ""));
}

/** A selector as kubectl prints it. */
export function selectorText(selector: TopologySpreadConstraint["labelSelector"]): string {
  const parts = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`),
    ...(selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
      if (operator === "Exists") return key;
      if (operator === "DoesNotExist") return `!${key}`;
      return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
    }),
  ];
  return parts.length > 0 ? parts.join(",") : "<none>";
}
