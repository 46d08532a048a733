import { useEffect } from "react";
import { usePlayground } from "../../state/playground.ts";
import { useTimelineView } from "../../state/timelineView.ts";
import { isTakenBy } from "../shell/keys.ts";
import type { AxisView } from "./useAxis.ts";
import { zoomStep } from "./zoomStep.ts";

function actionOf(key: string, view: AxisView): (() => void) | null {
  const { markLoop, clearLoop, jumpToBookmark, loop } = usePlayground.getState();
  switch (key) {
    case "+":
    case "=":
      return () => zoomStep("in", view);
    case "-":
      return () => zoomStep("out", view);
    case "0":
      return useTimelineView.getState().fit;
    case "[":
      return () => markLoop("from");
    case "]":
      return () => markLoop("to");
    case ",":
      return () => jumpToBookmark(-1);
    case ".":
      return () => jumpToBookmark(1);
    case "Escape":
      return loop ? clearLoop : null;
    default:
      return null;
  }
}

/** The timeline's own keys. Like the page's, they never fire while someone types. */
export function useTimelineKeys(view: AxisView): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTakenBy(event.target, event.key)) return;
      const action = actionOf(event.key, view);
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [view]);
}
