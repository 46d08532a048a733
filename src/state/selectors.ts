import type { Beat } from "../projection/model.ts";
import type { TextRange } from "../worker/protocol.ts";
import type { PlaygroundState } from "./playground.ts";
import { sourceLines } from "./sourceLines.ts";

/** The beat on stage; null before the first run. */
export const selectBeat = (state: PlaygroundState): Beat | null => state.journey?.beats[state.beat] ?? null;

/** Whether all of the last beat has been shown: nothing follows. */
export const selectIsLastBeat = ({ journey, beat, p }: PlaygroundState): boolean =>
  journey !== null && journey.beats.length > 1 && beat === journey.beats.length - 1 && p === 1;

/** Whether the beat on stage is bookmarked. */
export const selectIsBookmarked = (state: PlaygroundState): boolean => {
  const id = state.journey?.beats[state.beat]?.id;
  return state.bookmarks.some((bookmark) => bookmark.beat === id);
};

/** The lines that the beat on stage is about; null while the text is not the one that was run. */
export const selectBeatLines = (state: PlaygroundState): TextRange | null => {
  const source = selectBeat(state)?.source;
  if (!source || !state.summary || state.text !== state.ranText) return null;
  return sourceLines(state.summary.objectLines, source);
};

/** Whether the first run has come to an end, whichever: what the first beat does not need is fetched from then on. */
export const selectIsFirstRunDone = (state: PlaygroundState): boolean =>
  state.ranText !== null || state.run.status === "invalid" || state.run.status === "crashed";

/** Whether the session has started: the first beat is painted by then, and the panes beside the stage are fetched. */
export const selectIsStarted = (state: PlaygroundState): boolean => state.run.status !== "idle";
