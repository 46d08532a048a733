import { drawn, type Ranking, type Weights } from "../../projection/decision/weights.ts";
import type { DecisionScene } from "../../projection/model.ts";
import styles from "./message.module.css";
import { useDecisionWords } from "./useDecisionWords.ts";

/** The fewest feasible nodes that the search ever ends at. */
const fewest = 100;

/** Under the Filter table: what was skipped, and how far the search went. */
export function FilterNotes({
  decision: { record, revealedNodes },
  allBlockers,
}: {
  readonly decision: DecisionScene;
  readonly allBlockers: boolean;
}) {
  const w = useDecisionWords();
  const { preFilter, sampling, nodes } = record;
  const ended = sampling.evaluated < sampling.total && revealedNodes >= (record.filter?.length ?? 0);
  return (
    <>
      {allBlockers ? <p className={styles.note}>{w("blockersNote")}</p> : null}
      {ended ? (
        <p className={styles.note}>
          {w("sampling", { ...sampling, from: nodes[0] ?? "" })}{" "}
          {sampling.share === undefined
            ? null
            : w("share", {
                share: sampling.share,
                total: sampling.total,
                adaptive: sampling.adaptive ?? false,
                floor: sampling.wanted === fewest,
              })}
        </p>
      ) : null}
      {preFilter.skip.length > 0 ? (
        <p className={styles.note} title={preFilter.skip.join(", ")}>
          {w("skippedFilter", { count: preFilter.skip.length, names: preFilter.skip.join(", ") })}
        </p>
      ) : null}
    </>
  );
}

interface ScoreNotesProps {
  readonly decision: DecisionScene;
  readonly ranking: Ranking;
  readonly weights: Weights;
  readonly seed: number;
}

/** Under the Score table: ties and who was drawn, what was skipped. */
export function ScoreNotes({ decision: { record, phase }, ranking, weights, seed }: ScoreNotesProps) {
  const w = useDecisionWords();
  const { best, totals } = ranking;
  const lot = Object.keys(weights).length === 0 ? drawn(record) : null;
  return (
    <>
      {phase === "picked" && best.length > 1 ? (
        <p className={styles.note}>
          {w("tie", { count: best.length, total: totals.get(best[0]) ?? 0 })}{" "}
          {lot && record.chosen !== null ? w("drawn", { node: record.chosen, ...lot, seed }) : null}
        </p>
      ) : null}
      {record.scoringSkipped ? <p className={styles.note}>{w("oneNode")}</p> : null}
      {record.scoreSkip && record.scoreSkip.length > 0 ? (
        <p className={styles.note}>{w("skippedScore", { names: record.scoreSkip.join(", ") })}</p>
      ) : null}
    </>
  );
}
