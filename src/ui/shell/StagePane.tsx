import { lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";
import style from "./StagePane.module.css";

// Asked for as soon as the page's code runs, not when it first renders.
const loading = import("../stage/Stage.tsx");
const Stage = lazy(async () => ({ default: (await loading).Stage }));
const WhyView = lazy(async () => ({ default: (await import("../why/WhyView.tsx")).WhyView }));

/** The Why? view takes the stage's place while the attempt in sight found no node. */
const selectWhy = (state: PlaygroundState) => state.tab === "why" && state.decision?.phase === "refused";

/** Where the journey is drawn. The stage is a chunk of its own. */
export function StagePane() {
  const t = useTranslate();
  const why = usePlayground(selectWhy);
  return (
    <main className={style.stage} aria-label={t("pane.stage")} tabIndex={-1}>
      <ErrorBoundary pane={t("pane.stage")}>
        <Suspense fallback={null}>{why ? <WhyView /> : <Stage />}</Suspense>
      </ErrorBoundary>
    </main>
  );
}
