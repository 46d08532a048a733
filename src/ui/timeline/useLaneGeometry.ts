import { type RefObject, useLayoutEffect, useState } from "react";

export interface LaneGeometry {
  /** CSS pixels. */
  readonly laneHeight: number;
  readonly labelWidth: number;
  /** Whole lanes in sight without scrolling. */
  readonly room: number;
}

/** Measures what the style gives the lanes: it depends on the window and on how high the person made the timeline. */
export function useLaneGeometry(list: RefObject<HTMLElement | null>): LaneGeometry {
  const [geometry, setGeometry] = useState<LaneGeometry>({ laneHeight: 17, labelWidth: 110, room: 3 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = (): void => {
      const given = getComputedStyle(element);
      const laneHeight = Number.parseFloat(given.getPropertyValue("--lane-height")) || 17;
      const labelWidth = Number.parseFloat(given.getPropertyValue("--lane-label-width")) || 110;
      const room = Math.max(1, Math.floor(element.clientHeight / laneHeight));
      const next = { laneHeight, labelWidth, room };
      setGeometry((before) => (isSame(before, next) ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);
  return geometry;
}

const isSame = (a: LaneGeometry, b: LaneGeometry): boolean =>
  a.laneHeight === b.laneHeight && a.labelWidth === b.labelWidth && a.room === b.room;
