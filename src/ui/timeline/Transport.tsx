import { schedulerCases } from "virtual:scheduler-cases";
import { Bookmark, Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type Grain, speeds } from "../../state/playback.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectBeat, selectIsBookmarked } from "../../state/selectors.ts";
import { IconButton } from "../components/Button.tsx";
import { Emphasised } from "../components/Emphasised.tsx";
import style from "./Transport.module.css";
import { virtualTimeText } from "./virtualTime.ts";

const selectPlaying = (state: PlaygroundState) => state.playing;
const selectBeats = (state: PlaygroundState) => state.journey?.beats.length ?? 0;
const selectSpeed = (state: PlaygroundState) => state.speed;
const selectGrain = (state: PlaygroundState) => state.grain;
const selectPods = (state: PlaygroundState) => state.journey?.pods;
const selectPod = (state: PlaygroundState) => state.journey?.pod ?? "";
const grains: readonly Grain[] = ["act", "beat", "event"];

/** Play, step, speed; where the playhead stands; what has been fetched since; and the honest label. */
export function Transport({ children }: { readonly children: ReactNode }) {
  const t = useTranslate();
  const playing = usePlayground(selectPlaying);
  const beat = usePlayground(selectBeat);
  const beats = usePlayground(selectBeats);
  const speed = usePlayground(selectSpeed);
  const grain = usePlayground(selectGrain);
  const pods = usePlayground(selectPods);
  const pod = usePlayground(selectPod);
  const bookmarked = usePlayground(selectIsBookmarked);
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
        <IconButton label={t("action.next")} hotkey="→" onClick={() => step(1)}>
          <StepForward size={17} aria-hidden />
        </IconButton>
        <IconButton label={t("action.end")} hotkey="End" onClick={() => goToEdge("end")}>
          <SkipForward size={17} aria-hidden />
        </IconButton>
      </div>
      <p className={style.place}>
        {beat && (
          <>
            <Emphasised text={t("transport.beat", { beat: beat.index + 1, beats })} />
            <span className={style.dot}>·</span>
            <code>t = {virtualTimeText(beat.time)}</code>
          </>
        )}
      </p>
      <label className={style.choice}>
        <span className="visually-hidden">{t("transport.speed")}</span>
        <select value={speed} title={t("transport.speed")} onChange={(event) => setSpeed(Number(event.target.value))}>
          {speeds.map((value) => (
            <option key={value} value={value}>
              {value}×
            </option>
          ))}
        </select>
      </label>
      <label className={style.choice}>
        <span className="visually-hidden">{t("transport.grain")}</span>
        <select value={grain} title={t("transport.grain")} onChange={(event) => setGrain(event.target.value as Grain)}>
          {grains.map((value) => (
            <option key={value} value={value}>
              {t(`grain.${value}`)}
            </option>
          ))}
        </select>
      </label>
      {pods && pods.length > 1 && (
        <label className={style.choice}>
          <span className="visually-hidden">{t("transport.pod")}</span>
          <select value={pod} title={t("transport.pod")} onChange={(event) => setFocusPod(event.target.value)}>
            {pods.map((value) => (
              <option key={value} value={value}>
                {value.replace(/^default\//, "")}
              </option>
            ))}
          </select>
        </label>
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
