import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { firstScenario } from "../../state/firstScenario.ts";
import { type LessonEntry, listLessons, loadLesson } from "../../state/lessons.ts";
import { usePlayground } from "../../state/playground.ts";
import { Dialog } from "../components/Dialog.tsx";
import style from "./dialogs.module.css";
import { openFile } from "./useFileDrop.ts";

/** Where to start from: the first example, a lesson, or a file of one's own. */
export function ScenariosDialog() {
  const t = useTranslate();
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
  return (
    <Dialog title={t("scenarios.title")} onClose={close}>
      <ul className={style.choices}>
        <li>
          <button
            type="button"
            onClick={() => {
              openScenario({ text: firstScenario, lesson: null, name: t("scenarios.first") });
              close();
            }}
          >
            <strong>{t("scenarios.first")}</strong>
            <span>{t("scenarios.firstNote")}</span>
          </button>
        </li>
        {/* Above the lessons: they come a moment later, and would push it away from under the pointer. */}
        <li>
          <button type="button" onClick={() => input.current?.click()}>
            <strong>{t("action.openFile")}</strong>
            <span>{t("scenarios.fileNote")}</span>
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
        {lessons?.map((lesson) => (
          <li key={lesson.id}>
            <button type="button" onClick={() => void onLesson(lesson)}>
              <strong>{lesson.title[language]}</strong>
              <span>{lesson.goal[language]}</span>
            </button>
          </li>
        ))}
      </ul>
      {lessons === null && <p className={style.quiet}>{t("scenarios.unavailable")}</p>}
    </Dialog>
  );
}
