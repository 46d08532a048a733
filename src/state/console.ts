import { create } from "zustand";
import {
  type ApiSchema,
  type ConsoleLine,
  type ConsoleResult,
  runKubectl,
  type VirtualMillis,
} from "../engine/index.ts";
import { appendStep } from "../scenario/index.ts";
import { type PlaygroundState, usePlayground } from "./playground.ts";
import { load, save } from "./storage.ts";

/** A command that was typed, when, and what became of it. */
export type ConsoleItem = {
  readonly id: number;
  readonly line: string;
  /** The moment that it was asked about. */
  readonly time: VirtualMillis;
} & (
  | { readonly kind: "output"; readonly lines: readonly ConsoleLine[] }
  /** Asked again as the playhead moves: from the trace entry `from` on, until `until`. */
  | { readonly kind: "follow"; readonly from: number; readonly until: number | null }
  | ({ readonly kind: "step" } & Step)
  | { readonly kind: "note"; readonly note: "console.invalidText" | "console.notYet" }
);

/** A command that became a step of the script. */
interface Step {
  /** When the script gives it, and which of the commands of that moment it is. */
  readonly at: VirtualMillis;
  readonly ordinal: number;
  /** The text with it; and the text and the beat from before it. */
  readonly text: string;
  readonly before: { readonly text: string; readonly beat: string | undefined };
  readonly state: "running" | "played" | "takenBack" | "refused";
  /** Why it was refused. */
  readonly message?: string;
}

interface ConsoleState {
  readonly items: readonly ConsoleItem[];
  /** What was typed, the newest last. */
  readonly history: readonly string[];
  readonly execute: (line: string) => void;
  /** Takes the step out of the script again, while nothing else has changed the text since. */
  readonly takeBack: (id: number) => void;
  readonly stop: (id: number) => void;
  readonly clear: () => void;
}

/** Commands that are remembered, here and for the next visit. */
const mostRemembered = 200;

function loadHistory(): readonly string[] {
  try {
    const saved: unknown = JSON.parse(load("console") ?? "[]");
    return Array.isArray(saved) ? saved.filter((line) => typeof line === "string").slice(-mostRemembered) : [];
  } catch {
    return [];
  }
}

let lastId = 0;

/** The kubectl console. Only what shows it imports this: it is no part of the first load. */
export const useConsole = create<ConsoleState>()((set, get) => {
  const add = (item: ConsoleItem): void => set(({ items }) => ({ items: [...items, item] }));
  const setStep = (id: number, change: Partial<Step>): void =>
    set(({ items }) => ({
      items: items.map((item) => (item.id === id && item.kind === "step" ? { ...item, ...change } : item)),
    }));

  const remember = (line: string): void => {
    const history = [...get().history.filter((one) => one !== line), line].slice(-mostRemembered);
    set({ history });
    save("console", JSON.stringify(history));
  };

  const play = (base: Pick<ConsoleItem, "id" | "line" | "time">, result: ConsoleResult & { kind: "step" }): void => {
    const { text, ranText, journey, beat } = usePlayground.getState();
    // The next millisecond: what else happens at this one has happened.
    const at = Math.floor(base.time) + 1;
    const changed = text === ranText ? appendStep(text, result.step, at, result.documents) : null;
    if (changed === null) {
      add({ ...base, kind: "note", note: "console.invalidText" });
      return;
    }
    const before = { text, beat: journey?.beats[beat]?.id };
    add({ ...base, kind: "step", at, ordinal: 0, text: changed, before, state: "running" });
    replay(changed, {
      played: ({ presentation, goTo }) => {
        const given = presentation?.inspection?.commandsGivenAt(at) ?? [];
        setStep(base.id, { state: "played", ordinal: Math.max(0, given.length - 1) });
        const to = given.length > 0 ? presentation?.inspection?.beatOfCommand(given[given.length - 1]) : null;
        if (typeof to === "number") goTo({ beat: to, p: 1 });
      },
      refused: (message) => {
        setStep(base.id, { state: "refused", message });
        usePlayground.getState().playText(text);
      },
    });
  };

  return {
    items: [],
    history: loadHistory(),
    execute: (typed) => {
      const line = typed.trim();
      if (line === "") return;
      remember(line);
      if (line === "clear") {
        get().clear();
        return;
      }
      const { presentation, beat, summary, journey } = usePlayground.getState();
      if (presentation?.isOpening) {
        // Only the first beat is known: it is asked when the run is there.
        usePlayground.setState(({ wishes }) => ({ wishes: [...wishes, () => get().execute(line)] }));
        return;
      }
      const { inspection } = presentation ?? {};
      const base = { id: ++lastId, line, time: journey?.beats[beat]?.time ?? 0 };
      if (!inspection || !summary) {
        add({ ...base, kind: "note", note: "console.notYet" });
        return;
      }
      if (apiSchema === null && /\bexplain\b/.test(line)) {
        // The descriptions are long: they come when somebody asks for them.
        void loadApiSchema().then(() => get().execute(line));
        return;
      }
      const moment = inspection.momentAt(beat, summary.world);
      const result = runKubectl(line, apiSchema ? { ...moment, apiSchema } : moment);
      if (result.kind === "step") play(base, result);
      else if (result.follow) add({ ...base, kind: "follow", from: inspection.entryAt(beat), until: null });
      else add({ ...base, kind: "output", lines: result.lines });
    },
    takeBack: (id) => {
      const item = get().items.find((one) => one.id === id);
      if (item?.kind !== "step" || item.text !== usePlayground.getState().text) return;
      setStep(id, { state: "takenBack" });
      replay(item.before.text, {
        played: ({ journey, goTo }) => {
          const beat = journey?.beats.findIndex((one) => one.id === item.before.beat) ?? -1;
          if (beat >= 0) goTo({ beat, p: 1 });
        },
        refused: () => undefined,
      });
    },
    stop: (id) => {
      const { presentation, beat } = usePlayground.getState();
      const until = presentation?.inspection?.entryAt(beat) ?? 0;
      set(({ items }) => ({
        items: items.map((item) => (item.id === id && item.kind === "follow" ? { ...item, until } : item)),
      }));
    },
    clear: () =>
      set(({ items }) => ({ items: items.filter((item) => item.kind === "step" && item.state === "running") })),
  };
});

let apiSchema: ApiSchema | null = null;

/** Loads what `explain` tells of; where that fails, it says so itself. */
async function loadApiSchema(): Promise<void> {
  const { default: loaded } = await import("../generated/kubernetes.schema.json").catch(() => ({ default: {} }));
  apiSchema = loaded as unknown as ApiSchema;
}

interface Outcome {
  readonly played: (state: PlaygroundState) => void;
  readonly refused: (message: string) => void;
}

/** Runs a text, and says when its run is on stage, or why there is none. Another text in between ends the matter. */
function replay(text: string, { played, refused }: Outcome): void {
  const unsubscribe = usePlayground.subscribe((state, before) => {
    if (state.text !== text) unsubscribe();
    else if (state.ranText === text && before.ranText !== text) {
      unsubscribe();
      played(state);
    } else if (state.run !== before.run && (state.run.status === "invalid" || state.run.status === "crashed")) {
      unsubscribe();
      refused(state.run.status === "crashed" ? state.run.message : (state.problems[0]?.message ?? ""));
    }
  });
  usePlayground.getState().playText(text);
}
