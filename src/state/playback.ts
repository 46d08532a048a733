import type { StateCreator } from "zustand";
import type { Stop } from "../projection/breakpoints.ts";
import type { DecisionScene, Journey, Scene } from "../projection/model.ts";
import { loopIn, stopBeatsOf } from "./marks.ts";
import { selectIsComing } from "./opening.ts";
import type { PlaygroundState } from "./playground.ts";
import { actStep, advance, orderOf, type Playhead, playheadAt, playOn } from "./playhead.ts";
import type { Presentation } from "./presentation.ts";

export type Grain = "act" | "beat" | "event";

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;

/** The run on stage, where the playhead stands in it, and what moves it. */
export interface PlaybackSlice {
  readonly presentation: Presentation | null;
  readonly journey: Journey | null;
  readonly beat: number;
  readonly p: number;
  readonly scene: Scene | null;
  readonly previousScene: Scene | null;
  readonly decision: DecisionScene | null;
  /** What was asked for while only the first beat was known; it is done when the run is there. */
  readonly wishes: readonly (() => void)[];
  /** Where the playhead stood before a run that has not that beat, and the beat that it stands on instead. */
  readonly lostPlace: { readonly beat: string; readonly p: number; readonly landedOn: string } | null;
  /** What moves the playhead: nothing, one step that ends with its beat, or play. */
  readonly motion: "still" | "step" | "play";
  /** With reduced motion `p` rests at 1 while a beat plays; this is how much of its time has passed. */
  readonly heldShare: number;
  readonly playing: boolean;
  /** The breakpoints that ended play where the playhead stands. */
  readonly stoppedBy: readonly Stop[];
  readonly speed: number;
  readonly grain: Grain;

  readonly show: (presentation: Presentation, at?: string) => void;
  readonly goTo: (playhead: Playhead) => void;
  readonly scrub: (time: number) => void;
  readonly step: (direction: 1 | -1, grain?: Grain) => void;
  readonly goToAct: (act: number) => void;
  readonly goToEdge: (edge: "start" | "end") => void;
  readonly togglePlay: () => void;
  readonly pause: () => void;
  readonly tick: (milliseconds: number) => void;
  readonly setSpeed: (speed: number) => void;
  readonly setGrain: (grain: Grain) => void;
}

/** Where the beat of an id is; a link written by hand may count instead, from 1. -1: there is none. */
function beatNamed(beats: Journey["beats"], id: string): number {
  const named = beats.findIndex((beat) => beat.id === id);
  if (named >= 0 || !/^\d{1,6}$/.test(id)) return named;
  return Math.min(Math.max(Number(id), 1), beats.length) - 1;
}

/**
 * Where the playhead stands in the next run of the same scenario: on its beat. A run that has not that beat, such as one
 * that the API server refuses, has it near, and the place is remembered: the run that has the beat again goes back there,
 * unless the person went somewhere else in between; how a refusal is told does not count as elsewhere.
 */
function placeIn(next: Journey, state: PlaygroundState): { place: Playhead } & Pick<PlaygroundState, "lostPlace"> {
  const here = state.journey?.beats[state.beat]?.id ?? "";
  const stays = state.journey?.outcome === "refused" || state.lostPlace?.landedOn === here;
  const lost = stays ? state.lostPlace : null;
  const back = lost ? beatNamed(next.beats, lost.beat) : -1;
  if (lost && back >= 0) return { place: { beat: back, p: lost.p }, lostPlace: null };
  const found = beatNamed(next.beats, here);
  if (found >= 0) return { place: { beat: found, p: state.p }, lostPlace: lost };
  const beat = Math.max(0, Math.min(state.beat, next.beats.length - 1));
  const landedOn = next.beats[beat]?.id ?? "";
  return { place: { beat, p: 1 }, lostPlace: { beat: lost?.beat ?? here, p: lost?.p ?? state.p, landedOn } };
}

type Moment = Pick<PlaygroundState, "beat" | "p" | "scene" | "previousScene" | "decision">;

/** What the playhead shows at a place; scenes are the same objects while the beat stays. */
function momentAt(state: PlaygroundState, { beat, p }: Playhead): Partial<Moment> {
  const share = state.reducedMotion ? 1 : p;
  if (beat === state.beat && state.scene !== null) return share === state.p ? {} : { p: share };
  const { presentation } = state;
  if (!presentation) return {};
  return {
    beat,
    p: share,
    scene: presentation.sceneAt(beat),
    previousScene: beat > 0 ? presentation.sceneAt(beat - 1) : null,
    decision: presentation.decisionAt(beat),
  };
}

export const still = { motion: "still", playing: false } as const;

