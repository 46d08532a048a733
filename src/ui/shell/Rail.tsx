import { Check } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./Rail.module.css";

const selectActs = (state: PlaygroundState) => state.journey?.acts;
const selectAct = (state: PlaygroundState) => state.scene?.act ?? 1;
const selectGoToAct = (state: PlaygroundState) => state.goToAct;
const numbers = [1, 2, 3, 4, 5, 6, 7] as const;

/** The seven acts, always in sight: done, now, to come. A click jumps. */
export function Rail() {
  const t = useTranslate();
  const acts = usePlayground(selectActs);
  const now = usePlayground(selectAct);
  const goToAct = usePlayground(selectGoToAct);
  return (
    <nav className={style.rail} aria-label={t("act.rail")}>
      <ol>
        {numbers.map((act) => {
          // A Pod that stays Pending never travels the acts between its refusal and the end of the story.
          const isReached = acts?.[act - 1] !== null;
          const state = act === now ? "now" : act < now && isReached ? "done" : "toCome";
          return (
            <li key={act} className={style[state]}>
              <button
                type="button"
                disabled={!acts?.[act - 1]}
                aria-current={state === "now" ? "step" : undefined}
                title={`${act} ${t(`act.${act}`)}`}
                onClick={() => goToAct(act)}
              >
                <span className={style.waypoint} aria-hidden>
                  {state === "done" ? <Check size={13} strokeWidth={2.2} /> : act}
                </span>
                <span className={style.name}>{t(`act.${act}`)}</span>
                <span className="visually-hidden">{t(`act.${state}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
