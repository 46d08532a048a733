import { create } from "zustand";
import { usePlayground } from "./playground.ts";

export type CalculatorName = "resources" | "spread" | "taints" | "preemption";

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

/** Shows a calculator, about a node where it is about one. */
export function openCalculator(calculator: CalculatorName, node: string | null = null): void {
  useInspector.setState({ calculator, calculatorNode: node });
  usePlayground.getState().openTab("calculators");
}

/** Only what shows it imports this: it is no part of the first load. */
export const useInspector = create<InspectorState>()((set) => ({
  folded: {},
  eventObject: "",
  eventType: "all",
  newestFirst: true,
  calculator: "resources",
  calculatorNode: null,
  fold: (id, folded) => set((state) => ({ folded: { ...state.folded, [id]: folded } })),
  filterEvents: (filter) => set(filter),
}));
