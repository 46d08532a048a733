import { ChevronDown, ChevronUp } from "lucide-react";
import { useId, useState } from "react";
import { lessonEn } from "../../i18n/lesson.en.ts";
import { lessonZhCN } from "../../i18n/lesson.zhCN.ts";
import type { LessonGuide } from "../../state/lessonGuide.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { useWords } from "../components/useWords.ts";
import { Chapters } from "./Chapters.tsx";
import style from "./LessonCard.module.css";
import { Question } from "./Question.tsx";
import { useLessonGuide } from "./useLessonGuide.ts";

const selectLanguage = (state: PlaygroundState) => state.language;

/** What the lesson on stage is about, above its YAML; its chapters and questions on demand, as they tell what will happen. */
export function LessonCard() {
  const guide = useLessonGuide();
  return guide && <Card guide={guide} />;
}

function Card({ guide }: { readonly guide: LessonGuide }) {
  const words = useWords(lessonEn, lessonZhCN);
  const language = usePlayground(selectLanguage);
  const [isOpen, setOpen] = useState(false);
  const inside = useId();
  const { title, goal, chapters, questions } = guide;
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <section className={style.card} aria-label={words("lesson.pane")}>
      <h2>{title[language]}</h2>
      <p>{goal[language]}</p>
      <button
        type="button"
        className={style.inside}
        aria-expanded={isOpen}
        aria-controls={inside}
        onClick={() => setOpen(!isOpen)}
      >
        {words("lesson.inside", { chapters: chapters.length, questions: questions.length })}
        <Chevron size={15} aria-hidden />
      </button>
      <div id={inside} hidden={!isOpen}>
        <Chapters chapters={chapters} />
        {questions.map((question) => (
          <Question key={question.ask.en} question={question} />
        ))}
      </div>
    </section>
  );
}
