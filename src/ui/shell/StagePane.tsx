import { type ComponentType, lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";
import style from "./StagePane.module.css";

const found = import.meta.glob<{ Stage: ComponentType }>("../stage/Stage.tsx");
const load = Object.values(found)[0];
const Stage = load ? lazy(async () => ({ default: (await load()).Stage })) : () => null;

/** Where the journey is drawn. The stage is a chunk of its own, asked for before the first run is done. */
export function StagePane() {
  const t = useTranslate();
  return (
    <main className={style.stage} aria-label={t("pane.stage")} tabIndex={-1}>
      <ErrorBoundary pane={t("pane.stage")}>
        <Suspense fallback={null}>
          <Stage />
        </Suspense>
      </ErrorBoundary>
    </main>
  );
}
