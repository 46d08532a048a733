import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { DecisionView } from "./DecisionView.tsx";

const selectDecision = (state: PlaygroundState) => state.decision;

/** The scheduler's decision at the page's playhead. */
export function Decision() {
  const decision = usePlayground(selectDecision);
  return decision ? <DecisionView key={decision.record.pod} decision={decision} /> : null;
}
