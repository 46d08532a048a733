import { type RefObject, useEffect } from "react";
import { useTimelineView } from "../../state/timelineView.ts";
import type { AxisView } from "./useAxis.ts";

/** How much one pixel of the wheel zooms. */
const zoomPerPixel = 0.002;

/** The wheel: with Ctrl it zooms around the pointer, with Shift or sideways it pans, else it scrolls the lanes. */
export function useWheel(
  root: RefObject<HTMLElement | null>,
  ruler: RefObject<HTMLElement | null>,
  view: AxisView,
): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      const box = ruler.current?.getBoundingClientRect();
      if (!box) return;
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const { zoom, pan } = useTimelineView.getState();
      if (event.ctrlKey) zoom(Math.exp(event.deltaY * zoomPerPixel), view.at(event.clientX - box.left));
      else if (event.shiftKey || sideways)
        pan(((sideways ? event.deltaX : event.deltaY) / box.width) * (view.span.to - view.span.from));
      else return;
      // The browser would zoom the page, or go back in its history.
      event.preventDefault();
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [root, ruler, view]);
}
