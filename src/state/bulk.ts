import { create } from "zustand";
import type { PlacementLine } from "../engine/index.ts";
import type { DumpRefusal } from "../scenario/index.ts";
import { startBulk } from "../worker/bulkClient.ts";
import type { BulkAnswer, BulkChoices } from "../worker/bulkProtocol.ts";
import { tellDropped } from "./imports.ts";
import { usePlayground } from "./playground.ts";

/** How far the scheduling of a whole file is. */
type BulkStatus =
  | { readonly at: "reading" }
  | { readonly at: "scheduling" }
  | { readonly at: "cancelled" }
  | { readonly at: "done" }
  | { readonly at: "refused"; readonly refusal: DumpRefusal }
  | { readonly at: "crashed"; readonly message: string };

export interface BulkState {
  /** The file that is scheduled whole; null: the view is closed. */
  readonly file: { readonly name: string; readonly content: Blob } | null;
  readonly choices: Omit<BulkChoices, "seed">;
  readonly status: BulkStatus;
  readonly objects: number;
  readonly nodes: number;
  /** Pods to schedule. */
  readonly total: number;
  /** What became of the Pods so far, in file order. */
  readonly lines: readonly PlacementLine[];
  readonly unscheduled: number;
  /** Messages of the unscheduled, each with its number of Pods. */
  readonly messages: ReadonlyMap<string, number>;
  /** Milliseconds since scheduling began. */
  readonly elapsed: number;

  /** Opens the view on a file. `returnSmall`: one that is small enough for a journey goes into the editor instead. */
  readonly open: (name: string, content: Blob, returnSmall: boolean) => void;
  /** Schedules the same file anew, with these choices. */
  readonly restart: (choices: Partial<BulkState["choices"]>) => void;
  /** Stops; what was scheduled so far stays in sight. */
  readonly cancel: () => void;
  readonly close: () => void;
}

const empty = {
  objects: 0,
  nodes: 0,
  total: 0,
  lines: [],
  unscheduled: 0,
  messages: new Map<string, number>(),
  elapsed: 0,
} as const;

/** The bulk view's own store: it touches nothing of the journey that is on stage. */
export const useBulk = create<BulkState>()((set, get) => {
  let end = (): void => undefined;

  const onAnswer = (answer: BulkAnswer): void => {
    switch (answer.type) {
      case "small":
        usePlayground.getState().openScenario({ text: answer.text, lesson: null, name: get().file?.name });
        set({ file: null });
        tellDropped(answer.dropped);
        break;
      case "refused":
        set({ status: { at: "refused", refusal: answer.refusal } });
        break;
      case "ready":
        set({
          status: { at: "scheduling" },
          objects: answer.objects,
          nodes: answer.nodes,
          total: answer.total,
        });
        break;
      case "lines":
        set(({ lines, unscheduled, messages }) => ({
          lines: lines.concat(answer.lines),
          elapsed: answer.elapsed,
          ...countMessages(answer.lines, unscheduled, messages),
        }));
        break;
      case "done":
        set({ status: { at: "done" }, elapsed: answer.elapsed });
        break;
      case "crashed":
        set({ status: { at: "crashed", message: answer.message } });
        break;
    }
  };

  const start = (returnSmall: boolean): void => {
    end();
    const { file, choices } = get();
    if (!file) return;
    set({ ...empty, status: { at: "reading" } });
    const { seed } = usePlayground.getState();
    end = startBulk({ file: file.content, choices: { ...choices, seed }, returnSmall }, onAnswer);
  };

  return {
    file: null,
    choices: { percentage: 0, ties: "first" },
    status: { at: "reading" },
    ...empty,

    open: (name, content, returnSmall) => {
      set({ file: { name, content } });
      start(returnSmall);
    },
    restart: (choices) => {
      set((state) => ({ choices: { ...state.choices, ...choices } }));
      start(false);
    },
    cancel: () => {
      end();
      set({ status: { at: "cancelled" } });
    },
    close: () => {
      end();
      set({ file: null, ...empty });
    },
  };
});

/** Adds the messages of new lines to the counts so far. */
export function countMessages(
  lines: readonly PlacementLine[],
  unscheduled: number,
  messages: ReadonlyMap<string, number>,
): Pick<BulkState, "unscheduled" | "messages"> {
  const refused = lines.filter((line) => line[1] === null);
  if (refused.length === 0) return { unscheduled, messages };
  const counts = new Map(messages);
  for (const [, , message] of refused) counts.set(String(message), (counts.get(String(message)) ?? 0) + 1);
  return { unscheduled: unscheduled + refused.length, messages: counts };
}
