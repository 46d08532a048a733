import { Crown } from "lucide-react";
import { useMemo } from "react";
import type { NodeFrame } from "../../../../projection/stage/reveal/nodes.ts";
import styles from "./density.module.css";
import { type DensityWords, useDensityWords } from "./useDensityWords.ts";

type Sign = "share" | "points" | "refused" | "now" | "passed" | "toCome" | "own" | "picked";

/** What there is to be told apart among these nodes, in the order in which it comes up. */
export function signsOf(nodes: readonly NodeFrame[]): Sign[] {
  const seen = new Set<Sign>();
  for (const { state, total, crown, pods } of nodes) {
    if (state === "refused") seen.add("refused");
    else seen.add(total === null ? "share" : "points");
    if (state === "now" || state === "passed" || state === "toCome") seen.add(state);
    if (crown > 0) seen.add("picked");
    else if (total === null && pods.some(({ own }) => own)) seen.add("own");
  }
  return order.filter((sign) => seen.has(sign));
}

const order: readonly Sign[] = ["share", "points", "refused", "now", "passed", "toCome", "own", "picked"];

const words: { readonly [S in Sign]: Parameters<DensityWords>[0] } = {
  share: "share",
  points: "points",
  refused: "refusedShort",
  now: "now",
  passed: "fits",
  toCome: "toCome",
  own: "own",
  picked: "picked",
};

/** What the cells mean, in words: as many signs as there are among them. */
export function Legend({ nodes, height }: { readonly nodes: readonly NodeFrame[]; readonly height: number }) {
  const w = useDensityWords();
  const say = w as (key: (typeof words)[Sign]) => string;
  const signs = useMemo(() => signsOf(nodes), [nodes]);
  return (
    <ul className={styles.legend} style={{ height }} aria-label={w("legend")}>
      {signs.map((sign) => (
        <li key={sign}>
          <span className={styles.sign} data-sign={sign} aria-hidden>
            {sign === "picked" ? <Crown size={10} strokeWidth={2.4} /> : null}
          </span>
          {say(words[sign])}
        </li>
      ))}
    </ul>
  );
}
