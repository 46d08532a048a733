import type { DecisionRecord } from "../../engine/index.ts";
import { drawn, type Ranking, type Weights } from "../../projection/decision/weights.ts";
import type { DecisionScene } from "../../projection/model.ts";
import styles from "./message.module.css";
import { useDecisionWords } from "./useDecisionWords.ts";

/** The fewest feasible nodes that the search ever ends at. */
const fewest = 100;

/** Under the Filter table: how far the search went. */
export function FilterNotes({
  decision: { record, revealedNodes },
  allBlockers,
}: {
  readonly decision: DecisionScene;
  readonly allBlockers: boolean;
}) {
  const w = useDecisionWords();
  const { sampling, nodes, filter, nominatedNodeFits } = record;
  const ended =
    nominatedNodeFits === undefined &&
    sampling.evaluated < sampling.total &&
    revealedNodes >= (record.filter?.length ?? 0);
  const others = (filter?.length ?? 1) - 1;
  return (
    <>
      {allBlockers ? <p className={styles.note}>{w("blockersNote")}</p> : null}
      {nominatedNodeFits !== undefined && revealedNodes > 0 ? (
        <p className={styles.note}>{w("nominated", { node: nominatedNodeFits, others })}</p>
      ) : null}
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
    </>
  );
}

interface ScoreNotesProps {
  readonly decision: DecisionScene;
  readonly ranking: Ranking;
  readonly weights: Weights;
  readonly seed: number;
}

/** Under the Score table: ties and who was drawn. */
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
    </>
  );
}

/** Which plugins were not asked. It comes last: the numbers of the cell are what the beat is about. */
export function SkipNote({ record, point }: { readonly record: DecisionRecord; readonly point: "filter" | "score" }) {
  const w = useDecisionWords();
  const skipped = (point === "filter" ? record.preFilter.skip : record.scoreSkip) ?? [];
  if (skipped.length === 0) return null;
  const names = skipped.join(", ");
  return point === "filter" ? (
    <p className={styles.note} title={names}>
      {w("skippedFilter", { count: skipped.length, names })}
    </p>
  ) : (
    <p className={styles.note}>{w("skippedScore", { names })}</p>
  );
}
