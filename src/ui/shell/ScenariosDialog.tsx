import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { firstScenario } from "../../state/firstScenario.ts";
import { findLessons, type LessonEntry, listLessons, loadLesson } from "../../state/lessons.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Dialog } from "../components/Dialog.tsx";
import style from "./dialogs.module.css";
import { useDialogWords } from "./useDialogWords.ts";
import { openFile } from "./useFileDrop.ts";

const selectLesson = (state: PlaygroundState) => state.lesson;
const selectIsFirst = (state: PlaygroundState) => state.lesson === null && state.text === firstScenario;

/** Where to start from: the first example, a lesson, or a file of one's own. */
export function ScenariosDialog() {
  const t = useTranslate();
  const words = useDialogWords();
  const [search, setSearch] = useState("");
  const current = usePlayground(selectLesson);
  const isFirst = usePlayground(selectIsFirst);
  const input = useRef<HTMLInputElement>(null);
  const [lessons, setLessons] = useState<readonly LessonEntry[] | null>([]);
  const { openDialog, openScenario, notify, language } = usePlayground.getState();
  const close = (): void => openDialog(null);
  useEffect(() => {
    let gone = false;
    listLessons().then((list) => {
      if (!gone) setLessons(list);
    });
    return () => {
      gone = true;
    };
  }, []);

  const onFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (!file) return;
    await openFile(file);
    close();
  };
  const onLesson = async ({ id, title }: LessonEntry): Promise<void> => {
    const text = await loadLesson(id);
    if (text === null) notify({ kind: "problem", key: "notice.lessonNotFetched" });
    else openScenario({ text, lesson: id, name: title[language] });
    close();
  };
  const found = findLessons(lessons ?? [], search);
  return (
    <Dialog title={words("scenarios.title")} onClose={close}>
      <ul className={style.choices}>
        <li>
          <button
            type="button"
            aria-current={isFirst || undefined}
            onClick={() => {
              openScenario({ text: firstScenario, lesson: null, name: words("scenarios.first") });
              close();
            }}
          >
            <strong>
              {words("scenarios.first")}
              {isFirst && <Current />}
            </strong>
            <span>{words("scenarios.firstNote")}</span>
          </button>
        </li>
        {/* Above the lessons: they come a moment later, and would push it away from under the pointer. */}
        <li>
          <button type="button" onClick={() => input.current?.click()}>
            <strong>{t("action.openFile")}</strong>
            <span>{words("scenarios.fileNote")}</span>
          </button>
          <input
            ref={input}
            hidden
            type="file"
            aria-label={t("action.openFile")}
            accept=".yaml,.yml,.json,.txt,.gz"
            onChange={(event) => void onFile(event)}
          />
        </li>
      </ul>
      <search className={style.search}>
        <input
          type="search"
          value={search}
          placeholder={words("scenarios.search")}
          aria-label={words("scenarios.search")}
          onChange={(event) => setSearch(event.target.value)}
        />
        <output>
          {lessons && search.trim() !== "" && words("scenarios.found", { count: found.length, total: lessons.length })}
        </output>
      </search>
      <ul className={style.choices}>
        {found.map((lesson) => (
          <li key={lesson.id}>
            <button
              type="button"
              aria-current={lesson.id === current || undefined}
              onClick={() => void onLesson(lesson)}
            >
              <strong>
                {lesson.title[language]}
                {lesson.id === current && <Current />}
              </strong>
              <span>{lesson.goal[language]}</span>
              <small>
                {words(`level.${lesson.level}`)} · {words("scenarios.minutes", { minutes: lesson.minutes })}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {lessons === null && <p className={style.quiet}>{words("scenarios.unavailable")}</p>}
    </Dialog>
  );
}

function Current() {
  const words = useDialogWords();
  return <em className={style.current}>{words("scenarios.current")}</em>;
}
