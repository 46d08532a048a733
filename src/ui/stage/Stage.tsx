import { useEffect } from "react";
import { roomForInspector, selectTab } from "../../state/layout.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectBeat } from "../../state/selectors.ts";
import { fetchLaterFaces } from "./laterFaces.ts";
import { StageView } from "./StageView.tsx";

const selectScene = (state: PlaygroundState) => state.scene;
const selectPrevious = (state: PlaygroundState) => state.previousScene;
const selectLater = (state: PlaygroundState) => state.presentation?.laterActs ?? null;
const selectP = (state: PlaygroundState) => state.p;
const selectStill = (state: PlaygroundState) => state.reducedMotion;
const selectGroup = (state: PlaygroundState) => state.openedGroup;
const selectSelection = (state: PlaygroundState) => state.selection;

/** A node shows itself in the table that is open beside the stage, what kubectl said in its console; anything else as an object. */
function selectOnStage(key: string): void {
  const state = usePlayground.getState();
  const { decision, inspectorOpen, select, openObject, openTab } = state;
  if (key === "terminal") {
    openTab("kubectl");
    return;
  }
  const isTable = selectTab(state) === "decision" && decision !== null;
  const inTable = isTable && inspectorOpen && matchMedia(roomForInspector).matches;
  if (inTable && key.startsWith("node/")) select(key);
  else openObject(key);
}

/** The stage at the page's playhead. */
export function Stage() {
  const scene = usePlayground(selectScene);
  const previous = usePlayground(selectPrevious);
  const later = usePlayground(selectLater);
  const p = usePlayground(selectP);
  const still = usePlayground(selectStill);
  const selection = usePlayground(selectSelection);
  const beat = usePlayground(selectBeat);
  const group = usePlayground(selectGroup);
  const { select, openGroup } = usePlayground.getState();
  const isWhole = later !== null;
  useEffect(() => {
    if (isWhole) void fetchLaterFaces();
  }, [isWhole]);
  if (!scene) return null;
  return (
    <StageView
      previous={previous}
      scene={scene}
      later={later}
      p={p}
      duration={beat?.duration ?? 1800}
      still={still}
      selection={selection}
      onSelect={selectOnStage}
      onPick={select}
      group={group}
      onOpenGroup={openGroup}
    />
  );
}
