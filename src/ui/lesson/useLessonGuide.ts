import { useEffect, useState } from "react";
import { type LessonGuide, loadLessonGuide } from "../../state/lessonGuide.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";

const selectLesson = (state: PlaygroundState) => state.lesson;

/** What the lesson on stage says beside its YAML; null without a lesson, and until it is there. */
export function useLessonGuide(): LessonGuide | null {
  const lesson = usePlayground(selectLesson);
  const [guide, setGuide] = useState<LessonGuide | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setGuide(null);
    if (lesson !== null) {
      void loadLessonGuide(lesson).then((loaded) => {
        if (isCurrent) setGuide(loaded);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [lesson]);
  return guide;
}
