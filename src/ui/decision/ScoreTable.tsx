import { Crown } from "lucide-react";
import { useMemo } from "react";
import type { PluginScore } from "../../engine/index.ts";
import { type NodeRow, sortedByScore } from "../../projection/decision/rows.ts";
import { type Ranking, type Weights, weightOf } from "../../projection/decision/weights.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { scoreLook } from "../stage/scoreLetters.ts";
import { Grid, type GridCell, type GridColumn, type GridRow } from "./Grid.tsx";
import styles from "./grid.module.css";
import { sharedDomain, shortName } from "./names.ts";
import type { TableProps } from "./tableProps.ts";
import { useDecisionWords } from "./useDecisionWords.ts";

/** Scores as numbers, as numbers on a ground that says how high they are, or as stacked bars. */
export type ScoreLooks = "numbers" | "heat" | "bars";

interface ScoreTableProps extends TableProps {
  readonly decision: DecisionScene;
  readonly rows: readonly NodeRow[];
  readonly ranking: Ranking;
  readonly weights: Weights;
  readonly looks: ScoreLooks;
}

/** Below this share of the longest bar a letter does not fit into its segment. */
const letterShare = 0.09;

/** Score: contribution large, normalised small; the total with its parts. Sorted by total, ties by name. */
export function ScoreTable({
  decision,
  rows,
  ranking,
  weights,
  looks,
  marked,
  sort,
  chosen,
  ...grid
}: ScoreTableProps) {
  const w = useDecisionWords();
  const { record, revealedScores, phase } = decision;
  const scores = record.score ?? [];
  const { totals, best } = ranking;
  const highest = Math.max(1, totals.get(best[0]) ?? 0);
  const tied = useMemo(() => new Set(phase === "picked" && best.length > 1 ? best : []), [phase, best]);
  const nodes = useMemo(() => {
    const found = new Set(rows.map(({ node }) => node));
    const points = (node: string, plugin: string): number => {
      const score = record.score?.find((one) => one.plugin === plugin);
      return score ? (score.normalized[node] ?? 0) * weightOf(score, weights) : 0;
    };
    return sortedByScore(ranking, points, sort).filter((node) => found.has(node));
  }, [rows, ranking, record, weights, sort]);

  const domain = useMemo(() => sharedDomain(nodes), [nodes]);
  const columns: readonly GridColumn[] = [
    { id: "node", label: w("node"), head: <span className={styles.corner}>{w("node")}</span>, descendsFirst: false },
    ...scores.map((score): GridColumn => {
      const look = scoreLook(score.plugin);
      const weight = weightOf(score, weights);
      return {
        id: score.plugin,
        label: `${score.plugin} ×${weight}`,
        descendsFirst: true,
        head: (
          <span title={score.plugin}>
            <span className={styles.letter} style={{ background: look.background, color: look.color }} aria-hidden>
              {look.letter}
            </span>
            {looks === "bars" ? null : <span>{shortName(score.plugin)}</span>}
            <span className={styles.weight} data-changed={weight !== score.weight || undefined}>
              ×{weight}
            </span>
          </span>
        ),
      };
    }),
    { id: "total", label: w("total"), head: w("total"), descendsFirst: true, className: styles.total },
  ];

  const cellOf = (node: string, score: PluginScore, i: number): GridCell => {
    const { plugin } = score;
    const column = i + 1;
    if (i >= revealedScores) return { column, label: `${plugin}: ${w("notYet")}`, content: null };
    const normalised = score.normalized[node] ?? 0;
    const weight = weightOf(score, weights);
    const points = normalised * weight;
    const label = `${plugin}: ${w("contribution", { normalised, weight, contribution: points })}`;
    if (looks === "bars") {
      const look = scoreLook(plugin);
      const share = points / highest;
      return {
        column,
        label,
        className: styles.segment,
        style: { "--share": share, background: look.background, color: look.color } as object,
        content: share >= letterShare ? look.letter : null,
      };
    }
    return {
      column,
      label,
      ...(looks === "heat" && { className: styles.heat, style: { "--heat": `${normalised * 0.8}%` } as object }),
      content: (
        <>
          <b className={styles.contribution}>{points}</b>
          <span className={styles.sub}>{normalised}</span>
        </>
      ),
    };
  };
  const totalOf = (node: string): GridCell => {
    const total = totals.get(node) ?? 0;
    return {
      column: scores.length + 1,
      className: styles.total,
      label: `${w("total")} ${total}${tied.has(node) ? `, ${w("tied")}` : ""}`,
      content: (
        <>
          <span className={styles.sum}>
            {tied.has(node) ? (
              <span className={styles.tied} title={w("tied")}>
                =
              </span>
            ) : null}
            {total}
          </span>
          {looks === "bars" ? null : (
            <Parts node={node} scores={scores.slice(0, revealedScores)} weights={weights} highest={highest} />
          )}
        </>
      ),
    };
  };
  const rowOf = (node: string): GridRow => {
    const picked = phase === "picked" && record.chosen === node;
    return {
      head: (
        <>
          {picked ? <Crown size={15} className={styles.crown} aria-label={w("picked")} /> : null}
          {node.slice(0, node.length - domain.length)}
        </>
      ),
      cells: [...scores.map((score, i) => cellOf(node, score, i)), totalOf(node)],
      now: picked,
      picked,
      marked: marked?.has(node),
    };
  };

  return (
    <Grid
      label={`${w("score")}, ${w("scoreNote")}`}
      layout={looks === "bars" ? "bars" : undefined}
      columns={columns}
      rows={nodes}
      rowOf={rowOf}
      sort={sort}
      chosen={chosen ? { row: chosen.node, column: chosen.plugin } : null}
      {...grid}
    />
  );
}

interface PartsProps {
  readonly node: string;
  readonly scores: readonly PluginScore[];
  readonly weights: Weights;
  readonly highest: number;
}

/** What a total is made of, as a line of segments. */
function Parts({ node, scores, weights, highest }: PartsProps) {
  return (
    <span className={styles.parts} aria-hidden>
      {scores.map((score) => (
        <span
          key={score.plugin}
          style={{
            width: `${(100 * (score.normalized[node] ?? 0) * weightOf(score, weights)) / highest}%`,
            background: scoreLook(score.plugin).background,
          }}
        />
      ))}
    </span>
  );
}
