import type { Random } from "../../kernel/random.ts";
import type { Chooser } from "../framework/interface.ts";

/** Ties go to the node whose name comes first. */
export const firstByName: Chooser = {
  pick(nodes) {
    let best = 0;
    for (let i = 1; i < nodes.length; i++) if (nodes[i]!.name < nodes[best]!.name) best = i;
    return best;
  },
  offset: () => 0,
};

/** Ties are drawn, as upstream does, from a seeded generator. */
export function seededChooser(random: Random): Chooser {
  const ties = random.split("ties");
  const offsets = random.split("offset");
  return { pick: (nodes) => ties.integer(nodes.length), offset: (bound) => offsets.integer(bound) };
}
