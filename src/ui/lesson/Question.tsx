import { useEffect, useRef, useState } from "react";
import { lessonEn } from "../../i18n/lesson.en.ts";
import { lessonZhCN } from "../../i18n/lesson.zhCN.ts";
import type { LessonQuestion } from "../../state/lessonGuide.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { StateIcon } from "../components/StateIcon.tsx";
import { useWords } from "../components/useWords.ts";
import style from "./LessonCard.module.css";

const selectLanguage = (state: PlaygroundState) => state.language;

/** A question with its choices; what is right, and why, once one is chosen. */
export function Question({ question }: { readonly question: LessonQuestion }) {
  const words = useWords(lessonEn, lessonZhCN);
  const language = usePlayground(selectLanguage);
  const [chosen, setChosen] = useState<number | null>(null);
  const { ask, choices, answer, because } = question;
  const said = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    // The card scrolls; what was just said may be below its edge.
    if (chosen !== null) said.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <fieldset className={style.question}>
      <legend>{ask[language]}</legend>
      {choices.map((choice, i) => (
        <button key={choice.en} type="button" aria-pressed={chosen === i} onClick={() => setChosen(i)}>
          {choice[language]}
          {chosen === i && <StateIcon tone={i === answer ? "pass" : "fail"} size={15} />}
        </button>
      ))}
      <output ref={said}>
        {chosen !== null && (
          <>
            <strong>{words(chosen === answer ? "lesson.right" : "lesson.wrong")}</strong>{" "}
            {chosen === answer && because[language]}
          </>
        )}
      </output>
    </fieldset>
  );
}
