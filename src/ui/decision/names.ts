/** `NodeResourcesFit` → two lines for a narrow column head; where columns are many, lines that may break further. */
export function twoLines(plugin: string, areMany = false): readonly [string, string] {
  const words = plugin.match(/[A-Z][a-z0-9]*/g) ?? [plugin];
  let [best, difference] = [1, Number.POSITIVE_INFINITY];
  for (let i = 1; i < words.length; i++) {
    const gap = Math.abs(words.slice(0, i).join("").length - words.slice(i).join("").length);
    if (gap < difference) [best, difference] = [i, gap];
  }
  const line = (some: readonly string[]): string =>
    areMany ? some.join("\u200B").replace("Unsched", "Un\u00ADsched") : some.join("");
  return [line(words.slice(0, best)), line(words.slice(best))];
}

/** Short heads for wide tables; the full name is the column's title. */
const shortNames: { readonly [plugin: string]: string } = {
  TaintToleration: "Taint",
  NodeAffinity: "Affinity",
  NodeResourcesFit: "Fit",
  PodTopologySpread: "Spread",
  InterPodAffinity: "InterPod",
  NodeResourcesBalancedAllocation: "Balan.",
  ImageLocality: "Image",
};

export const shortName = (plugin: string): string => shortNames[plugin] ?? plugin;

/** A plugin's name that may break between its words. */
export const breakable = (plugin: string): string => plugin.replace(/([a-z])(?=[A-Z])/g, "$1\u200B");

/** What all names of machines end in, from their first dot on: `.eu-central-1.compute.internal`. Rows leave it out. */
export function sharedDomain(names: readonly string[]): string {
  const [first = ""] = names;
  const dot = first.indexOf(".");
  const domain = dot > 0 ? first.slice(dot) : "";
  return names.length > 1 && names.every((name) => name.endsWith(domain) && name.length > domain.length) ? domain : "";
}
