import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { selectIsComing } from "../../state/opening.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";
import style from "./StagePane.module.css";

// Asked for as soon as the page's code runs, not when it first renders.
const loading = import("../stage/Stage.tsx");
const Stage = lazy(async () => ({ default: (await loading).Stage }));
const LoadingCover = lazy(async () => ({ default: (await import("./LoadingCover.tsx")).LoadingCover }));
const WhyView = lazy(async () => ({ default: (await import("../why/WhyView.tsx")).WhyView }));

/** The Why? view takes the stage's place while the attempt in sight found no node. */
const selectWhy = (state: PlaygroundState) => state.tab === "why" && state.decision?.phase === "refused";

/** Most of what is opened is there sooner: a cover would only flash. Milliseconds. */
const patience = 300;

/** Whether something has been so for a while. */
function useAfterWhile(is: boolean): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    if (!is) return;
    const timer = setTimeout(() => setAfter(true), patience);
    return () => {
      clearTimeout(timer);
      setAfter(false);
    };
  }, [is]);
  return is && after;
}

/** Where the journey is drawn. The stage is a chunk of its own. */
export function StagePane() {
  const t = useTranslate();
  const why = usePlayground(selectWhy);
  const isCovered = useAfterWhile(usePlayground(selectIsComing));
  return (
    <main className={style.stage} aria-label={t("pane.stage")} tabIndex={-1}>
      <ErrorBoundary pane={t("pane.stage")}>
        <div className={style.under} inert={isCovered}>
          <Suspense fallback={null}>{why ? <WhyView /> : <Stage />}</Suspense>
        </div>
        <Suspense fallback={null}>{isCovered && <LoadingCover />}</Suspense>
      </ErrorBoundary>
    </main>
  );
}
