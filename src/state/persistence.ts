import type { Language } from "../i18n/index.ts";
import type { InspectorTab } from "./layout.ts";
import { type Grain, speeds } from "./playback.ts";
import { type PlaygroundState, usePlayground } from "./playground.ts";
import { saveMarks } from "./savedMarks.ts";
import { load, loadData, save } from "./storage.ts";

/** What survives a reload: the text, the place in the run, and how the page is set up. */

/** How long changes gather before they are written, milliseconds. */
const writePause = 300;

export interface SavedPlace {
  readonly text: string | null;
  readonly beat: string | undefined;
  readonly pod: string | null;
  readonly seed: number;
  readonly lesson: string | null;
  readonly setAside: string | null;
  /** The last text that could be run, where that is another. */
  readonly goodText: string | undefined;
}

export function loadPlace(): SavedPlace {
  const place = loadData("place") ?? {};
  return {
    text: load("text"),
    beat: typeof place.beat === "string" ? place.beat : undefined,
    pod: typeof place.pod === "string" ? place.pod : null,
    seed: typeof place.seed === "number" ? place.seed : 1,
    lesson: typeof place.lesson === "string" ? place.lesson : null,
    setAside: load("setAside"),
    goodText: load("goodText") || undefined,
  };
}

type Settings = Pick<
  PlaygroundState,
  | "language"
  | "theme"
  | "speed"
  | "grain"
  | "tab"
  | "tabFollows"
  | "editorOpen"
  | "inspectorOpen"
  | "widths"
  | "timelineHeight"
>;

/** The saved settings that read as expected; the rest keep their defaults. */
export function loadSettings(): Partial<Settings> {
  const saved = loadData("settings") ?? {};
  const oneOf = <T>(name: keyof Settings, values: readonly T[]): Partial<Settings> =>
    values.includes(saved[name] as T) ? { [name]: saved[name] } : {};
  const widths = (saved.widths ?? {}) as { editor?: unknown; inspector?: unknown };
  const size = (value: unknown): number | null => (typeof value === "number" && value > 0 ? value : null);
  return {
    ...oneOf<Language>("language", ["en", "zh-CN"]),
    ...oneOf("theme", ["light", "dark"]),
    ...oneOf("speed", speeds),
    ...oneOf<Grain>("grain", ["act", "beat", "event"]),
    ...oneOf<InspectorTab>("tab", ["decision", "why", "object", "events", "kubectl", "calculators"]),
    ...oneOf("tabFollows", [true, false]),
    ...oneOf("editorOpen", [true, false]),
    ...oneOf("inspectorOpen", [true, false]),
    widths: { editor: size(widths.editor), inspector: size(widths.inspector) },
    timelineHeight: size(saved.timelineHeight),
  };
}

/** Writes what changes, soon after it changes and when the page is left. */
export function startSaving(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: PlaygroundState | null = null;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const state = usePlayground.getState();
    if (state.text !== written?.text && !save("text", state.text)) {
      state.notify({ kind: "problem", key: "notice.notSaved" });
    }
    if (state.ranText !== written?.ranText || state.text !== written?.text) {
      save("goodText", state.ranText !== null && state.ranText !== state.text ? state.ranText : "");
    }
    if (state.setAside !== written?.setAside) save("setAside", state.setAside ?? "");
    const beat = state.journey?.beats[state.beat]?.id;
    save("place", JSON.stringify({ beat, pod: state.focusPod, seed: state.seed, lesson: state.lesson }));
    const { bookmarks, breakpoints, loop } = state;
    if (bookmarks !== written?.bookmarks || breakpoints !== written.breakpoints || loop !== written.loop)
      saveMarks(state.lesson, state);
    const { language, theme, speed, grain, tab, tabFollows, editorOpen, inspectorOpen, widths, timelineHeight } = state;
    // A theme that follows the system is not a choice to be kept.
    const chosen = state.themeChosen ? { theme } : {};
    const layout = { tab, tabFollows, editorOpen, inspectorOpen, widths, timelineHeight };
    save("settings", JSON.stringify({ language, ...chosen, speed, grain, ...layout }));
    written = state;
  };
  const unsubscribe = usePlayground.subscribe((state, before) => {
    // The playhead inside a beat is not saved: nothing to do sixty times a second.
    if (state.p !== before.p && state.beat === before.beat) return;
    timer ??= setTimeout(write, writePause);
  });
  addEventListener("pagehide", write);
  return () => {
    unsubscribe();
    removeEventListener("pagehide", write);
    clearTimeout(timer);
  };
}
