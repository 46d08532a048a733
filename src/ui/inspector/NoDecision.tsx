import { CornerDownRight } from "lucide-react";
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { nextAttempt, nextVerdict } from "../../projection/decision/coming.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Button } from "../components/Button.tsx";
import style from "./Inspector.module.css";
import { useInspectorWords } from "./useInspectorWords.ts";

const selectMoment = ({ presentation, beat }: PlaygroundState) => ({ presentation, beat });

/** What the Pod waits for while the scheduler has not looked at it, and the way to where it does. */
export function NoDecision() {
  const t = useInspectorWords();
  const { presentation, beat } = usePlayground(useShallow(selectMoment));
  if (!presentation || presentation.isOpening) return <p className={style.quiet}>{t("inspector.noDecision")}</p>;
  const { journey } = presentation;
  if (journey.pod === null) return <p className={style.quiet}>{t("inspector.noPod")}</p>;
  const next = nextAttempt(journey, beat);
  if (next === null) return <p className={style.quiet}>{t("inspector.noAttempt")}</p>;
  const { act, id } = journey.beats[beat];
  const waits = act < 4 ? "inspector.notSeen" : id === "schedule.pop" ? "inspector.inHand" : "inspector.inQueue";
  return (
    <div className={style.quiet}>
      <p>{t(waits, { beat: next + 1 })}</p>
      <GoTo beat={next} />
    </div>
  );
}

/** The attempt is under way. */
export function NoVerdict() {
  const t = useInspectorWords();
  const { presentation, beat } = usePlayground(useShallow(selectMoment));
  const next = useMemo(
    () => presentation && nextVerdict(presentation.journey, presentation.decisionAt, beat),
    [presentation, beat],
  );
  return (
    <>
      <p className={style.lead}>{t("why.notYet")}</p>
      {next !== null && <GoTo beat={next} />}
    </>
  );
}

function GoTo({ beat }: { readonly beat: number }) {
  const t = useInspectorWords();
  return (
    <Button onClick={() => usePlayground.getState().goTo({ beat, p: 1 })}>
      <CornerDownRight size={14} aria-hidden /> {t("inspector.goTo", { beat: beat + 1 })}
    </Button>
  );
}
