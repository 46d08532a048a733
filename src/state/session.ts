import type { SimulationEntry } from "../engine/index.ts";
import { EngineClient } from "../worker/client.ts";
import type { WorkerAnswer } from "../worker/protocol.ts";
import { selectIsAnotherRun } from "./pin.ts";
import { usePlayground } from "./playground.ts";

/** How long the typing has to rest before the scenario runs again, milliseconds. */
const typingPause = 400;

export interface Session {
  /** Runs what the store holds at once, and puts the beat of this id on stage. */
  readonly rerunAt: (beat: string | undefined) => void;
  readonly stop: () => void;
}

/**
 * Keeps the run in step with the text: every pause in typing runs the scenario anew in the worker. What is on stage
 * stays until a run succeeds. `goodText` is the last text that did, in an earlier life of the page: it goes on stage when
 * the text that the page starts with can't be run.
 */
export function startSession(firstBeat?: string, goodText?: string): Session {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let collected: SimulationEntry[] = [];
  let at = firstBeat;
  let started = { text: "", seed: 0 };
  let fallback = goodText;
  let shownSeed = 0;
  const { setState, getState, subscribe } = usePlayground;

  const onAnswer = (answer: WorkerAnswer): void => {
    switch (answer.type) {
      case "parsed":
        // What goes on stage in the text's stead has no say about the text.
        if (started.text === getState().text) setState({ problems: answer.problems });
        if (answer.summary !== null) setState({ summary: answer.summary });
        else if (getState().presentation === null && fallback !== undefined) startFallback(fallback);
        else setState({ run: { status: "invalid" }, wishes: [] });
        break;
      case "progress":
        setState({ run: { status: "running", entries: answer.entries, virtualTime: answer.virtualTime } });
        break;
      case "entries":
        for (const entry of answer.entries) collected.push(entry);
        break;
      case "done":
        void showRun().then((shown) => {
          const isText = started.text === getState().text;
          if (shown) setState({ run: isText ? { status: "ready", end: answer.end } : { status: "invalid" } });
        });
        break;
      case "crashed":
        if (collected.length > 0) void showRun();
        setState({ run: { status: "crashed", message: answer.message, stack: answer.stack } });
        break;
    }
  };
  /** Puts the finished run on stage; false when another one has begun while the projection was fetched. */
  const showRun = async (): Promise<boolean> => {
    const entries = collected;
    const { present, isAnotherScenario } = await projection;
    if (entries !== collected) return false;
    const { summary, focusPod, opening, pinned, show, pinRun } = getState();
    show(present(entries, summary?.notSimulated ?? [], focusPod ?? summary?.onStage ?? null), at);
    at = undefined;
    shownSeed = started.seed;
    setState({ ranText: started.text });
    if (opening || pinned === null || isAnotherScenario(pinned.objects, summary?.objectLines ?? [])) pinRun();
    return true;
  };
  const engine = new EngineClient(onAnswer);
  // Fetched while the engine runs.
  const projection = import("./presentation.ts");

  const start = (text: string): void => {
    clearTimeout(timer);
    const { seed } = getState();
    collected = [];
    started = { text, seed };
    setState({ hurried: false, run: { status: "running", entries: 0, virtualTime: 0 } });
    engine.start(text, seed);
  };
  const run = (): void => start(getState().text);
  const startFallback = (text: string): void => {
    fallback = undefined;
    start(text);
  };

  const unsubscribe = subscribe((state, before) => {
    if (state.focusPod !== before.focusPod && state.presentation && state.text === state.ranText) {
      const { entries, notSimulated } = state.presentation;
      void projection.then(({ present }) => {
        state.show(present(entries, notSimulated, state.focusPod));
        // The pinned run is still the one on stage: it is asked about the other Pod, too.
        if (!selectIsAnotherRun(getState())) state.pinRun();
      });
    }
    const isOpened = state.opening && !before.opening;
    if (state.text === before.text && state.seed === before.seed && !isOpened) return;
    clearTimeout(timer);
    if (state.run.status === "ready" && state.text === state.ranText && state.seed === shownSeed && !state.opening) {
      // Back to what is on stage: there is nothing to run.
      if (started.text !== state.text) engine.stop();
      collected = [];
      return;
    }
    // What was opened or made by a command, not typed, runs at once.
    timer = setTimeout(run, state.opening || state.hurried ? 0 : typingPause);
  });
  run();
  return {
    rerunAt: (beat) => {
      at = beat ?? "";
      run();
    },
    stop: () => {
      unsubscribe();
      clearTimeout(timer);
      engine.stop();
    },
  };
}
