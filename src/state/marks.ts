import type { StateCreator } from "zustand";
import type { Journey } from "../projection/model.ts";
import { type Loop, type MarkedPlace, type Marks, noMarks } from "../share/marks.ts";
import type { PlaygroundState } from "./playground.ts";
import { orderOf, type Playhead } from "./playhead.ts";
import type { Presentation } from "./presentation.ts";

export interface MarksSlice extends Marks {
  /** Marks the beat on stage, or takes its mark away. */
  readonly toggleBookmark: () => void;
  readonly renameBookmark: (beat: string, name: string) => void;
  readonly removeBookmark: (beat: string) => void;
  /** Goes to the next or previous bookmarked beat. */
  readonly jumpToBookmark: (direction: 1 | -1) => void;
  readonly toggleBreakpoint: (id: string) => void;
  /** Marks where the loop begins or ends; by default at the playhead, with the beat on stage in the loop. An end before its start takes the start away, and the other way round. */
  readonly markLoop: (end: "from" | "to", at?: Playhead) => void;
  readonly clearLoop: () => void;
}

export const createMarks: StateCreator<PlaygroundState, [], [], MarksSlice> = (set, get) => ({
  ...noMarks,

  toggleBookmark: () => {
    const { journey, beat, bookmarks, removeBookmark } = get();
    const id = journey?.beats[beat]?.id;
    if (id === undefined) return;
    if (bookmarks.some((bookmark) => bookmark.beat === id)) removeBookmark(id);
    else set({ bookmarks: [...bookmarks, { beat: id, name: "" }] });
  },
  renameBookmark: (beat, name) =>
    set(({ bookmarks }) => ({ bookmarks: bookmarks.map((each) => (each.beat === beat ? { beat, name } : each)) })),
  removeBookmark: (beat) => set(({ bookmarks }) => ({ bookmarks: bookmarks.filter((each) => each.beat !== beat) })),
  jumpToBookmark: (direction) => {
    const { journey, beat, bookmarks, goTo } = get();
    if (!journey) return;
    const marked = new Set(bookmarks.map((each) => each.beat));
    const beats = journey.beats.filter(({ id, index }) => marked.has(id) && (index - beat) * direction > 0);
    const next = beats.at(direction === 1 ? 0 : -1);
    if (next) goTo({ beat: next.index, p: 1 });
  },
  toggleBreakpoint: (id) =>
    set(({ breakpoints }) => ({
      breakpoints: breakpoints.includes(id) ? breakpoints.filter((each) => each !== id) : [...breakpoints, id],
    })),
  markLoop: (end, at) =>
    set(({ journey, beat, p, loop }) => {
      const place = at ?? { beat, p: end === "from" && p === 1 ? 0 : p };
      const id = journey?.beats[place.beat]?.id;
      if (!journey || id === undefined) return {};
      const next: Loop = { from: null, to: null, ...loop, [end]: { beat: id, p: place.p } };
      const range = loopIn(journey, next);
      return { loop: range ? next : { from: null, to: null, [end]: next[end] } };
    }),
  clearLoop: () => set({ loop: null }),
});

/** A loop in a run; null when there is none, when the run has no such beats, or when it is empty. */
export function loopIn(journey: Journey, loop: Loop | null): { readonly from: Playhead; readonly to: Playhead } | null {
  if (!loop) return null;
  const placeOf = (marked: MarkedPlace | null, otherwise: Playhead): Playhead | null => {
    if (!marked) return otherwise;
    const beat = journey.beats.findIndex(({ id }) => id === marked.beat);
    return beat < 0 ? null : { beat, p: marked.p };
  };
  const from = placeOf(loop.from, { beat: 0, p: 0 });
  const to = placeOf(loop.to, { beat: journey.beats.length - 1, p: 1 });
  return from && to && orderOf(from) < orderOf(to) ? { from, to } : null;
}

const nothing: readonly number[] = [];

/** The beats at whose ends play stops. Nothing is reckoned while no breakpoint is on. */
export function stopBeatsOf(presentation: Presentation | null, breakpoints: readonly string[]): readonly number[] {
  return breakpoints.length > 0 ? (presentation?.breakpoints?.beats(breakpoints) ?? nothing) : nothing;
}
