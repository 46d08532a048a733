import type { StateCreator } from "zustand";
import type { PlaygroundState } from "./playground.ts";

export type InspectorTab = "decision" | "why" | "object" | "events" | "kubectl" | "calculators";
type Sheet = "editor" | "inspector" | "timeline" | "more";
export type DialogName = "keys" | "limits" | "share" | "scenarios";

/** Which panes are open and how large, what is selected, and what lies over the page. */
export interface LayoutSlice {
  readonly selection: string | null;
  /** With more nodes than there is room for cards: the zone and the pool that are opened on the stage, by name. */
  readonly openedGroup: readonly string[];
  readonly tab: InspectorTab;
  /** The inspector turns to what the act is about, as long as the person has chosen no tab. */
  readonly tabFollows: boolean;
  readonly editorOpen: boolean;
  readonly inspectorOpen: boolean;
  /** Widths that the person chose, CSS pixels; null: as designed. */
  readonly widths: { readonly editor: number | null; readonly inspector: number | null };
  /** The same of the timeline's height. */
  readonly timelineHeight: number | null;
  /** The line that the editor is asked to bring into view; a new object each time. */
  readonly revealed: { readonly line: number } | null;
  readonly sheet: Sheet | null;
  readonly dialog: DialogName | null;

  readonly select: (key: string | null) => void;
  readonly openGroup: (path: readonly string[]) => void;
  /** Selects an object and brings it into view in the inspector. */
  readonly openObject: (key: string) => void;
  /** Turns to a tab and opens the inspector, where it is closed. */
  readonly openTab: (tab: InspectorTab) => void;
  readonly setTab: (tab: InspectorTab) => void;
  readonly toggleEditor: () => void;
  readonly toggleInspector: () => void;
  /** Opens the editor, as a sheet where there is no room; the key closes it again. */
  readonly showEditor: () => void;
  readonly showInspector: () => void;
  readonly showDecision: () => void;
  readonly setWidths: (widths: LayoutSlice["widths"]) => void;
  readonly setTimelineHeight: (height: number | null) => void;
  readonly revealLine: (line: number) => void;
  readonly openSheet: (sheet: Sheet | null) => void;
  readonly openDialog: (dialog: DialogName | null) => void;
}

/** Below these widths the editor and the inspector are sheets. */
export const roomForEditor = "(width >= 1000px)";
export const roomForInspector = "(width >= 1280px)";

/**
 * The tab in sight: the person's, else the decision while it is made and carried out, and what becomes of the object at
 * other times; at the end of a run that leaves the Pod without a node, why, and what would help.
 */
export const selectTab = ({ tab, tabFollows, scene, decision, journey, beat }: PlaygroundState): InspectorTab => {
  if (!tabFollows || !scene) return tab;
  if (decision?.phase === "refused" && journey?.outcome === "pending" && beat === journey.beats.length - 1)
    return "why";
  return scene.act === 4 || scene.act === 5 ? "decision" : "object";
};

export const createLayout: StateCreator<PlaygroundState, [], [], LayoutSlice> = (set, get) => ({
  selection: null,
  openedGroup: [],
  tab: "decision",
  tabFollows: true,
  editorOpen: true,
  inspectorOpen: true,
  widths: { editor: null, inspector: null },
  timelineHeight: null,
  revealed: null,
  sheet: null,
  dialog: null,

  select: (selection) => set({ selection }),
  openGroup: (openedGroup) => set({ openedGroup }),
  openObject: (selection) => {
    set({ selection });
    get().openTab("object");
  },
  openTab: (tab) => {
    if (matchMedia(roomForInspector).matches) set({ tab, tabFollows: false, inspectorOpen: true });
    else set({ tab, tabFollows: false, sheet: "inspector" });
  },
  setTab: (tab) => set({ tab, tabFollows: false }),
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
    const { inspectorOpen, openTab } = get();
    const isShown = selectTab(get()) === "decision" && matchMedia(roomForInspector).matches;
    if (inspectorOpen && isShown) set({ inspectorOpen: false });
    else openTab("decision");
  },
  setWidths: (widths) => set({ widths }),
  setTimelineHeight: (timelineHeight) => set({ timelineHeight }),
  revealLine: (line) => set({ revealed: { line } }),
  openSheet: (sheet) => set({ sheet }),
  openDialog: (dialog) => set({ dialog }),
});
