import { type KeyboardEvent, useRef } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectBeat } from "../../state/selectors.ts";
import style from "./Tracks.module.css";
import type { AxisView } from "./useAxis.ts";
import { usePlayheadX } from "./usePlayheadX.ts";
import { virtualTimeText } from "./virtualTime.ts";

const selectBeats = (state: PlaygroundState) => state.journey?.beats.length ?? 1;

/** Keys of a slider that are not already keys of the page; in a sheet, where those rest, all of them. */
function keyAction({ key, shiftKey, altKey }: KeyboardEvent): (() => void) | null {
  const { step, goToEdge } = usePlayground.getState();
  const grain = shiftKey ? "act" : altKey ? "event" : undefined;
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
    case "PageDown":
      return () => step(1, grain);
    case "ArrowLeft":
    case "ArrowDown":
    case "PageUp":
      return () => step(-1, grain);
    case "Home":
      return () => goToEdge("start");
    case "End":
      return () => goToEdge("end");
    default:
      return null;
  }
}

/** Where the story stands: a line over all lanes, with a grip shaped like a Pod's keel. */
export function Playhead({ view }: { readonly view: AxisView }) {
  const t = useTranslate();
  const beat = usePlayground(selectBeat);
  const beats = usePlayground(selectBeats);
  const line = useRef<HTMLDivElement>(null);
  usePlayheadX(view, (x) => {
    if (line.current) line.current.style.transform = `translateX(${Math.round(x)}px)`;
  });
  const place = beat ? t("transport.beat", { beat: beat.index + 1, beats }).replaceAll("**", "") : "";
  return (
    <div className={style.overlay}>
      <div
        ref={line}
        className={style.playhead}
        role="slider"
        tabIndex={0}
        aria-label={t("timeline.playhead")}
        aria-valuemin={1}
        aria-valuemax={beats}
        aria-valuenow={(beat?.index ?? 0) + 1}
        aria-valuetext={
          beat ? `${place}, t = ${virtualTimeText(beat.time)}: ${t.tell(beat.sentence).replaceAll("**", "")}` : ""
        }
        onKeyDown={(event) => {
          const action = keyAction(event);
          if (!action) return;
          event.preventDefault();
          action();
        }}
      />
    </div>
  );
}
