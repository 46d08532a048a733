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
  const hasDialog = usePlayground(selectHasDialog);
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
      {hasDialog && (
        <ErrorBoundary pane={t("pane.inspector")}>
          <Suspense fallback={null}>
            <Dialogs />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}
