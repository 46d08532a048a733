import { useCallback } from "react";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { useAfterPaint } from "../components/useAfterPaint.ts";
import { DecisionView } from "./DecisionView.tsx";

const selectDecision = (state: PlaygroundState) => state.decision;
/** The node that is selected, here or on the stage. */
const selectNode = (state: PlaygroundState) =>
  state.selection?.startsWith("node/") ? state.selection.slice("node/".length) : null;
const selectSeed = (state: PlaygroundState) => state.seed;

/** The scheduler's decision at the page's playhead. */
export function Decision() {
  const decision = useAfterPaint(usePlayground(selectDecision));
  const selected = usePlayground(selectNode);
  const seed = usePlayground(selectSeed);
  const onSelect = useCallback((node: string) => usePlayground.getState().select(`node/${node}`), []);
  if (!decision) return null;
  return (
    <DecisionView key={decision.record.pod} decision={decision} selected={selected} seed={seed} onSelect={onSelect} />
  );
}
