import { useEffect, useRef, useState } from "react";
import { takeText } from "../../state/imports.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectBeatLines, selectIsFirstRunDone } from "../../state/selectors.ts";
import { useAfterPaint } from "../components/useAfterPaint.ts";
import { largeScreen, useMedia } from "../components/useMedia.ts";
import style from "./EditorPane.module.css";
import type { CodeEditor } from "./monaco/codeEditor.ts";
import { PlainEditor } from "./PlainEditor.tsx";
import { useEditorWords } from "./useEditorWords.ts";
import { useProblemText } from "./useProblemText.ts";

const selectText = (state: PlaygroundState) => state.text;
const selectProblems = (state: PlaygroundState) => state.problems;
const selectTheme = (state: PlaygroundState) => state.theme;
const selectRevealed = (state: PlaygroundState) => state.revealed;

interface MonacoPaneProps {
  /** The first line in view. */
  readonly onLine: (line: number) => void;
}

/** Monaco, asked for once the first run is on stage; a plain text field until it is there, and if it can't be had. */
export function MonacoPane({ onLine }: MonacoPaneProps) {
  const w = useEditorWords();
  const label = w("editor.label");
  const container = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const [tab, setTab] = useState<"moves" | "indents" | null>(null);
  const [failed, setFailed] = useState(false);
  const isLarge = useMedia(largeScreen);
  const mayLoad = usePlayground(selectIsFirstRunDone);
  const text = usePlayground(selectText);
  const problems = usePlayground(selectProblems);
  const textOf = useProblemText();
  const theme = usePlayground(selectTheme);
  const revealed = usePlayground(selectRevealed);
  const beatLines = useAfterPaint(usePlayground(selectBeatLines));

  useEffect(() => {
    if (!mayLoad) return;
    let gone = false;
    let created: CodeEditor | null = null;
    const open = async (): Promise<void> => {
      const { createCodeEditor } = await import("./monaco/codeEditor.ts");
      if (gone || !container.current) return;
      const state = usePlayground.getState();
      const caret = document.activeElement === plain.current ? plain.current?.selectionStart : undefined;
      created = createCodeEditor({
        container: container.current,
        text: state.text,
        label,
        theme: state.theme,
        beatLineClass: style.beatLine,
        beatMarginClass: style.beatMargin,
        onText: (changed, inserted) => void takeText(changed, inserted, (cleaned) => created?.replacePasted(cleaned)),
        onLine,
        onTab: setTab,
        onLeave: () => document.querySelector<HTMLElement>("main")?.focus(),
      });
      if (caret !== undefined) created.focus(caret);
      setEditor(created);
    };
    open().catch(() => setFailed(true));
    return () => {
      gone = true;
      created?.dispose();
      setEditor(null);
    };
  }, [mayLoad, label, onLine]);

  useEffect(() => editor?.setText(text), [editor, text]);
  useEffect(
    () => editor?.setProblems(problems.map((problem) => ({ ...problem, message: textOf(problem) }))),
    [editor, problems, textOf],
  );
  useEffect(() => editor?.setTheme(theme), [editor, theme]);
  useEffect(() => editor?.setFontSize(isLarge ? 15 : 13.5, isLarge ? 21 : 19), [editor, isLarge]);
  useEffect(() => editor?.setBeatLines(beatLines), [editor, beatLines]);
  useEffect(() => {
    if (revealed) editor?.reveal(revealed.line, true);
  }, [editor, revealed]);

  return (
    <>
      <div className={style.room}>
        {!editor && <PlainEditor field={plain} />}
        <div ref={container} className={editor ? style.monaco : style.waiting} />
      </div>
      {failed && <p className={style.note}>{w("editor.failed")}</p>}
      {tab === "moves" && (
        <p className={style.hint} role="status">
          {w("editor.tabHint")}
        </p>
      )}
    </>
  );
}
