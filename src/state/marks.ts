import type { StateCreator } from "zustand";
import type { PlaygroundState } from "./playground.ts";

/** A beat that the person marked, by its id; `name` may be empty. */
export interface Bookmark {
  readonly beat: string;
  readonly name: string;
}

/** What the person marked in the run. */
export interface MarksSlice {
  readonly bookmarks: readonly Bookmark[];

  readonly toggleBookmark: () => void;
}

export const createMarks: StateCreator<PlaygroundState, [], [], MarksSlice> = (set) => ({
  bookmarks: [],

  toggleBookmark: () =>
    set(({ journey, beat, bookmarks }) => {
      const id = journey?.beats[beat]?.id;
      if (id === undefined) return {};
      const there = bookmarks.some((bookmark) => bookmark.beat === id);
      return {
        bookmarks: there
          ? bookmarks.filter((bookmark) => bookmark.beat !== id)
          : [...bookmarks, { beat: id, name: "" }],
      };
    }),
});
