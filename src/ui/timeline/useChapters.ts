import { useEffect, useMemo, useState } from "react";
import { storyAt } from "../../projection/timeline/axis.ts";
import type { TimelineModel } from "../../projection/timeline/model.ts";
import { type LessonChapter, loadChapters } from "../../state/lessons.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import type { AxisView } from "./useAxis.ts";

const selectLesson = (state: PlaygroundState) => state.lesson;
const selectLanguage = (state: PlaygroundState) => state.language;

export interface Chapter {
  /** CSS pixels from the left edge of the axis. */
  readonly x: number;
  readonly title: string;
}

/** The chapters of the lesson on stage, those of them that the run reaches, in the page's language. */
export function useChapters({ anchors }: TimelineModel, view: AxisView): readonly Chapter[] {
  const lesson = usePlayground(selectLesson);
  const language = usePlayground(selectLanguage);
  const [chapters, setChapters] = useState<readonly LessonChapter[]>([]);
  useEffect(() => {
    let isCurrent = true;
    setChapters([]);
    if (lesson !== null) {
      void loadChapters(lesson).then((loaded) => {
        if (isCurrent) setChapters(loaded);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [lesson]);
  return useMemo(() => {
    const end = anchors[anchors.length - 1]?.time ?? 0;
    return chapters
      .filter(({ time }) => time <= end)
      .map(({ time, title }) => ({
        x: view.x(view.axis === "clock" ? time : storyAt(anchors, time)),
        title: title[language],
      }));
  }, [chapters, anchors, view, language]);
}
