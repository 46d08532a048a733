import { type Marks, noMarks, readMarks } from "../share/marks.ts";
import { loadData, save } from "./storage.ts";

/** Marks are kept by scenario: the lesson's name, or `own` for what the person wrote or brought. */
const nameOf = (lesson: string | null): string => lesson ?? "own";

/** The marks that were made in a scenario before. */
export function recallMarks(lesson: string | null): Marks {
  const saved = loadData("marks")?.[nameOf(lesson)];
  return typeof saved === "object" && saved !== null ? readMarks(saved) : noMarks;
}

export function saveMarks(lesson: string | null, { bookmarks, breakpoints, loop }: Marks): void {
  save("marks", JSON.stringify({ ...loadData("marks"), [nameOf(lesson)]: { bookmarks, breakpoints, loop } }));
}
