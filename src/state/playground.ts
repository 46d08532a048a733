import { create } from "zustand";
import type { SimulationEnd } from "../engine/index.ts";
import { type Language, setLanguage } from "../i18n/index.ts";
import type { DecisionScene, Journey, Scene } from "../projection/model.ts";
import type { Problem } from "../scenario/index.ts";
import type { ScenarioSummary } from "../worker/protocol.ts";
import { actStep, advance, type Playhead, playheadAt } from "./playhead.ts";
import type { Presentation } from "./presentation.ts";

type Theme = "light" | "dark";
export type Grain = "act" | "beat" | "event";
export type InspectorTab = "decision" | "why" | "object" | "events" | "kubectl";
type Sheet = "editor" | "inspector" | "timeline" | "more";
export type DialogName = "keys" | "limits" | "share" | "scenarios";

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;

interface Bookmark {
  readonly beat: string;
  readonly name: string;
}

/** How the engine fares with the text in the editor. The stage shows the last run that succeeded, whatever this says. */
type RunState =
  | { readonly status: "idle" }
  | { readonly status: "ready"; readonly end: SimulationEnd }
  | { readonly status: "running"; readonly entries: number; readonly virtualTime: number }
  /** The text can't be run: see `problems`. */
  | { readonly status: "invalid" }
  | { readonly status: "crashed"; readonly message: string; readonly stack: string };

/** A one-line message of the page itself, dismissible. `offerBack`: the person's own text was set aside and can be had again. */
interface Notice {
  readonly kind: "info" | "problem";
  readonly key: NoticeKey;
  readonly offerBack?: boolean;
}
export type NoticeKey =
  | "notice.linkBroken"
  | "notice.linkTooNew"
  | "notice.linkTooLarge"
  | "notice.linkLessonUnknown"
  | "notice.linkOpened"
  | "notice.textKept"
  | "notice.copied"
  | "notice.copyFailed"
  | "notice.notSaved"
  | "notice.fileUnreadable";

export interface PlaygroundState {
  readonly text: string;
  readonly seed: number;
  /** The lesson that the text came from, and its text as it came. */
  readonly lesson: string | null;
  readonly lessonText: string | null;
  /** The person has changed the text or brought it; it is not to be lost. */
  readonly textIsOwn: boolean;
  readonly problems: readonly Problem[];
  readonly summary: ScenarioSummary | null;
  readonly run: RunState;

  readonly presentation: Presentation | null;
  /** The text that gave the run on stage. */
  readonly ranText: string | null;
  /** Which Pod to put on stage; null: the first that the scenario brings. */
  readonly focusPod: string | null;
  readonly journey: Journey | null;
  readonly beat: number;
  readonly p: number;
  readonly scene: Scene | null;
  readonly previousScene: Scene | null;
  readonly decision: DecisionScene | null;
  /** Another scenario was opened: its run starts at the first beat, whatever the beats are called. */
  readonly opening: boolean;
  /** What was asked for while only the first beat was known; it is done when the run is there. */
  readonly wishes: readonly (() => void)[];
  /** What moves the playhead: nothing, one step that ends with its beat, or play. */
  readonly motion: "still" | "step" | "play";
  /** With reduced motion `p` rests at 1 while a beat plays; this is how much of its time has passed. */
  readonly heldShare: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly grain: Grain;

  readonly selection: string | null;
  readonly tab: InspectorTab;
  readonly editorOpen: boolean;
  readonly inspectorOpen: boolean;
  /** Widths that the person chose, CSS pixels; null: as designed. */
  readonly widths: { readonly editor: number | null; readonly inspector: number | null };
  /** The line that the editor is asked to bring into view; a new object each time. */
  readonly revealed: { readonly line: number } | null;
  readonly sheet: Sheet | null;
  readonly dialog: DialogName | null;
  readonly notice: Notice | null;
  readonly language: Language;
  readonly theme: Theme;
  /** The person chose the theme; else it follows the system. */
  readonly themeChosen: boolean;
  readonly reducedMotion: boolean;
  readonly bookmarks: readonly Bookmark[];
  /** The text that a link replaced; offered back. */
  readonly setAside: string | null;

  readonly setText: (text: string) => void;
  readonly openScenario: (scenario: { text: string; lesson: string | null; seed?: number }) => void;
  readonly takeBack: () => void;
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
  readonly select: (key: string | null) => void;
  readonly setTab: (tab: InspectorTab) => void;
  readonly toggleEditor: () => void;
  readonly toggleInspector: () => void;
  /** Opens the editor, as a sheet where there is no room; the key closes it again. */
  readonly showEditor: () => void;
  readonly showInspector: () => void;
  readonly showDecision: () => void;
  readonly setWidths: (widths: PlaygroundState["widths"]) => void;
  readonly revealLine: (line: number) => void;
  readonly openSheet: (sheet: Sheet | null) => void;
  readonly openDialog: (dialog: DialogName | null) => void;
  readonly notify: (notice: Notice | null) => void;
  readonly changeLanguage: (language: Language) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly toggleBookmark: () => void;
  readonly setFocusPod: (pod: string | null) => void;
}

