import { ChevronsDownUp, ChevronsUpDown, Minus, MoveHorizontal, Plus } from "lucide-react";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { useTimelineView } from "../../state/timelineView.ts";
import { IconButton } from "../components/Button.tsx";
import style from "./Tracks.module.css";
import type { AxisView } from "./useAxis.ts";
import { useTimelineWords } from "./useTimelineWords.ts";
import { zoomStep } from "./zoomStep.ts";

const selectHeight = (state: PlaygroundState) => state.timelineHeight;

interface ZoomButtonsProps {
  readonly view: AxisView;
  /** How high the timeline gets when more lanes are asked for, CSS pixels; null: it is as high as it gets. */
  readonly tall: number | null;
}

/** Beside the ruler: zoom, the whole run again, and room for more lanes. */
export function ZoomButtons({ view, tall }: ZoomButtonsProps) {
  const t = useTimelineWords();
  const height = usePlayground(selectHeight);
  const { setTimelineHeight } = usePlayground.getState();
  const { fit } = useTimelineView.getState();
  const isTall = height !== null;
  return (
    <div className={style.zoom}>
      <IconButton label={t("zoom.out")} hotkey="−" disabled={!view.isZoomed} onClick={() => zoomStep("out", view)}>
        <Minus size={14} aria-hidden />
      </IconButton>
      <IconButton label={t("zoom.fit")} hotkey="0" disabled={!view.isZoomed} onClick={fit}>
        <MoveHorizontal size={14} aria-hidden />
      </IconButton>
      <IconButton label={t("zoom.in")} hotkey="+" onClick={() => zoomStep("in", view)}>
        <Plus size={14} aria-hidden />
      </IconButton>
      {tall !== null && (
        <IconButton
          label={t(isTall ? "lanes.fewer" : "lanes.more")}
          aria-expanded={isTall}
          onClick={() => setTimelineHeight(isTall ? null : tall)}
        >
          {isTall ? <ChevronsDownUp size={14} aria-hidden /> : <ChevronsUpDown size={14} aria-hidden />}
        </IconButton>
      )}
    </div>
  );
}
