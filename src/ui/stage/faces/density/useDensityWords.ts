import { densityEn } from "../../../../i18n/density.en.ts";
import { densityZhCN } from "../../../../i18n/density.zhCN.ts";
import { requestedShare } from "../../../../projection/stage/density.ts";
import type { NodeFrame } from "../../../../projection/stage/reveal/nodes.ts";
import { useWords } from "../../../components/useWords.ts";

export const useDensityWords = () => useWords(densityEn, densityZhCN);

export type DensityWords = ReturnType<typeof useDensityWords>;

/** A node in a sentence: `node-0123, 62 % requested, refused: Insufficient cpu`. `unseen`: the search passed it by. */
export function describeNode(w: DensityWords, node: NodeFrame, unseen: boolean): string {
  return [
    node.name,
    w("requested", { percent: Math.round(100 * requestedShare(node)) }),
    standingOf(w, node, unseen),
  ].join(", ");
}

export function standingOf(w: DensityWords, node: NodeFrame, unseen: boolean): string {
  const total = node.total ?? 0;
  switch (node.state) {
    case "refused":
      return w("refused", { reasons: node.verdict?.reasons.join(", ") ?? "" });
    case "now":
      return w("now");
    case "toCome":
      return w("toCome");
    case "passed":
      return w("fits");
    case "scored":
      return w("scored", { total });
    case "picked":
      return node.total === null ? w("picked") : `${w("picked")}, ${w("scored", { total })}`;
    case "notPicked":
      return w("notPicked", { total });
    case "resting": {
      if (unseen) return w("unseen");
      const pods = w("pods", { count: node.pods.length });
      return node.pods.some(({ own }) => own) ? `${pods}, ${w("own")}` : pods;
    }
  }
}
