import { CircleCheck } from "lucide-react";
import { lazy } from "react";
import { selectIsAnotherRun } from "../../state/pin.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Button } from "../components/Button.tsx";
import style from "./Inspector.module.css";
import { NoDecision, NoVerdict } from "./NoDecision.tsx";
import { useInspectorWords } from "./useInspectorWords.ts";

const ComparedRun = lazy(async () => ({ default: (await import("../decision/ComparedRun.tsx")).ComparedRun }));
const Fixes = lazy(async () => ({ default: (await import("../why/Fixes.tsx")).Fixes }));

const selectDecision = (state: PlaygroundState) => state.decision;
/** The view in the stage's place is there for who asked for it; where the inspector came here by itself, the stage stays. */
const selectIsWhole = (state: PlaygroundState) => state.tab === "why";

/** Why this node; or, when none was found, what would help: the view in the stage's place says why none. */
export function WhyTab() {
  const t = useInspectorWords();
  const decision = usePlayground(selectDecision);
  const isWhole = usePlayground(selectIsWhole);
  const isAnotherRun = usePlayground(selectIsAnotherRun);
  if (!decision) return <NoDecision />;
  const { record, phase } = decision;
  if (phase === "refused")
    return (
      <>
        {!isWhole && isAnotherRun && <ComparedRun />}
        {!isWhole && <Message text={record.message} />}
        <Fixes />
      </>
    );
  return (
    <section className={style.section}>
      {phase === "picked" && record.chosen !== null ? (
        <p className={style.verdict}>
          <CircleCheck size={17} className={style.good} aria-hidden />
          {t("why.scheduled", { pod: record.pod, node: record.chosen })}
        </p>
      ) : (
        <NoVerdict />
      )}
    </section>
  );
}

function Message({ text }: { readonly text: string | null }) {
  const t = useInspectorWords();
  return (
    <section className={style.section}>
      {text && <p className={style.message}>{text}</p>}
      <Button onClick={() => usePlayground.getState().setTab("why")}>{t("why.perNode")}</Button>
    </section>
  );
}