/** Below these widths the editor and the inspector are sheets. */
export const roomForEditor = "(width >= 1000px)";
export const roomForInspector = "(width >= 1280px)";

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

const still = { motion: "still", playing: false } as const;

export const usePlayground = create<PlaygroundState>()((set, get) => {
  /** Does a command now, or when there is more than the first beat. */
  const whenKnown = (command: () => void): void => {
    if (get().presentation?.isOpening) set(({ wishes }) => ({ wishes: [...wishes, command] }));
    else command();
  };

  const place = (playhead: Playhead, motion: PlaygroundState["motion"] = "still"): void =>
    set((state) => ({
      ...momentAt(state, playhead),
      heldShare: playhead.p,
      motion,
      playing: motion === "play",
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
    text: "",
    seed: 1,
    lesson: null,
    lessonText: null,
    textIsOwn: false,
    problems: [],
    summary: null,
    run: { status: "idle" },
    presentation: null,
    ranText: null,
    focusPod: null,
    journey: null,
    beat: 0,
    p: 1,
    scene: null,
    previousScene: null,
    decision: null,
    opening: false,
    wishes: [],
    ...still,
    heldShare: 0,
    speed: 1,
    grain: "beat",
    selection: null,
    tab: "decision",
    editorOpen: true,
    inspectorOpen: true,
    widths: { editor: null, inspector: null },
    revealed: null,
    sheet: null,
    dialog: null,
    notice: null,
    language: "en",
    theme: "light",
    themeChosen: false,
    reducedMotion: false,
    bookmarks: [],
    setAside: null,

    setText: (text) => {
      if (text !== get().text) set({ text, textIsOwn: true });
    },
    openScenario: ({ text, lesson, seed = 1 }) =>
      set((state) => ({
        text,
        lesson,
        lessonText: lesson === null ? null : text,
        textIsOwn: false,
        seed,
        focusPod: null,
        bookmarks: [],
        opening: true,
        ...(state.textIsOwn && state.text !== text
          ? { setAside: state.text, notice: { kind: "info", key: "notice.textKept", offerBack: true } as const }
          : { notice: null }),
        ...still,
      })),
    takeBack: () => {
      const { setAside } = get();
      if (setAside === null) return;
      set({ text: setAside, textIsOwn: true, lesson: null, setAside: null, notice: null, focusPod: null, ...still });
    },
    show: (presentation, at) => {
      const { beats } = presentation.journey;
      set((state) => {
        const id = at ?? (state.opening ? undefined : state.journey?.beats[state.beat]?.id);
        const found = id === undefined ? -1 : beats.findIndex((beat) => beat.id === id);
        const fresh = state.opening || at !== undefined || state.journey === null;
        const beat = found >= 0 ? found : fresh ? 0 : Math.min(state.beat, beats.length - 1);
        const next = { ...state, presentation, journey: presentation.journey, scene: null };
        const p = found >= 0 && !fresh ? state.p : 1;
        return { presentation, journey: presentation.journey, opening: false, ...momentAt(next, { beat, p }) };
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
        const { playing, journey, beat, p } = get();
        if (!journey) return;
        if (playing) set(still);
        else if (beat === journey.beats.length - 1 && p === 1) place({ beat: 0, p: 0 }, "play");
        else set({ motion: "play", playing: true });
      }),
    pause: () => set(still),
    tick: (milliseconds) => {
      const { journey, beat, p, motion, speed, reducedMotion } = get();
      if (!journey || motion === "still") return;
      const from = { beat, p: reducedMotion ? get().heldShare : p };
      const to = advance(journey, from, milliseconds * speed, motion === "step" ? beat : undefined);
      set((state) => ({ ...momentAt(state, to), heldShare: to.p, ...(to.ended && still) }));
    },
    setSpeed: (speed) => set({ speed }),
    setGrain: (grain) => set({ grain }),
    select: (selection) => set({ selection }),
    setTab: (tab) => set({ tab }),
    toggleEditor: () => set((state) => ({ editorOpen: !state.editorOpen })),
    toggleInspector: () => set((state) => ({ inspectorOpen: !state.inspectorOpen })),
    showEditor: () => {
      if (matchMedia(roomForEditor).matches) get().toggleEditor();
      else set({ sheet: "editor" });
    },
    showInspector: () => {
      if (matchMedia(roomForInspector).matches) get().toggleInspector();
      else set({ sheet: "inspector" });
    },
    showDecision: () => {
      const { tab, inspectorOpen } = get();
      if (!matchMedia(roomForInspector).matches) set({ tab: "decision", sheet: "inspector" });
      else if (inspectorOpen && tab === "decision") set({ inspectorOpen: false });
      else set({ tab: "decision", inspectorOpen: true });
    },
    setWidths: (widths) => set({ widths }),
    revealLine: (line) => set({ revealed: { line } }),
    openSheet: (sheet) => set({ sheet }),
    openDialog: (dialog) => set({ dialog }),
    notify: (notice) => set({ notice }),
    changeLanguage: (language) => {
      void setLanguage(language).then(() => set({ language }));
    },
    setTheme: (theme) => set({ theme, themeChosen: true }),
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
    setFocusPod: (focusPod) => set({ focusPod }),
  };
});
