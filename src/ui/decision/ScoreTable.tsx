import { Crown } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { scoreLook } from "../stage/scoreLetters.ts";
import type { Cell } from "./DecisionView.tsx";
import styles from "./decision.module.css";
import { Rows } from "./Rows.tsx";
import { arrowKeys, totalsSoFar } from "./reading.ts";

interface Props {
  readonly decision: DecisionScene;
  readonly cell: Cell | null;
  readonly onChoose: (cell: Cell) => void;
  readonly marked: ReadonlySet<string> | null;
  readonly search: string;
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

/** Score: contribution large, normalised small; the total with its parts. Sorted by total, ties by name. */
export function ScoreTable({ decision, cell, onChoose, search }: Props) {
  const t = useTranslate();
  const { record, revealedScores, now, phase } = decision;
  const scores = record.score ?? [];
  const totals = totalsSoFar(decision);
  const highest = Math.max(1, ...totals.values());
  const nodes = [...totals.keys()]
    .filter((node) => node.includes(search))
    .sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || (a < b ? -1 : 1));
  const best = record.best ?? [];

  const row = (node: string, index: number) => {
    const picked = phase === "picked" && record.chosen === node;
    return (
      <tr key={node} data-now={picked || undefined} data-picked={picked || undefined}>
        <th scope="row">
          {picked ? <Crown size={15} className={styles.crown} aria-label={t("stage.picked")} /> : null}
          {node}
        </th>
        {scores.map((score, column) => {
          if (column >= revealedScores) return <td key={score.plugin} />;
          const normalised = score.normalized[node] ?? 0;
          const contribution = normalised * score.weight;
          return (
            <td
              key={score.plugin}
              data-fresh={(now?.plugin === score.plugin && column === revealedScores - 1) || undefined}
            >
              <button
                type="button"
                className={styles.cell}
                data-at={`${index}:${column}`}
                aria-pressed={cell?.node === node && cell.plugin === score.plugin}
                aria-label={`${node}, ${score.plugin}: ${contribution}`}
                onClick={() => onChoose({ node, plugin: score.plugin })}
              >
                <b className={styles.contribution}>{contribution}</b>
                <span className={styles.sub}>{normalised}</span>
              </button>
            </td>
          );
        })}
        <td className={styles.total}>
          {totals.get(node)}
          <span className={styles.parts} aria-hidden>
            {scores.slice(0, revealedScores).map((score) => (
              <span
                key={score.plugin}
                style={{
                  width: `${(100 * (score.normalized[node] ?? 0) * score.weight) / highest}%`,
                  background: scoreLook(score.plugin).background,
                }}
              />
            ))}
          </span>
        </td>
      </tr>
    );
  };

  return (
    <>
      <Rows
        items={nodes}
        columns={scores.length + 2}
        label={`${t("decision.score")} ${t("decision.scoreNote")}`}
        onKeyDown={arrowKeys}
        head={
          <tr>
            <th scope="col">
              <span className={styles.hidden}>{t("decision.node")}</span>
            </th>
            {scores.map(({ plugin, weight }) => {
              const look = scoreLook(plugin);
              return (
                <th key={plugin} scope="col" title={plugin}>
                  <span
                    className={styles.letter}
                    style={{ background: look.background, color: look.color }}
                    aria-hidden
                  >
                    {look.letter}
                  </span>
                  <span>{shortNames[plugin] ?? plugin}</span>
                  <span className={styles.weight}>×{weight}</span>
                </th>
              );
            })}
            <th scope="col" className={styles.total}>
              {t("decision.total")}
            </th>
          </tr>
        }
        row={row}
      />
      {record.scoreSkip && record.scoreSkip.length > 0 ? (
        <p className={styles.note}>
          {t("decision.skippedScore", { count: record.scoreSkip.length, names: record.scoreSkip.join(", ") })}
        </p>
      ) : null}
      {record.scoringSkipped ? <p className={styles.note}>{t("decision.oneNode")}</p> : null}
      {phase === "picked" && best.length > 1 ? (
        <p className={styles.note}>
          {t("decision.tie", {
            count: best.length,
            total: totals.get(best[0]) ?? 0,
            names: best.slice(0, 6).join(", "),
          })}
        </p>
      ) : null}
    </>
  );
}
