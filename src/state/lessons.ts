import type { Language } from "../i18n/index.ts";

/** A line of `public/lessons/index.json`; the lesson's YAML is `public/lessons/<id>/scenario.yaml`. */
export interface LessonEntry {
  readonly id: string;
  readonly title: { readonly [L in Language]: string };
  readonly goal: { readonly [L in Language]: string };
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

async function fetchText(path: string): Promise<string | null> {
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

/** A part of a lesson's run, from a virtual time on. */
export interface LessonChapter {
  /** Virtual milliseconds. */
  readonly time: number;
  readonly title: { readonly [L in Language]: string };
}

/** The chapters of a lesson, by time; none when there are none, or when they can't be read. */
export async function loadChapters(id: string): Promise<readonly LessonChapter[]> {
  const text = /^[a-z0-9-]+$/.test(id) ? await fetchText(`./lessons/${id}/lesson.json`) : null;
  if (text === null) return [];
  const { chapters = [] } = JSON.parse(text) as {
    readonly chapters?: readonly { readonly at: string; readonly title: LessonChapter["title"] }[];
  };
  return chapters
    .map(({ at, title }) => ({ time: secondsOf(at) * 1000, title }))
    .filter(({ time }) => time >= 0)
    .sort((a, b) => a.time - b.time);
}

/** `90s`, `3m`, `1m30s`, as lessons write times; -1 for what is none. */
function secondsOf(text: string): number {
  const [found, minutes = 0, seconds = 0] = /^(?=.)(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
  return found === undefined ? -1 : Number(minutes) * 60 + Number(seconds);
}
