import type { Problem } from "../../../scenario/index.ts";
import type { TextRange } from "../../../worker/protocol.ts";
import { monaco } from "./monaco.ts";

/** What the pane needs of the editor, in its own words. */
export interface CodeEditor {
  readonly setText: (text: string) => void;
  /** Puts a text into the place of what was pasted last: undo takes both back at once, unless somebody typed in between. */
  readonly replacePasted: (text: string) => void;
  readonly setProblems: (problems: readonly Problem[]) => void;
  readonly setTheme: (theme: "light" | "dark") => void;
  readonly setLabel: (label: string) => void;
  readonly setFontSize: (size: number, lineHeight: number) => void;
  /** Marks the lines that the beat on stage is about, and brings them into view unless the person is typing. */
  readonly setBeatLines: (range: TextRange | null) => void;
  readonly reveal: (line: number, focus: boolean) => void;
  readonly focus: (selectionStart: number) => void;
  readonly dispose: () => void;
}

interface Options {
  readonly container: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly theme: "light" | "dark";
  readonly beatLineClass: string;
  readonly beatMarginClass: string;
  /** The text after a change, and what the change brought in. */
  readonly onText: (text: string, inserted: string) => void;
  /** The first line in view, after scrolling or moving the cursor. */
  readonly onLine: (line: number) => void;
  /** Tab moves the focus on (whoever came by keyboard must get out the same way), or indents; or the editor has no focus: null. */
  readonly onTab: (tab: "moves" | "indents" | null) => void;
  /** Escape, when nothing in the editor wants it. */
  readonly onLeave: () => void;
}

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** From so many lines on, the lines that a beat is about are marked at the edge only. */
const wallOfColour = 12;

/** One model for the life of the page: undo survives closing and opening the pane. */
let model: monaco.editor.ITextModel | null = null;

function modelOf(text: string): monaco.editor.ITextModel {
  model ??= monaco.editor.createModel(text, "yaml", monaco.Uri.parse("file:///scenario.yaml"));
  return model;
}

/** Replaces all of the text as one step that undo takes back. */
function replaceText(target: monaco.editor.ITextModel, text: string): void {
  if (target.getValue() === text) return;
  target.pushStackElement();
  target.pushEditOperations([], [{ range: target.getFullModelRange(), text }], () => null);
  target.pushStackElement();
}

export function createCodeEditor(options: Options): CodeEditor {
  const target = modelOf(options.text);
  replaceText(target, options.text);
  target.updateOptions({
    tabSize: 2,
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  const editor = monaco.editor.create(options.container, {
    model: target,
    theme: `podyssey-${options.theme}`,
    ariaLabel: options.label,
    automaticLayout: true,
    fontFamily: "Iosevka, 'Noto Sans SC Variable', 'Noto Sans CJK SC', monospace",
    fontSize: 13.5,
    lineHeight: 19,
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    // In a pane this narrow a long line is read whole or not at all.
    wordWrap: "on",
    wrappingIndent: "indent",
    renderLineHighlight: "none",
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 10,
    glyphMargin: false,
    folding: false,
    padding: { top: 8, bottom: 12 },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8, useShadows: false },
    fixedOverflowWidgets: true,
    wordBasedSuggestions: "off",
    quickSuggestions: { other: true, comments: false, strings: true },
    unicodeHighlight: { ambiguousCharacters: false },
    stickyScroll: { enabled: false },
    contextmenu: true,
    guides: { indentation: false },
    bracketPairColorization: { enabled: false },
  });
  const beatLines = editor.createDecorationsCollection();
  let isReplacing = false;
  let pasted = 0;
  let isPointed = false;
  const setTab = (tab: "moves" | "indents" | null): void => {
    editor.updateOptions({ tabFocusMode: tab !== "indents" });
    options.onTab(tab);
  };
  // The press comes before the focus.
  const onPointer = (): void => {
    isPointed = true;
    if (editor.hasTextFocus()) setTab("indents");
  };
  options.container.addEventListener("pointerdown", onPointer, true);
  const replace = (text: string): void => {
    isReplacing = true;
    replaceText(target, text);
    isReplacing = false;
  };
  const subscriptions = [
    editor.onDidFocusEditorText(() => setTab(isPointed ? "indents" : "moves")),
    editor.onDidBlurEditorText(() => {
      isPointed = false;
      setTab(null);
    }),
    editor.onDidChangeModelContent(({ changes }) => {
      if (isReplacing) return;
      if (editor.hasTextFocus()) setTab("indents");
      const inserted = changes.map(({ text }) => text).join("\n");
      // One key brings in a letter or a line's indent; what is pasted may be pasted again by undo.
      if (inserted.length > 1) pasted = target.getAlternativeVersionId();
      options.onText(target.getValue(), inserted);
    }),
    editor.onDidScrollChange(() => options.onLine(editor.getVisibleRanges()[0]?.startLineNumber ?? 1)),
  ];
  editor.addCommand(
    monaco.KeyCode.Escape,
    options.onLeave,
    "editorTextFocus && !suggestWidgetVisible && !findWidgetVisible && !editorHasMultipleSelections && !editorHasSelection && !markersNavigationVisible && !editorHoverVisible",
  );
  // Letters are as wide as the fallback face's until Iosevka has come.
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts());

  return {
    setText: replace,
    replacePasted: (text) => {
      isReplacing = true;
      if (target.getAlternativeVersionId() === pasted) target.undo();
      isReplacing = false;
      replace(text);
    },
    setTheme: (theme) => monaco.editor.setTheme(`podyssey-${theme}`),
    setLabel: (ariaLabel) => editor.updateOptions({ ariaLabel }),
    setFontSize: (fontSize, lineHeight) => editor.updateOptions({ fontSize, lineHeight }),
    setProblems: (problems) =>
      monaco.editor.setModelMarkers(
        target,
        "podyssey",
        problems.map(({ line, column, endLine, endColumn, message, severity }) => ({
          startLineNumber: line,
          startColumn: column,
          endLineNumber: endLine ?? line,
          endColumn: endColumn ?? target.getLineMaxColumn(Math.min(line, target.getLineCount())),
          message,
          severity: severities[severity],
        })),
      ),
    setBeatLines: (range) => {
      if (!range || range.line > target.getLineCount()) {
        beatLines.clear();
        return;
      }
      beatLines.set([
        {
          range: new monaco.Range(range.line, 1, range.endLine, 1),
          options: {
            isWholeLine: true,
            // A whole object would be a wall of colour: the bar at the edge says enough.
            className: range.endLine - range.line < wallOfColour ? options.beatLineClass : null,
            marginClassName: options.beatMarginClass,
          },
        },
      ]);
      if (editor.hasTextFocus()) return;
      if (range.endLine - range.line < wallOfColour) {
        editor.revealLinesInCenterIfOutsideViewport(range.line, range.endLine);
      } else editor.revealLineInCenterIfOutsideViewport(range.line);
    },
    reveal: (line, focus) => {
      editor.revealLineNearTop(line);
      editor.setPosition({ lineNumber: line, column: 1 });
      if (focus) editor.focus();
    },
    focus: (selectionStart) => {
      editor.setPosition(target.getPositionAt(selectionStart));
      editor.focus();
      // Somebody is typing already.
      setTab("indents");
    },
    dispose: () => {
      options.container.removeEventListener("pointerdown", onPointer, true);
      for (const subscription of subscriptions) subscription.dispose();
      editor.dispose();
    },
  };
}
