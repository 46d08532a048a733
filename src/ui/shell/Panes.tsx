import { type CSSProperties, lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { roomForEditor, roomForInspector } from "../../state/layout.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectIsStarted } from "../../state/selectors.ts";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";
import { useMedia } from "../components/useMedia.ts";
import style from "./Panes.module.css";
import { Splitter } from "./Splitter.tsx";
import { StagePane } from "./StagePane.tsx";

const EditorPane = lazy(async () => ({ default: (await import("../editor/EditorPane.tsx")).EditorPane }));
const Inspector = lazy(async () => ({ default: (await import("../inspector/Inspector.tsx")).Inspector }));

const selectEditorOpen = (state: PlaygroundState) => state.editorOpen;
const selectInspectorOpen = (state: PlaygroundState) => state.inspectorOpen;
const selectWidths = (state: PlaygroundState) => state.widths;

/** Designed widths by window width: visual-language.md, Screen. */
function designedWidths(isWide: boolean, isMedium: boolean): { editor: number; inspector: number } {
  if (isWide) return { editor: 372, inspector: 468 };
  return isMedium ? { editor: 300, inspector: 372 } : { editor: 292, inspector: 360 };
}

/**
 * Editor, stage and inspector side by side; where there is no room, the outer two are sheets. The frames are there from
 * the start, so that nothing moves when what is in them has been fetched.
 */
export function Panes() {
  const t = useTranslate();
  const editorOpen = usePlayground(selectEditorOpen);
  const inspectorOpen = usePlayground(selectInspectorOpen);
  const widths = usePlayground(selectWidths);
  const hasInspector = useMedia(roomForInspector);
  const hasEditor = useMedia(roomForEditor);
  const designed = designedWidths(useMedia("(width >= 1800px)"), useMedia("(width >= 1400px)"));
  const mayLoad = usePlayground(selectIsStarted);
  const { setWidths } = usePlayground.getState();
  const showEditor = hasEditor && editorOpen;
  const showInspector = hasInspector && inspectorOpen;
  const editor = widths.editor ?? designed.editor;
  const inspector = widths.inspector ?? designed.inspector;
  return (
    <div
      className={style.panes}
      style={
        {
          gridTemplateColumns: `${showEditor ? `${editor}px ` : ""}minmax(0, 1fr)${showInspector ? ` ${inspector}px` : ""}`,
        } satisfies CSSProperties
      }
    >
      {showEditor && (
        <section className={style.pane} aria-label={t("pane.editor")}>
          <ErrorBoundary pane={t("pane.editor")}>
            <Suspense fallback={null}>{mayLoad && <EditorPane />}</Suspense>
          </ErrorBoundary>
          <Splitter
            label={t("pane.resizeEditor")}
            size={editor}
            min={220}
            max={640}
            edge="right"
            onResize={(width) => setWidths({ ...widths, editor: width })}
            onReset={() => setWidths({ ...widths, editor: null })}
          />
        </section>
      )}
      <StagePane />
      {showInspector && (
        <aside className={style.pane} aria-label={t("pane.inspector")}>
          <Splitter
            label={t("pane.resizeInspector")}
            size={inspector}
            min={280}
            max={760}
            edge="left"
            onResize={(width) => setWidths({ ...widths, inspector: width })}
            onReset={() => setWidths({ ...widths, inspector: null })}
          />
          <ErrorBoundary pane={t("pane.inspector")}>
            <Suspense fallback={null}>{mayLoad && <Inspector />}</Suspense>
          </ErrorBoundary>
        </aside>
      )}
    </div>
  );
}
