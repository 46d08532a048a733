import { usePlayground } from "./playground.ts";

/** A frame that comes late (a hidden tab, a busy machine) moves the story by no more than this, milliseconds. */
const longestFrame = 100;

/** The one clock of the page: while something moves, each animation frame pushes the playhead. Gives a function that stops it. */
export function startClock(): () => void {
  let frame = 0;
  let before: number | null = null;
  const onFrame = (now: number): void => {
    frame = 0;
    if (before !== null) usePlayground.getState().tick(Math.min(now - before, longestFrame));
    before = now;
    wake();
  };
  const wake = (): void => {
    if (usePlayground.getState().motion === "still") before = null;
    else if (frame === 0) frame = requestAnimationFrame(onFrame);
  };
  const unsubscribe = usePlayground.subscribe(wake);
  return () => {
    unsubscribe();
    cancelAnimationFrame(frame);
  };
}
