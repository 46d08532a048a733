import { CircleCheck, CircleX, EyeOff } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./Inspector.module.css";

const selectDecision = (state: PlaygroundState) => state.decision;

const selectNodes = (state: PlaygroundState) => state.scene?.nodes;

/** Why this node, or why none: the scheduler's message whole, then every node with what it said and what stayed unsaid. */
export function WhyTab() {
  const t = useTranslate();
  const decision = usePlayground(selectDecision);
  if (!decision) return <p className={style.quiet}>{t("inspector.noDecision")}</p>;
  const { record, phase } = decision;
  const isOver = phase === "picked" || phase === "refused";
  return (
    <section className={style.section}>
      {!isOver && <p className={style.lead}>{t("why.notYet")}</p>}
      {isOver && record.chosen !== null && (
        <p className={style.verdict}>
          <CircleCheck size={17} className={style.good} aria-hidden />
          {t("why.scheduled", { pod: record.pod, node: record.chosen })}
        </p>
      )}
      {isOver && record.message !== null && (
        <>
          <header className={style.head}>
            <h2>{t("why.message")}</h2>
          </header>
          <p className={style.message}>{record.message}</p>
        </>
      )}
      {isOver && <PerNode decision={decision} />}
    </section>
  );
}

function PerNode({ decision: { record } }: { readonly decision: DecisionScene }) {
  const t = useTranslate();
  const order = usePlayground(selectNodes);
  const place = new Map(order?.map(({ name }, index) => [name, index]));
  // As on the stage, where nodes keep their places; the scheduler's own order is the Decision table's matter.
  const verdicts = [...(record.filter ?? [])].sort((a, b) => (place.get(a.node) ?? 0) - (place.get(b.node) ?? 0));
  if (verdicts.length === 0) return null;
  const hasHidden = verdicts.some(({ node, verdict }) => hiddenOn(record, node, verdict?.plugin).length > 0);
  return (
    <>
      <header className={style.head}>
        <h2>{t("why.perNode")}</h2>
      </header>
      <ul className={style.nodes}>
        {verdicts.map(({ node, verdict }) => (
          <li key={node}>
            <strong>{node}</strong>
            <ul>
              {verdict === null && (
                <li className={style.chipGood}>
                  <CircleCheck size={14} aria-hidden /> {t("why.fits")}
                </li>
              )}
              {verdict?.reasons.map((reason) => (
                <li key={reason} className={style.chip}>
                  <CircleX size={14} aria-label={t("why.reported")} /> {reason}
                </li>
              ))}
              {hiddenOn(record, node, verdict?.plugin).map(({ plugin, reason }) => (
                <li key={`${plugin}:${reason}`} className={style.chipHidden}>
                  <EyeOff size={14} aria-label={t("why.hidden")} /> {reason}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {hasHidden && (
        <p className={style.note}>
          <EyeOff size={14} aria-hidden /> {t("why.hiddenNote")}
        </p>
      )}
    </>
  );
}

/** What the node's other Filter plugins would have said, had the search not stopped at the first. */
function hiddenOn(
  record: DecisionScene["record"],
  node: string,
  reporting: string | undefined,
): { plugin: string; reason: string }[] {
  if (reporting === undefined) return [];
  return Object.entries(record.filterAll[node] ?? {}).flatMap(([plugin, { reasons }]) =>
    plugin === reporting ? [] : reasons.map((reason) => ({ plugin, reason })),
  );
}
