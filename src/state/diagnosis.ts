import { create } from "zustand";
import type { DecisionRecord } from "../engine/index.ts";
import { startDiagnosis } from "../worker/diagnosisClient.ts";
import type { DiagnosisAnswer, TextEdit } from "../worker/diagnosisProtocol.ts";
import { usePlayground } from "./playground.ts";

interface DiagnosisState {
  /** The attempt that `answer` is about, or will be. */
  readonly record: DecisionRecord | null;
  /** null while the worker looks. */
  readonly answer: DiagnosisAnswer | null;
  /** Diagnoses the attempt on stage, unless that is done or under way. */
  readonly ask: () => void;
  /** Writes a fix into the text; the run follows by itself. */
  readonly apply: (edit: TextEdit) => void;
}

let cancel = (): void => {};

/** What is wrong with the Pod that no node takes. Only what shows it imports this: it is no part of the first load. */
export const useDiagnosis = create<DiagnosisState>()((set, get) => ({
  record: null,
  answer: null,
  ask: () => {
    const { decision, presentation, beat, ranText } = usePlayground.getState();
    if (!decision || !presentation || ranText === null || get().record === decision.record) return;
    cancel();
    const cluster = presentation.clusterOfDecision(beat);
    if (!cluster) return;
    set({ record: decision.record, answer: null });
    cancel = startDiagnosis({ ...cluster, text: ranText }, (answer) => set({ answer }));
  },
  apply: ({ from, to, insert }) => {
    const { text, ranText, setText } = usePlayground.getState();
    // A text that was changed since has its fixes looked for anew, when it has run.
    if (text === ranText) setText(text.slice(0, from) + insert + text.slice(to));
  },
}));
