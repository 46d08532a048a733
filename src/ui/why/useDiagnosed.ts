import { useEffect } from "react";
import type { Diagnosis } from "../../engine/index.ts";
import { useDiagnosis } from "../../state/diagnosis.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import type { DiagnosisAnswer } from "../../worker/diagnosisProtocol.ts";

const selectRecord = (state: PlaygroundState) => state.decision?.record;

/** The worker's answer about the attempt on stage, asked for when it is first wanted; null while it looks. */
export function useAnswer(): DiagnosisAnswer | null {
  const record = usePlayground(selectRecord);
  const answer = useDiagnosis((state) => (state.record === record ? state.answer : null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another question
  useEffect(() => useDiagnosis.getState().ask(), [record]);
  return answer;
}

export function useDiagnosed(): Diagnosis | null {
  const answer = useAnswer();
  return answer?.type === "diagnosed" ? answer.diagnosis : null;
}
