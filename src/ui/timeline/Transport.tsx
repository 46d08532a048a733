import { schedulerCases } from "virtual:scheduler-cases";
import { Bookmark, Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { clockAt } from "../../projection/timeline/axis.ts";
import { type Grain, speeds } from "../../state/playback.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectBeat, selectIsBookmarked, selectIsLastBeat } from "../../state/selectors.ts";
import { IconButton } from "../components/Button.tsx";
import { Emphasised } from "../components/Emphasised.tsx";
import style from "./Transport.module.css";
import { TransportSelect } from "./TransportSelect.tsx";
import { virtualTimeText } from "./virtualTime.ts";

const selectPlaying = (state: PlaygroundState) => state.playing;
const selectBeats = (state: PlaygroundState) => state.journey?.beats.length ?? 0;
const selectSpeed = (state: PlaygroundState) => state.speed;
const selectGrain = (state: PlaygroundState) => state.grain;
const selectPods = (state: PlaygroundState) => state.journey?.pods;
const selectPod = (state: PlaygroundState) => state.journey?.pod ?? "";
/** Virtual time at the playhead, as text: it changes less often than the playhead moves. */
const selectClock = ({ journey, presentation, beat, p }: PlaygroundState): string => {
  const at = journey?.beats[beat];
  if (!at || !presentation) return "";
  return virtualTimeText(p === 1 ? at.time : clockAt(presentation.timeline.anchors, at.start + p * at.duration));
};
const grains: readonly Grain[] = ["act", "beat", "event"];

/** Play, step, speed; where the playhead stands; what has been fetched since; and the honest label. */
export function Transport({ children }: { readonly children: ReactNode }) {
  const t = useTranslate();
  const playing = usePlayground(selectPlaying);
  const beat = usePlayground(selectBeat);
  const beats = usePlayground(selectBeats);
  const clock = usePlayground(selectClock);
  const speed = usePlayground(selectSpeed);
  const grain = usePlayground(selectGrain);
  const pods = usePlayground(selectPods);
  const pod = usePlayground(selectPod);
  const bookmarked = usePlayground(selectIsBookmarked);
  const isLast = usePlayground(selectIsLastBeat);
  const { step, goToEdge, togglePlay, setSpeed, setGrain, setFocusPod, toggleBookmark, openDialog } =
    usePlayground.getState();
  return (
    <div className={style.transport}>
      <div className={style.buttons}>
        <IconButton label={t("action.start")} hotkey="Home" onClick={() => goToEdge("start")}>
          <SkipBack size={17} aria-hidden />
        </IconButton>
        <IconButton label={t("action.back")} hotkey="←" onClick={() => step(-1)}>
          <StepBack size={17} aria-hidden />
        </IconButton>
        <IconButton label={t(playing ? "action.pause" : "action.play")} hotkey="Space" primary onClick={togglePlay}>
          {playing ? <Pause size={17} aria-hidden /> : <Play size={17} aria-hidden />}
        </IconButton>
        <IconButton label={t("action.next")} hotkey="→" aria-disabled={isLast} onClick={() => step(1)}>
          <StepForward size={17} aria-hidden />
        </IconButton>
        <IconButton label={t("action.end")} hotkey="End" aria-disabled={isLast} onClick={() => goToEdge("end")}>
          <SkipForward size={17} aria-hidden />
        </IconButton>
      </div>
      <p className={style.place}>
        {beat && (
          <>
            <Emphasised text={t("transport.beat", { beat: beat.index + 1, beats })} />
            <span className={style.dot}>·</span>
            <code>t = {clock}</code>
          </>
        )}
      </p>
      <TransportSelect
        label={t("transport.speed")}
        value={String(speed)}
        options={speeds.map((value) => ({ value: String(value), label: `${value}×` }))}
        onChange={(value) => setSpeed(Number(value))}
      />
      <TransportSelect
        label={t("transport.grain")}
        value={grain}
        options={grains.map((value) => ({ value, label: t(`grain.${value}`) }))}
        onChange={(value) => setGrain(value as Grain)}
      />
      {pods && pods.length > 1 && (
        <TransportSelect
          label={t("transport.pod")}
          value={pod}
          options={pods.map((value) => ({ value, label: value.replace(/^default\//, "") }))}
          onChange={setFocusPod}
        />
      )}
      <IconButton
        label={t("action.bookmark")}
        hotkey="B"
        aria-pressed={bookmarked}
        className={style.bookmark}
        onClick={toggleBookmark}
      >
        <Bookmark size={16} aria-hidden fill={bookmarked ? "currentColor" : "none"} />
      </IconButton>
      {children}
      <p className={style.honest}>
        <span>{t("honest.label", { cases: schedulerCases })} · </span>
        <button type="button" onClick={() => openDialog("limits")}>
          {t("honest.link")}
        </button>
      </p>
    </div>
  );
}
