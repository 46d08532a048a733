import { useLayoutEffect } from "react";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { timeAt } from "../../state/playhead.ts";
import type { AxisView } from "./useAxis.ts";

/**
 * Tells where the playhead stands on the axis in view, CSS pixels from its left edge: after each render, and, past React,
 * whenever it moves.
 */
export function usePlayheadX(view: AxisView, onMove: (x: number) => void): void {
  useLayoutEffect(() => {
    let before = Number.NaN;
    const tell = (state: PlaygroundState): void => {
      if (!state.journey) return;
      const x = view.x(view.ofStory(timeAt(state.journey, state)));
      if (x !== before) onMove(x);
      before = x;
    };
    tell(usePlayground.getState());
    return usePlayground.subscribe(tell);
  });
}
