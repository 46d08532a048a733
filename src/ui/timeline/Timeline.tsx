import { lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectIsStarted } from "../../state/selectors.ts";
import { largeScreen, useMedia } from "../components/useMedia.ts";
import { Splitter } from "../shell/Splitter.tsx";
import style from "./Timeline.module.css";
import { Transport } from "./Transport.tsx";
import { tallest } from "./tallest.ts";

const later = () => import("./later.ts");
const Tracks = lazy(async () => ({ default: (await later()).Tracks }));
const TransportTools = lazy(async () => ({ default: (await later()).TransportTools }));

/** Designed heights by window: visual-language.md, Screen; the smallest has room for a fourth lane. */
function useDesignedHeight(): number {
  const isWide = useMedia("(width >= 1400px)");
  const isLarge = useMedia(largeScreen);
  return isLarge ? 238 : isWide ? 128 : 130;
}

const selectHeight = (state: PlaygroundState) => state.timelineHeight;

/** As low as it gets with a lane in sight, CSS pixels. */
const lowest = 84;

/** The journey from end to end: how to move in it, and below that its lanes. In a sheet it is as high as the sheet lets it be. */
export function Timeline({ inSheet = false }: { readonly inSheet?: boolean }) {
  const t = useTranslate();
  const designed = useDesignedHeight();
  const height = usePlayground(selectHeight) ?? designed;
  const isStarted = usePlayground(selectIsStarted);
  const { setTimelineHeight } = usePlayground.getState();
  return (
    <section
      className={inSheet ? `${style.timeline} ${style.sheet}` : style.timeline}
      style={inSheet ? undefined : { height: `${height}px` }}
      aria-label={t("pane.timeline")}
    >
      {!inSheet && (
        <Splitter
          label={t("pane.resizeTimeline")}
          size={height}
          min={lowest}
          max={tallest()}
          edge="top"
          onResize={setTimelineHeight}
          onReset={() => setTimelineHeight(null)}
        />
      )}
      <Transport>
        <Suspense fallback={null}>{isStarted && <TransportTools />}</Suspense>
      </Transport>
      <Suspense fallback={null}>{isStarted && <Tracks allLanes={inSheet} />}</Suspense>
    </section>
  );
}
