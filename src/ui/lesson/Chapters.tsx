import { lessonEn } from "../../i18n/lesson.en.ts";
import { lessonZhCN } from "../../i18n/lesson.zhCN.ts";
import { firstBeatOf, type LessonChapter } from "../../state/lessonGuide.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { useWords } from "../components/useWords.ts";
import { tickText } from "../timeline/virtualTime.ts";
import style from "./LessonCard.module.css";

const selectLanguage = (state: PlaygroundState) => state.language;
const selectBeats = (state: PlaygroundState) => state.journey?.beats;
const selectBeat = (state: PlaygroundState) => state.beat;

/** The parts of a lesson, those that the playhead is in marked; a press goes to where a part begins. */
export function Chapters({ chapters }: { readonly chapters: readonly LessonChapter[] }) {
  const words = useWords(lessonEn, lessonZhCN);
  const language = usePlayground(selectLanguage);
  const beats = usePlayground(selectBeats);
  const now = usePlayground(selectBeat);
  const { goTo } = usePlayground.getState();
  const firsts = chapters.map((chapter) => firstBeatOf(beats ?? [], chapter));
  // Parts that begin at one time run beside each other.
  const current = Math.max(...firsts.filter((first) => first >= 0 && first <= now));
  return (
    <ol className={style.chapters}>
      {chapters.map(({ time, title, notes }, i) => {
        const first = firsts[i]!;
        return (
          <li key={title.en} aria-current={first === current || undefined}>
            <button type="button" disabled={first < 0} onClick={() => goTo({ beat: first, p: 1 })}>
              <strong>{title[language]}</strong>
              <span>{words("lesson.at", { time: tickText(time) })}</span>
            </button>
            <p>{first < 0 ? words("lesson.unreached") : notes[language]}</p>
          </li>
        );
      })}
    </ol>
  );
}
