import { CircleCheck } from "lucide-react";
import { lazy } from "react";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./Inspector.module.css";
import { useInspectorWords } from "./useInspectorWords.ts";

const Fixes = lazy(async () => ({ default: (await import("../why/Fixes.tsx")).Fixes }));

const selectDecision = (state: PlaygroundState) => state.decision;

/** Why this node; or, when none was found, what would help: the view in the stage's place says why none. */
export function WhyTab() {
  const t = useInspectorWords();
  const decision = usePlayground(selectDecision);
  if (!decision) return <p className={style.quiet}>{t("inspector.noDecision")}</p>;
  const { record, phase } = decision;
  if (phase === "refused") return <Fixes />;
  return (
    <section className={style.section}>
      {phase === "picked" && record.chosen !== null ? (
        <p className={style.verdict}>
          <CircleCheck size={17} className={style.good} aria-hidden />
          {t("why.scheduled", { pod: record.pod, node: record.chosen })}
        </p>
      ) : (
        <p className={style.lead}>{t("why.notYet")}</p>
      )}
    </section>
  );
}
