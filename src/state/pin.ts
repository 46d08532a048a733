import type { StateCreator } from "zustand";
import type { DecisionRecord } from "../engine/index.ts";
import type { ObjectLines } from "../worker/protocol.ts";
import type { PlaygroundState } from "./playground.ts";

/** The run that later ones are compared with. */
interface PinnedRun {
  readonly text: string;
  readonly seed: number;
  /** What the text has, by which one about something else is told. */
  readonly objects: readonly ObjectLines[];
  /** The Pod that was on stage. */
  readonly pod: string | null;
  /** How the scheduler's last attempt at it ended; null: there was none. */
  readonly outcome: DecisionRecord | null;
}

export interface PinSlice {
  /** A scenario's first run pins itself: an edit is compared with what was opened. */
  readonly pinned: PinnedRun | null;
  /** Pins the run on stage. */
  readonly pinRun: () => void;
}

export const createPin: StateCreator<PlaygroundState, [], [], PinSlice> = (set, get) => ({
  pinned: null,
  pinRun: () => {
    const { ranText, seed, presentation, summary } = get();
    if (ranText === null || presentation === null || presentation.isOpening) return;
    const { journey, outcome } = presentation;
    set({ pinned: { text: ranText, seed, objects: summary?.objectLines ?? [], pod: journey.pod, outcome } });
  },
});

/** The run on stage is another than the pinned one. */
export const selectIsAnotherRun = ({ pinned, ranText, seed }: PlaygroundState): boolean =>
  pinned !== null && ranText !== null && (pinned.text !== ranText || pinned.seed !== seed);
