import { useMemo } from "react";
import { storyAt } from "../../projection/timeline/axis.ts";
import type { TimelineModel } from "../../projection/timeline/model.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { useLessonGuide } from "../lesson/useLessonGuide.ts";
import type { AxisView } from "./useAxis.ts";

const selectLanguage = (state: PlaygroundState) => state.language;

export interface Chapter {
  /** CSS pixels from the left edge of the axis. */
  readonly x: number;
  readonly title: string;
}

/** The chapters of the lesson on stage, those of them that the run reaches, in the page's language. */
export function useChapters({ anchors }: TimelineModel, view: AxisView): readonly Chapter[] {
  const guide = useLessonGuide();
  const language = usePlayground(selectLanguage);
  return useMemo(() => {
    const end = anchors[anchors.length - 1]?.time ?? 0;
    return (guide?.chapters ?? [])
      .filter(({ time }) => time <= end)
      .map(({ time, title }) => ({
        x: view.x(view.axis === "clock" ? time : storyAt(anchors, time)),
        title: title[language],
      }));
  }, [guide, anchors, view, language]);
}
