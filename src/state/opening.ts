import type { PlaygroundState } from "./playground.ts";

/** What an opened text replaced: all that there was on the page, to go back to. */
const replaced = [
  "text",
  "seed",
  "lesson",
  "lessonText",
  "textIsOwn",
  "problems",
  "summary",
  "run",
  "ranText",
  "focusPod",
  "openedGroup",
  "setAside",
  "pinned",
  "bookmarks",
  "breakpoints",
  "loop",
  "opening",
  "opened",
] as const satisfies readonly (keyof PlaygroundState)[];

export type BeforeOpening = Pick<PlaygroundState, (typeof replaced)[number]>;

/** A text that was opened and is not on stage yet. */
export interface Opened {
  /** The file's or the scenario's name; null: it has none. */
  readonly name: string | null;
  /** null: there was nothing on stage. */
  readonly before: BeforeOpening | null;
}

/** The marks of a text that is being opened: to be set with the text. */
export function openingOf(state: PlaygroundState, name: string | null): Pick<PlaygroundState, "opening" | "opened"> {
  if (!state.presentation) return { opening: true, opened: { name, before: null } };
  // One that is opened over another that was not there yet goes back to what is on stage.
  if (state.opening && state.opened?.before) return { opening: true, opened: { name, before: state.opened.before } };
  const before = Object.fromEntries(replaced.map((field) => [field, state[field]])) as unknown as BeforeOpening;
  return { opening: true, opened: { name, before } };
}

/** Whether a file is being read, or the run of an opened text is under way, while the stage shows another scenario. */
export const selectIsComing = ({ reading, opening, run, presentation }: PlaygroundState): boolean =>
  reading !== null || (opening && run.status === "running" && presentation !== null && !presentation.isOpening);
