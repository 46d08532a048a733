import { Repeat, X } from "lucide-react";
import { loopIn } from "../../state/marks.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Button, IconButton } from "../components/Button.tsx";
import { Popover } from "../components/Popover.tsx";
import style from "./Tools.module.css";
import { useTimelineWords } from "./useTimelineWords.ts";

const selectLoop = (state: PlaygroundState) => state.loop;
const selectJourney = (state: PlaygroundState) => state.journey;

/** Marks the ends of a range at the playhead, says which it is, and takes it away. */
export function LoopButton() {
  const t = useTimelineWords();
  const loop = usePlayground(selectLoop);
  const journey = usePlayground(selectJourney);
  const { markLoop, clearLoop } = usePlayground.getState();
  const range = journey && loopIn(journey, loop);
  const beats = range && { from: String(range.from.beat + 1), to: String(range.to.beat + 1) };
  return (
    <>
      <Popover
        label={t("loop.title")}
        side="top"
        trigger={
          <IconButton label={beats ? t("loop.on", beats) : t("loop.title")} className={loop ? style.on : undefined}>
            <Repeat size={16} aria-hidden />
          </IconButton>
        }
      >
        <div className={style.pane}>
          <h2>{t("loop.title")}</h2>
          <p className={style.quiet}>{t("loop.lead")}</p>
          <div className={style.buttons}>
            <Button onClick={() => markLoop("from")}>
              {t("loop.from")} <kbd>[</kbd>
            </Button>
            <Button onClick={() => markLoop("to")}>
              {t("loop.to")} <kbd>]</kbd>
            </Button>
            {loop && (
              <Button onClick={clearLoop}>
                {t("loop.clear")} <kbd>Esc</kbd>
              </Button>
            )}
          </div>
        </div>
      </Popover>
      {beats && (
        <span className={style.chip}>
          {t("loop.range", beats)}
          <IconButton label={t("loop.clear")} hotkey="Esc" onClick={clearLoop}>
            <X size={14} aria-hidden />
          </IconButton>
        </span>
      )}
    </>
  );
}
