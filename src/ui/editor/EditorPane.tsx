import { PanelLeftClose } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { IconButton } from "../components/Button.tsx";
import { Tabs } from "../components/Tabs.tsx";
import style from "./EditorPane.module.css";
import { MonacoPane } from "./MonacoPane.tsx";
import { ProblemList } from "./ProblemList.tsx";
import { useEditorWords } from "./useEditorWords.ts";

const LessonCard = lazy(async () => ({ default: (await import("../lesson/LessonCard.tsx")).LessonCard }));

const selectInSheet = (state: PlaygroundState) => state.sheet === "editor";
const selectLesson = (state: PlaygroundState) => state.lesson;
const selectObjects = (state: PlaygroundState) => state.summary?.objectLines;

type Part = "workload" | "cluster";

/** The scenario as plain YAML: what is applied, and the cluster that it is applied to. One text; the tabs go to its parts. */
export function EditorPane() {
  const t = useTranslate();
  const w = useEditorWords();
  const inSheet = usePlayground(selectInSheet);
  const objects = usePlayground(selectObjects);
  const lesson = usePlayground(selectLesson);
  const { toggleEditor, revealLine } = usePlayground.getState();
  const [line, setLine] = useState(1);
  const onLine = useCallback((first: number) => setLine(first), []);

  const applied = objects?.find(({ initial }) => !initial);
  const cluster = objects?.find(({ initial }) => initial);
  const here = objects?.findLast(({ range }) => range.line <= line + 1) ?? objects?.[0];
  const tabs: { id: Part; label: string }[] = [{ id: "workload", label: applied?.kind ?? w("editor.workload") }];
  if (cluster) tabs.push({ id: "cluster", label: w("editor.cluster") });
  return (
    <div className={style.editor}>
      {lesson !== null && (
        <Suspense fallback={null}>
          <LessonCard key={lesson} />
        </Suspense>
      )}
      <div className={`${style.editor} nokey`}>
        <Tabs
          label={t("pane.editor")}
          tabs={tabs}
          selected={here?.initial && cluster ? "cluster" : "workload"}
          onSelect={(part) => {
            const to = part === "cluster" ? cluster : applied;
            revealLine(to?.range.line ?? 1);
          }}
          aside={
            inSheet ? null : (
              <IconButton label={t("action.closeEditor")} hotkey="E" onClick={toggleEditor}>
                <PanelLeftClose size={17} aria-hidden />
              </IconButton>
            )
          }
        >
          <MonacoPane onLine={onLine} />
        </Tabs>
        <ProblemList />
      </div>
    </div>
  );
}