export const createPlayback: StateCreator<PlaygroundState, [], [], PlaybackSlice> = (set, get) => {
  /** Does a command now, or when there is more than the first beat, and what is being opened is on stage. */
  const whenKnown = (command: () => void): void => {
    if (get().presentation?.isOpening || selectIsComing(get())) set(({ wishes }) => ({ wishes: [...wishes, command] }));
    else command();
  };

  const place = (playhead: Playhead, motion: PlaygroundState["motion"] = "still"): void =>
    set((state) => ({
      ...momentAt(state, playhead),
      heldShare: playhead.p,
      motion,
      playing: motion === "play",
      stoppedBy: [],
    }));

  const stepBeat = (direction: 1 | -1): void => {
    const { journey, beat, reducedMotion } = get();
    if (!journey) return;
    const to = beat + direction;
    if (to < 0 || to >= journey.beats.length) {
      place({ beat, p: direction === 1 ? 1 : 0 });
      return;
    }
    if (direction === 1 && !reducedMotion) place({ beat: to, p: 0 }, "step");
    else place({ beat: to, p: 1 });
  };

  const stepEvent = (direction: 1 | -1): void => {
    const { journey, presentation, beat, p } = get();
    if (!journey || !presentation) return;
    const stops = presentation.eventStops;
    const here = beat + p;
    const to =
      direction === 1 ? stops.find((stop) => stop > here + 1e-6) : stops.findLast((stop) => stop < here - 1e-6);
    if (to === undefined) return;
    const whole = Number.isInteger(to) ? to - 1 : Math.floor(to);
    place({ beat: Math.max(0, whole), p: to - Math.max(0, whole) });
  };

  return {
    presentation: null,
    journey: null,
    beat: 0,
    p: 1,
    scene: null,
    previousScene: null,
    decision: null,
    wishes: [],
    lostPlace: null,
    ...still,
    heldShare: 0,
    stoppedBy: [],
    speed: 1,
    grain: "beat",

    show: (presentation, at) => {
      const { beats } = presentation.journey;
      set((state) => {
        const fresh = state.opening || at !== undefined || state.journey === null;
        const { place, lostPlace } = fresh
          ? { place: { beat: Math.max(0, at === undefined ? -1 : beatNamed(beats, at)), p: 1 }, lostPlace: null }
          : placeIn(presentation.journey, state);
        const next = { ...state, presentation, journey: presentation.journey, scene: null };
        return {
          presentation,
          journey: presentation.journey,
          opening: false,
          opened: null,
          stoppedBy: [],
          lostPlace,
          ...momentAt(next, place),
        };
      });
      const { wishes } = get();
      if (wishes.length === 0 || presentation.isOpening) return;
      set({ wishes: [] });
      for (const wish of wishes) wish();
    },
    goTo: (playhead) => place(playhead),
    scrub: (time) =>
      whenKnown(() => {
        const { journey } = get();
        if (journey) place(playheadAt(journey, time));
      }),
    step: (direction, grain = get().grain) =>
      whenKnown(() => {
        const { journey, beat } = get();
        if (!journey) return;
        if (grain === "act") place({ beat: actStep(journey, beat, direction), p: 1 });
        else if (grain === "event") stepEvent(direction);
        else stepBeat(direction);
      }),
    goToAct: (act) =>
      whenKnown(() => {
        const first = get().journey?.acts[act - 1]?.first;
        if (first !== undefined) place({ beat: first, p: 1 });
      }),
    goToEdge: (edge) =>
      whenKnown(() => {
        const { journey } = get();
        if (journey) place({ beat: edge === "start" ? 0 : journey.beats.length - 1, p: 1 });
      }),
    togglePlay: () =>
      whenKnown(() => {
        const { playing, journey, beat, p, loop } = get();
        if (!journey) return;
        const range = loopIn(journey, loop);
        const here = orderOf({ beat, p });
        if (playing) set(still);
        else if (range && (here < orderOf(range.from) || here >= orderOf(range.to))) place(range.from, "play");
        else if (beat === journey.beats.length - 1 && p === 1) place({ beat: 0, p: 0 }, "play");
        else set({ motion: "play", playing: true, stoppedBy: [] });
      }),
    pause: () => set(still),
    tick: (milliseconds) => {
      const { journey, presentation, beat, p, motion, speed, reducedMotion, loop, breakpoints } = get();
      if (!journey || motion === "still") return;
      const from = { beat, p: reducedMotion ? get().heldShare : p };
      if (motion === "step") {
        const to = advance(journey, from, milliseconds * speed, beat);
        set((state) => ({ ...momentAt(state, to), heldShare: to.p, ...(to.ended && still) }));
        return;
      }
      const bounds = { loop: loopIn(journey, loop), stops: stopBeatsOf(presentation, breakpoints) };
      const to = playOn(journey, from, milliseconds * speed, bounds);
      set((state) => ({
        ...momentAt(state, to),
        heldShare: to.p,
        ...(to.ended && still),
        ...(to.stopped && { stoppedBy: presentation?.breakpoints?.at(breakpoints, to.beat) ?? [] }),
      }));
    },
    setSpeed: (speed) => set({ speed }),
    setGrain: (grain) => set({ grain }),
  };
};
