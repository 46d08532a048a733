import { OctagonPause } from "lucide-react";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { stopText } from "./breakpointWords.ts";
import style from "./Tools.module.css";
import { useTimelineWords } from "./useTimelineWords.ts";

const selectStoppedBy = (state: PlaygroundState) => state.stoppedBy;

/** Why play stopped, until the playhead moves on: in sight, and told to those who don't see it. */
export function StopNote() {
  const t = useTimelineWords();
  const [first, ...others] = usePlayground(selectStoppedBy);
  const text = first ? t("stopped.say", { why: stopText(first, t), more: others.length }) : "";
  return (
    <span className={first ? style.stopNote : undefined} role="status" title={first?.detail}>
      {first && <OctagonPause size={15} aria-hidden />}
      {text && <span>{text}</span>}
    </span>
  );
}
