import { lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";
import { useMedia } from "../components/useMedia.ts";
import { NarrationBar } from "../narration/NarrationBar.tsx";
import { Timeline } from "../timeline/Timeline.tsx";
import style from "./App.module.css";
import { BulkLayer } from "./BulkLayer.tsx";
import { Header } from "./Header.tsx";
import { useKeys } from "./keys.ts";
import { LiveRegion } from "./LiveRegion.tsx";
import { NoticeBar } from "./NoticeBar.tsx";
import { Panes } from "./Panes.tsx";
import { PhoneBar } from "./PhoneBar.tsx";
import { useFileDrop } from "./useFileDrop.ts";

const Dialogs = lazy(async () => ({ default: (await import("./Dialogs.tsx")).Dialogs }));

const selectHasDialog = (state: PlaygroundState) => state.dialog !== null || state.sheet !== null;

/** The page: rail, panes, narration, timeline. */
export function App() {
  const t = useTranslate();
  const isPhone = useMedia("(width < 700px)");
  useKeys();
  useFileDrop();
  return (
    <div className={style.app}>
      <Header isPhone={isPhone} />
      <NoticeBar />
      <Panes />
      <ErrorBoundary pane={t("pane.narration")}>
        <NarrationBar isPhone={isPhone} />
      </ErrorBoundary>
      {isPhone ? (
        <PhoneBar />
      ) : (
        <ErrorBoundary pane={t("pane.timeline")}>
          <Timeline />
        </ErrorBoundary>
      )}
      <LiveRegion />
      <BulkLayer />
      <DialogLayer />
    </div>
  );
}

/** Dialogs and sheets. A component of its own, so that opening one does not draw the page anew. */
function DialogLayer() {
  const t = useTranslate();
  const hasDialog = usePlayground(selectHasDialog);
  if (!hasDialog) return null;
  return (
    <ErrorBoundary pane={t("pane.inspector")}>
      <Suspense fallback={null}>
        <Dialogs />
      </Suspense>
    </ErrorBoundary>
  );
}
