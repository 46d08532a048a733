import type { Language } from "../i18n/index.ts";

/** A text of a lesson, in each language. */
export type Told = { readonly [L in Language]: string };

/** A line of `public/lessons/index.json`; the lesson's YAML is `public/lessons/<id>/scenario.yaml`. */
export interface LessonEntry {
  readonly id: string;
  readonly title: Told;
  readonly goal: Told;
  readonly level: "beginner" | "intermediate" | "advanced";
  readonly minutes: number;
}

/** The lessons that have every word of a search, in whichever language, in their title, goal, name or level. */
export function findLessons(lessons: readonly LessonEntry[], search: string): readonly LessonEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return lessons.filter(({ id, title, goal, level }) => {
    const text = [id, level, ...Object.values(title), ...Object.values(goal)].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** A file of this copy of the page; null when there is none. */
export async function fetchText(path: string): Promise<string | null> {
  try {
    const response = await fetch(path);
    // A server that answers every path with the page itself has no such file.
    return response.ok && !response.headers.get("content-type")?.startsWith("text/html") ? await response.text() : null;
  } catch {
    return null;
  }
}

/** The lessons that this copy of the page comes with; null when the list can't be read. */
export async function listLessons(): Promise<readonly LessonEntry[] | null> {
  const text = await fetchText("./lessons/index.json");
  return text === null ? null : (JSON.parse(text) as LessonEntry[]);
}

/** A lesson's YAML; null when there is none of that name. */
export function loadLesson(id: string): Promise<string | null> {
  return /^[a-z0-9-]+$/.test(id) ? fetchText(`./lessons/${id}/scenario.yaml`) : Promise.resolve(null);
}
