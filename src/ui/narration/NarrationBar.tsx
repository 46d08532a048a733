import { ArrowLeft, ArrowRight, SkipBack } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectBeat, selectIsLastBeat } from "../../state/selectors.ts";
import { Button } from "../components/Button.tsx";
import { Emphasised } from "../components/Emphasised.tsx";
import { useMedia } from "../components/useMedia.ts";
import style from "./NarrationBar.module.css";

const More = lazy(async () => ({ default: (await import("./More.tsx")).More }));

const selectBeats = (state: PlaygroundState) => state.journey?.beats.length ?? 0;
const selectStep = (state: PlaygroundState) => state.step;
const selectGoToEdge = (state: PlaygroundState) => state.goToEdge;
const selectIsRunning = (state: PlaygroundState) => state.run.status === "running" || state.run.status === "idle";

/**
 * What two lines hold at 1280 pixels and at 900, in Latin letters, and what two smaller ones do: one line more would push the
 * stage up for one beat.
 */
const twoLines = { at1280: [200, 290], at900: [116, 160] } as const;
const narrowScreen = "(width < 1100px) and (width >= 700px)";

/** Chinese characters are twice as wide as Latin ones. */
const widthOf = (text: string): number => text.length + (text.match(/[\u3000-\u9fff\uff00-\uffef]/g)?.length ?? 0);

/** One beat, one sentence, one key to press. */
export function NarrationBar({ isPhone }: { readonly isPhone: boolean }) {
  const t = useTranslate();
  const beat = usePlayground(selectBeat);
  const step = usePlayground(selectStep);
  const goToEdge = usePlayground(selectGoToEdge);
  const isLast = usePlayground(selectIsLastBeat);
  const running = usePlayground(selectIsRunning);
  const beats = usePlayground(selectBeats);
  const [openBeat, setOpenBeat] = useState<string | null>(null);
  const isOpen = beat !== null && openBeat === beat.id;
  const isNarrow = useMedia(narrowScreen);
  const sentence = beat ? t.tell(beat.sentence) : t(running ? "narration.waiting" : "narration.empty");
  const [long, longer] = isNarrow ? twoLines.at900 : twoLines.at1280;
  const length = widthOf(sentence);
  return (
    <section className={style.narration} aria-label={t("pane.narration")}>
      {beat && (
        <p className={style.title}>
          <span className={style.act}>
            {beat.act} {t(`act.${beat.act}`)}
          </span>
          <span>{t.tell(beat.title)}</span>
          {beat.place && <span>{t.tell(beat.place)}</span>}
        </p>
      )}
      {beat && isPhone && (
        <p className={style.count}>
          <Emphasised text={t("transport.beat", { beat: beat.index + 1, beats })} />
        </p>
      )}
      <div className={style.words}>
        <p
          className={style.sentence}
          data-long={length > longer ? "very" : length > long || undefined}
          data-open={isOpen || undefined}
          title={length > longer ? sentence.replaceAll("**", "") : undefined}
        >
          <Emphasised text={sentence} />
        </p>
        {isOpen && (
          <p className={style.more} id="narration-more">
            <Suspense fallback={null}>
              <More why={beat.more} />
            </Suspense>
          </p>
        )}
      </div>
      {beat && (
        <button
          type="button"
          className={style.moreButton}
          aria-expanded={isOpen}
          aria-controls="narration-more"
          onClick={() => setOpenBeat(isOpen ? null : beat.id)}
        >
          {t(isOpen ? "narration.less" : "narration.more")}
        </button>
      )}
      {isLast ? (
        <button type="button" className={style.press} onClick={() => goToEdge("start")} title={t("action.start")}>
          {t("narration.end")} · {t("action.again")}
          <kbd aria-hidden>
            <SkipBack size={14} />
          </kbd>
        </button>
      ) : (
        <button type="button" className={style.press} onClick={() => step(1)} aria-label={t("action.next")}>
          {t("narration.press")}
          <kbd aria-hidden>
            <ArrowRight size={15} />
          </kbd>
        </button>
      )}
      <div className={style.steps}>
        <Button onClick={() => step(-1)} aria-disabled={beat?.index === 0 || undefined}>
          <ArrowLeft size={18} aria-hidden />
          {t("action.backShort")}
        </Button>
        {isLast ? (
          <Button onClick={() => goToEdge("start")}>
            <SkipBack size={17} aria-hidden />
            {t("narration.end")} · {t("action.again")}
          </Button>
        ) : (
          <Button primary onClick={() => step(1)}>
            {t("action.nextShort")}
            <ArrowRight size={18} aria-hidden />
          </Button>
        )}
      </div>
    </section>
  );
}
