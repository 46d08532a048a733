import { useMemo, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { Arithmetic } from "./Arithmetic.tsx";
import styles from "./decision.module.css";
import { FilterTable } from "./FilterTable.tsx";
import { Message } from "./Message.tsx";
import { nodesWith, refusalCounts, revealedVerdicts } from "./reading.ts";
import { ScoreTable } from "./ScoreTable.tsx";

export interface Cell {
  readonly node: string;
  readonly plugin: string;
}

type Tab = "filter" | "score";

/** Nodes × plugins, opened like a clock: every verdict and every point, and the numbers behind the cell that is chosen. */
export function DecisionView({ decision }: { readonly decision: DecisionScene }) {
  const t = useTranslate();
  const { record, phase } = decision;
  const scored = record.score !== null && (decision.revealedScores > 0 || phase === "picked");
  const natural: Tab = scored && (phase === "score" || phase === "picked") ? "score" : "filter";
  const [wish, setWish] = useState<{ readonly for: string; readonly tab: Tab } | null>(null);
  const tab: Tab = wish?.for === phase && (wish.tab === "filter" || scored) ? wish.tab : natural;
  const [chosen, setChosen] = useState<Cell | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [search, setSearch] = useState("");
  const marked = useMemo(() => (reason === null ? null : nodesWith(record, reason)), [record, reason]);
  const cell = chosen ?? defaultCell(decision, tab);
  const verdicts = revealedVerdicts(decision);
  const refused = [...verdicts.values()].filter((verdict) => verdict !== null).length;
  const evaluated = record.filter?.length ?? 0;
  const many = record.nodes.length > 12;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2 className={styles.heading}>
          {t(tab === "filter" ? "decision.filter" : "decision.score")}
          <span className={styles.headingNote}>
            {" "}
            {t(tab === "filter" ? "decision.filterNote" : "decision.scoreNote")}
          </span>
        </h2>
        {scored ? (
          <fieldset className={styles.switch} aria-label={t("decision.name")}>
            {(["filter", "score"] as const).map((id) => (
              <button key={id} type="button" aria-pressed={tab === id} onClick={() => setWish({ for: phase, tab: id })}>
                {t(id === "filter" ? "decision.filterTab" : "decision.scoreTab")}
              </button>
            ))}
          </fieldset>
        ) : null}
      </div>
      {tab === "filter" ? (
        <p className={styles.counts}>
          <span data-tone="fail">{t("decision.refusedCount", { count: refused })}</span>
          <span data-tone="pass">{t("decision.passedCount", { count: verdicts.size - refused })}</span>
          {evaluated > verdicts.size ? (
            <span>{t("decision.leftCount", { count: evaluated - verdicts.size })}</span>
          ) : null}
        </p>
      ) : null}
      {many ? (
        <input
          className={styles.search}
          type="search"
          value={search}
          placeholder={t("decision.search")}
          aria-label={t("decision.search")}
          onChange={(event) => setSearch(event.target.value)}
        />
      ) : null}
      {tab === "filter" ? (
        <FilterTable
          decision={decision}
          verdicts={verdicts}
          cell={cell}
          onChoose={setChosen}
          marked={marked}
          search={search}
        />
      ) : (
        <ScoreTable decision={decision} cell={cell} onChoose={setChosen} marked={marked} search={search} />
      )}
      <Arithmetic decision={decision} cell={cell} tab={tab} />
      <Preemption decision={decision} />
      <Message
        record={record}
        complete={phase === "refused"}
        counts={refusalCounts(verdicts)}
        selected={reason}
        onSelect={(next) => setReason(next === reason ? null : next)}
      />
    </div>
  );
}

/** What the panel opens on: the cell that is asked now, else the one that decided. Nothing that is still ahead. */
function defaultCell(decision: DecisionScene, tab: Tab): Cell | null {
  const { record, now, phase, revealedNodes, revealedScores } = decision;
  const winner = phase === "picked" ? record.chosen : null;
  if (tab === "score") {
    const node = now?.node ?? winner ?? record.filter?.find((entry) => entry.verdict === null)?.node;
    const shown = (record.score ?? []).slice(0, phase === "picked" ? undefined : revealedScores);
    const plugin = now?.plugin ?? (shown.find((score) => score.plugin === "NodeResourcesFit") ?? shown.at(-1))?.plugin;
    return node !== undefined && plugin !== undefined ? { node, plugin } : null;
  }
  const asked = (record.filter ?? []).slice(0, revealedNodes);
  const entry = asked.find(({ node }) => node === (now?.node ?? winner)) ?? asked.at(-1);
  if (!entry) return null;
  const fit = record.filterPlugins.includes("NodeResourcesFit") ? "NodeResourcesFit" : record.filterPlugins.at(-1);
  const plugin = entry.verdict?.plugin ?? fit;
  return plugin === undefined ? null : { node: entry.node, plugin };
}

/** What DefaultPreemption found when no node was left: who would have to leave, and where. */
function Preemption({ decision: { record, phase } }: { readonly decision: DecisionScene }) {
  const t = useTranslate();
  const found = phase === "refused" ? record.postFilter : null;
  const candidates = Object.entries(found?.victims ?? {}).filter(([, names]) => names.length > 0);
  if (!found || candidates.length === 0) return null;
  return (
    <section className={styles.block}>
      <h3 className={styles.blockHead}>{t("decision.preemption")}</h3>
      <ul className={styles.victims}>
        {candidates.map(([node, names]) => (
          <li key={node} data-chosen={found.nominated.includes(node) || undefined}>
            {t("decision.victims", { node, names: names.join(", ") })}
          </li>
        ))}
      </ul>
    </section>
  );
}
