/** The letter and the colour of each scoring plugin's segment, in upstream's order of plugins. */
const letters: { readonly [plugin: string]: string } = {
  TaintToleration: "T",
  NodeAffinity: "A",
  NodeResourcesFit: "F",
  PodTopologySpread: "S",
  InterPodAffinity: "P",
  NodeResourcesBalancedAllocation: "B",
  ImageLocality: "I",
};

export interface ScoreLook {
  readonly letter: string;
  readonly background: string;
  readonly color: string;
}

export function scoreLook(plugin: string): ScoreLook {
  const letter = letters[plugin];
  if (!letter) return { letter: plugin.slice(0, 1), background: "var(--accent-mid)", color: "var(--ink)" };
  return { letter, background: `var(--sc-${letter})`, color: `var(--sc-${letter}-ink, var(--ink))` };
}
