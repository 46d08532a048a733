import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { useAfterPaint } from "../components/useAfterPaint.ts";
import { ComparisonView } from "./ComparisonView.tsx";

const selectPinned = (state: PlaygroundState) => state.pinned;
const selectPresentation = (state: PlaygroundState) => state.presentation;

/** The run on stage beside the pinned one. */
export function ComparedRun() {
  const pinned = usePlayground(selectPinned);
  const presentation = useAfterPaint(usePlayground(selectPresentation));
  if (!pinned || !presentation) return null;
  const { pinRun, playText } = usePlayground.getState();
  return (
    <ComparisonView
      pinned={{ pod: pinned.pod, record: pinned.outcome }}
      now={{ pod: presentation.journey.pod, record: presentation.outcome }}
      onPin={pinRun}
      onRestore={() => playText(pinned.text)}
    />
  );
}
