import { useMemo } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { wholeSecondsText } from "../timeline/virtualTime.ts";
import style from "./Inspector.module.css";

const selectPresentation = (state: PlaygroundState) => state.presentation;
const selectBeatIndex = (state: PlaygroundState) => state.beat;

/** The Events of the cluster at this beat, as `kubectl get events` lists them; the newest first. */
export function EventsTab() {
  const t = useTranslate();
  const presentation = usePlayground(selectPresentation);
  const beat = usePlayground(selectBeatIndex);
  const events = useMemo(() => presentation?.eventsAt(beat).toReversed() ?? [], [presentation, beat]);
  if (events.length === 0) return <p className={style.quiet}>{t("inspector.noEvents")}</p>;
  return (
    <ul className={style.events} aria-label={t("inspector.events")}>
      {events.map(({ time, type, reason, object, message, count, component }) => (
        <li key={`${object}:${reason}:${time}:${message}`}>
          <p>
            <strong className={type === "Warning" ? style.warn : undefined}>
              {reason}
              {count > 1 && ` ×${count}`}
            </strong>
            <span>
              {object} · {wholeSecondsText(time)}
            </span>
          </p>
          <p>{message}</p>
          <p className={style.component}>{component}</p>
        </li>
      ))}
    </ul>
  );
}
