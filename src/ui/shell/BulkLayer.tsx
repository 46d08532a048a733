import { lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type BulkState, useBulk } from "../../state/bulk.ts";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";

const BulkView = lazy(async () => ({ default: (await import("../bulk/BulkView.tsx")).BulkView }));

const selectIsOpen = (state: BulkState) => state.file !== null;

/** The bulk view, when it is open. A component of its own, so that opening it does not draw the page anew. */
export function BulkLayer() {
  const t = useTranslate();
  const isOpen = useBulk(selectIsOpen);
  if (!isOpen) return null;
  return (
    <ErrorBoundary pane={t("problem.scheduleWhole")}>
      <Suspense fallback={null}>
        <BulkView />
      </Suspense>
    </ErrorBoundary>
  );
}
