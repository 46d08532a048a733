import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { DecisionRecord } from "../../engine/index.ts";
import {
  type Consequence,
  consequenceOf,
  type Ranking,
  type Weights,
  weightOf,
} from "../../projection/decision/weights.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { keepWeights } from "../../state/weights.ts";
import { Button } from "../components/Button.tsx";
import { Slider } from "../components/Slider.tsx";
import { scoreLook } from "../stage/scoreLetters.ts";
import { breakable } from "./names.ts";
import { useDecisionWords } from "./useDecisionWords.ts";
import styles from "./weights.module.css";

/** How far a slider goes; a weight that is configured higher stretches it. */
const highestWeight = 20;
/** Nodes that are named before the rest are only counted. */
const namedNodes = 3;

interface Props {
  readonly record: DecisionRecord;
  readonly weights: Weights;
  readonly ranking: Ranking;
  /** The sliders are in sight. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onChange: (weights: Weights) => void;
}

const selectIsCurrent = (state: PlaygroundState) => state.text === state.ranText;

/** What if a plugin weighed more? The table follows the sliders; nothing else does until it is kept. */
export function WeightsPanel({ record, weights, ranking, open, onOpen, onChange }: Props) {
  const w = useDecisionWords();
  const id = useId();
  const isCurrent = usePlayground(selectIsCurrent);
  const [writing, setWriting] = useState<"no" | "yes" | "failed">("no");
  const scores = record.score ?? [];
  const changed = Object.fromEntries(
    scores.filter((score) => weightOf(score, weights) !== score.weight).map(({ plugin }) => [plugin, weights[plugin]]),
  );
  const isChanged = Object.keys(changed).length > 0;
  const consequence = isChanged ? consequenceOf(record, ranking) : null;
  const keep = async () => {
    setWriting("yes");
    setWriting((await keepWeights(record.profile, changed)) ? "no" : "failed");
  };
  return (
    <section className={styles.weights} data-changed={isChanged || undefined}>
      <h3>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => onOpen(!open)}>
          {open ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
          {w("weights")}
        </button>
      </h3>
      <div aria-live="polite">
        {consequence ? (
          <p className={styles.consequence} data-same={consequence.kind === "same" || undefined}>
            <Said consequence={consequence} />
          </p>
        ) : null}
        {writing === "failed" ? <p className={styles.problem}>{w("notKept")}</p> : null}
      </div>
      {isChanged ? (
        <div className={styles.actions}>
          <Button
            primary
            disabled={!isCurrent || writing === "yes"}
            title={w(isCurrent ? "keepNote" : "textChanged")}
            onClick={() => void keep()}
          >
            {w(writing === "yes" ? "keeping" : "keep")}
          </Button>
          <Button onClick={() => onChange({})}>{w("reset")}</Button>
        </div>
      ) : null}
      <div id={id} hidden={!open}>
        {open
          ? scores.map((score) => {
              const { plugin, weight } = score;
              const look = scoreLook(plugin);
              const now = weightOf(score, weights);
              return (
                <div key={plugin} className={styles.row}>
                  <span
                    className={styles.letter}
                    style={{ background: look.background, color: look.color }}
                    aria-hidden
                  >
                    {look.letter}
                  </span>
                  <span className={styles.plugin}>{breakable(plugin)}</span>
                  <Slider
                    label={w("weightOf", { plugin })}
                    valueText={w("weightText", { weight: now, was: weight })}
                    value={now}
                    min={0}
                    max={Math.max(highestWeight, weight)}
                    onChange={(to) => onChange({ ...weights, [plugin]: to })}
                  />
                  <span className={styles.value}>×{now}</span>
                  <span className={styles.was}>{now === weight ? null : w("was", { weight })}</span>
                </div>
              );
            })
          : null}
      </div>
    </section>
  );
}

function Said({ consequence }: { readonly consequence: Consequence }) {
  const w = useDecisionWords();
  switch (consequence.kind) {
    case "same": {
      const { node, total, second } = consequence;
      return w("same", { node, total, second: second?.node ?? "", secondTotal: second?.total ?? 0 });
    }
    case "tied":
      return w("tiedThen", consequence);
    case "other": {
      const { node, total, was } = consequence;
      return w("other", { node, total, was: was.node, wasTotal: was.total });
    }
    case "others": {
      const { nodes, total, was } = consequence;
      const named = nodes.slice(0, namedNodes).join(", ");
      const all = nodes.length > namedNodes ? `${named}, … (${nodes.length})` : named;
      return w("others", { nodes: all, total, was: was.node, wasTotal: was.total });
    }
  }
}
