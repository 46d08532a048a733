import type { Language } from "../i18n/index.ts";

/** A line of `public/lessons/index.json`; the lesson's YAML is `public/lessons/<id>/scenario.yaml`. */
export interface LessonEntry {
  readonly id: string;
  readonly title: { readonly [L in Language]: string };
  readonly goal: { readonly [L in Language]: string };
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
