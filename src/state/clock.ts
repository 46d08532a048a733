import { usePlayground } from "./playground.ts";

/** A frame that comes late (a hidden tab, a busy machine) moves the story by no more than this, milliseconds. */
const longestFrame = 100;

/** The one clock of the page: while something moves, each animation frame pushes the playhead. Gives a function that stops it. */
export function startClock(): () => void {
  let frame = 0;
  let before: number | null = null;
  let ticking = false;
  const onFrame = (now: number): void => {
    frame = 0;
    if (before !== null) {
      ticking = true;
      usePlayground.getState().tick(Math.min(now - before, longestFrame));
      ticking = false;
    }
    before = now;
    wake();
  };
  const wake = (): void => {
    if (usePlayground.getState().motion === "still") before = null;
    else if (frame === 0) frame = requestAnimationFrame(onFrame);
  };
  const unsubscribe = usePlayground.subscribe(({ beat, p }, last) => {
    // A step while the last one is still moving: its first frame shows where it begins, and is not drawn twice for it.
    if (!ticking && (beat !== last.beat || p !== last.p)) before = null;
    wake();
  });
  return () => {
    unsubscribe();
    cancelAnimationFrame(frame);
  };
}
