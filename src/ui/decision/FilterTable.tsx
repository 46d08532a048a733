import { Check, EyeOff, ScanSearch } from "lucide-react";
import { useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { StateIcon } from "../components/StateIcon.tsx";
import { shortReason } from "../stage/figures.ts";
import type { Cell } from "./DecisionView.tsx";
import styles from "./decision.module.css";
import { Rows } from "./Rows.tsx";
import { arrowKeys, twoLines, type Verdicts } from "./reading.ts";

interface Props {
  readonly decision: DecisionScene;
  readonly verdicts: Verdicts;
  readonly cell: Cell | null;
  readonly onChoose: (cell: Cell) => void;
  readonly marked: ReadonlySet<string> | null;
  readonly search: string;
}

/** Filter: a refusal spans the plugins that were not asked any more; all blockers says what they would have said. */
export function FilterTable({ decision, verdicts, cell, onChoose, marked, search }: Props) {
  const t = useTranslate();
  const { record, now } = decision;
  const [all, setAll] = useState(false);
  const plugins = record.filterPlugins;
  const asked = new Set(record.filter?.map(({ node }) => node));
  const order = [...(record.filter ?? []).map(({ node }) => node), ...record.nodes.filter((node) => !asked.has(node))];
  const nodes = order.filter((node) => node.includes(search) && (!marked || marked.has(node) || order.length <= 80));
  const hides = Object.values(record.filterAll).some((blockers) => Object.keys(blockers).length > 1);

  const row = (node: string, index: number) => {
    const verdict = verdicts.get(node);
    const current = now?.node === node;
    const refusedAt = verdict ? plugins.indexOf(verdict.plugin) : -1;
    const blockers = record.filterAll[node] ?? {};
    const button = (plugin: string, column: number, content: React.ReactNode, label: string) => (
      <button
        type="button"
        className={styles.cell}
        data-at={`${index}:${column}`}
        aria-label={label}
        aria-pressed={cell?.node === node && cell.plugin === plugin}
        onClick={() => onChoose({ node, plugin })}
      >
        {content}
      </button>
    );
    return (
      <tr key={node} data-now={current || undefined} data-marked={marked?.has(node) || undefined}>
        <th scope="row">{node}</th>
        {verdict === undefined
          ? plugins.map((plugin) => (
              <td key={plugin}>
                <span className={styles.hidden}>{t("decision.notAsked")}</span>
              </td>
            ))
          : plugins.map((plugin, column) => {
              const own = verdict?.plugin === plugin;
              const hidden = all && !own ? blockers[plugin] : undefined;
              if (!all && refusedAt >= 0 && column > refusedAt) return null;
              if (own && verdict) {
                const reasons = verdict.reasons.map(shortReason).join(", ");
                return (
                  <td key={plugin} colSpan={all ? 1 : plugins.length - column} data-tone="fail">
                    {button(
                      plugin,
                      column,
                      <span className={styles.refusal}>
                        <StateIcon tone="fail" size={15} />
                        <span>{reasons}</span>
                      </span>,
                      `${plugin}: ${verdict.reasons.join(", ")}`,
                    )}
                  </td>
                );
              }
              if (hidden) {
                return (
                  <td key={plugin} data-tone="hidden">
                    {button(
                      plugin,
                      column,
                      <span className={styles.blocker}>
                        <EyeOff size={13} aria-hidden />
                        {hidden.reasons.map(shortReason).join(", ")}
                      </span>,
                      `${plugin}: ${hidden.reasons.join(", ")}, ${t("decision.hidden")}`,
                    )}
                  </td>
                );
              }
              const asking = current && now?.plugin === plugin && verdict === null;
              return (
                <td key={plugin}>
                  {button(
                    plugin,
                    column,
                    asking ? (
                      <ScanSearch size={16} className={styles.asking} aria-hidden />
                    ) : (
                      <Check size={16} className={styles.tick} aria-hidden />
                    ),
                    `${plugin}: ${t("decision.pass")}`,
                  )}
                </td>
              );
            })}
      </tr>
    );
  };

  return (
    <>
      {hides ? (
        <fieldset className={styles.switch} aria-label={t("decision.filter")}>
          <button type="button" aria-pressed={!all} onClick={() => setAll(false)}>
            {t("decision.asReported")}
          </button>
          <button type="button" aria-pressed={all} onClick={() => setAll(true)}>
            {t("decision.allBlockers")}
          </button>
        </fieldset>
      ) : null}
      <Rows
        items={nodes}
        columns={plugins.length + 1}
        label={`${t("decision.filter")} ${t("decision.filterNote")}`}
        onKeyDown={arrowKeys}
        head={
          <tr>
            <th scope="col">
              <span className={styles.hidden}>{t("decision.node")}</span>
            </th>
            {plugins.map((plugin) => {
              const [first, second] = twoLines(plugin);
              return (
                <th key={plugin} scope="col">
                  {first}
                  <br />
                  {second}
                </th>
              );
            })}
          </tr>
        }
        row={row}
      />
      {all ? <p className={styles.note}>{t("decision.blockersNote")}</p> : null}
      {record.preFilter.skip.length > 0 ? (
        <p className={styles.note} title={record.preFilter.skip.join(", ")}>
          {t("decision.skippedFilter", {
            count: record.preFilter.skip.length,
            names: record.preFilter.skip.join(", "),
          })}
        </p>
      ) : null}
      {record.sampling.evaluated < record.sampling.total ? (
        <p className={styles.note}>{t("decision.sampling", record.sampling)}</p>
      ) : null}
    </>
  );
}
