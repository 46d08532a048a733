import { create } from "zustand";
import type { SimulationEnd } from "../engine/index.ts";
import { type Language, setLanguage } from "../i18n/index.ts";
import type { Dropped } from "../scenario/exported.ts";
import type { Problem } from "../scenario/index.ts";
import { noMarks } from "../share/marks.ts";
import type { ScenarioSummary } from "../worker/protocol.ts";
import { createLayout, type LayoutSlice } from "./layout.ts";
import { createMarks, type MarksSlice } from "./marks.ts";
import { type Opened, openingOf } from "./opening.ts";
import { createPin, type PinSlice } from "./pin.ts";
import { createPlayback, type PlaybackSlice, still } from "./playback.ts";
import { recallMarks } from "./savedMarks.ts";

type Theme = "light" | "dark";

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
  readonly key?: NoticeKey;
  /** What was left out of an imported text. */
  readonly dropped?: Dropped;
  readonly offerBack?: boolean;
}
export type NoticeKey =
  | "notice.linkBroken"
  | "notice.linkTooNew"
  | "notice.linkTooLarge"
  | "notice.linkLessonUnknown"
  | "notice.lessonNotFetched"
  | "notice.linkOpened"
  | "notice.textKept"
  | "notice.copied"
  | "notice.copyFailed"
  | "notice.notSaved"
  | "notice.fileUnreadable";

/** What the page holds: the scenario and its run here, the rest by topic in slices of their own. */
export interface PlaygroundState extends PlaybackSlice, LayoutSlice, MarksSlice, PinSlice {
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
  /** The text that gave the run on stage. */
  readonly ranText: string | null;
  /** Which Pod to put on stage; null: the first that the scenario brings. */
  readonly focusPod: string | null;
  /** Another scenario was opened: its run starts at the first beat, whatever the beats are called. */
  readonly opening: boolean;
  /** What was opened last, until it is on stage. */
  readonly opened: Opened | null;
  /** The name of a file that is being read. */
  readonly reading: string | null;
  /** The text was not typed: its run need not wait for the next key. */
  readonly hurried: boolean;
  /** The text that a link replaced; offered back. */
  readonly setAside: string | null;

  readonly notice: Notice | null;
  readonly language: Language;
  readonly theme: Theme;
  /** The person chose the theme; else it follows the system. */
  readonly themeChosen: boolean;
  readonly reducedMotion: boolean;

  readonly setText: (text: string) => void;
  /** A text that a command made, not typing: it runs at once. */
  readonly playText: (text: string) => void;
  readonly openScenario: (scenario: { text: string; lesson: string | null; seed?: number; name?: string }) => void;
  /** Gives up what is being opened, and goes back to what was there. */
  readonly cancelOpening: () => void;
  readonly takeBack: () => void;
  readonly setFocusPod: (pod: string | null) => void;
  readonly notify: (notice: Notice | null) => void;
  readonly changeLanguage: (language: Language) => void;
  readonly setTheme: (theme: Theme) => void;
}

export const usePlayground = create<PlaygroundState>()((set, get, store) => ({
  ...createPlayback(set, get, store),
  ...createLayout(set, get, store),
  ...createMarks(set, get, store),
  ...createPin(set, get, store),

  text: "",
  seed: 1,
  lesson: null,
  lessonText: null,
  textIsOwn: false,
  problems: [],
  summary: null,
  run: { status: "idle" },
  ranText: null,
  focusPod: null,
  opening: false,
  opened: null,
  reading: null,
  hurried: false,
  setAside: null,
  notice: null,
  language: "en",
  theme: "light",
  themeChosen: false,
  reducedMotion: false,

  setText: (text) => {
    if (text !== get().text) set({ text, textIsOwn: true });
  },
  playText: (text) => set({ text, textIsOwn: true, hurried: true }),
  openScenario: ({ text, lesson, seed = 1, name }) =>
    set((state) => ({
      text,
      lesson,
      lessonText: lesson === null ? null : text,
      textIsOwn: false,
      seed,
      focusPod: null,
      openedGroup: [],
      ...(lesson === null ? noMarks : recallMarks(lesson)),
      ...openingOf(state, name ?? null),
      reading: null,
      ...(state.textIsOwn && state.text !== text
        ? { setAside: state.text, notice: { kind: "info", key: "notice.textKept", offerBack: true } as const }
        : { notice: null }),
      ...still,
    })),
  cancelOpening: () => {
    const { opened } = get();
    set({ ...opened?.before, reading: null, wishes: [], ...(opened?.before && { notice: null }) });
  },
  takeBack: () => {
    const { setAside } = get();
    if (setAside === null) return;
    set({
      text: setAside,
      textIsOwn: true,
      lesson: null,
      setAside: null,
      notice: null,
      focusPod: null,
      openedGroup: [],
      pinned: null,
      lostPlace: null,
      ...recallMarks(null),
      ...still,
    });
  },
  setFocusPod: (focusPod) => set({ focusPod }),
  notify: (notice) => set({ notice }),
  changeLanguage: (language) => {
    void setLanguage(language).then(() => set({ language }));
  },
  setTheme: (theme) => set({ theme, themeChosen: true }),
}));
