import { create } from "zustand";

export type CalculatorName = "spread" | "taints" | "preemption";

/** How the inspector's panels are set: kept while its tabs come and go. */
interface InspectorState {
  /** Sections and fields that the person folded or unfolded; the others are as designed. */
  readonly folded: { readonly [id: string]: boolean };
  readonly eventObject: string;
  readonly eventType: "all" | "Normal" | "Warning";
  readonly newestFirst: boolean;
  readonly calculator: CalculatorName;
  /** The node that it is about, where it is about one; null: one that shows something. */
  readonly calculatorNode: string | null;
  readonly fold: (id: string, folded: boolean) => void;
  readonly filterEvents: (filter: Partial<Pick<InspectorState, "eventObject" | "eventType" | "newestFirst">>) => void;
}

/** Only what shows it imports this: it is no part of the first load. */
export const useInspector = create<InspectorState>()((set) => ({
  folded: {},
  eventObject: "",
  eventType: "all",
  newestFirst: true,
  calculator: "spread",
  calculatorNode: null,
  fold: (id, folded) => set((state) => ({ folded: { ...state.folded, [id]: folded } })),
  filterEvents: (filter) => set(filter),
}));
