import type { Beat } from "../projection/model.ts";
import type { PlaygroundState } from "./playground.ts";

/** The beat on stage; null before the first run. */
export const selectBeat = (state: PlaygroundState): Beat | null => state.journey?.beats[state.beat] ?? null;

/** Whether the beat on stage is bookmarked. */
export const selectIsBookmarked = (state: PlaygroundState): boolean => {
  const id = state.journey?.beats[state.beat]?.id;
  return state.bookmarks.some((bookmark) => bookmark.beat === id);
};
