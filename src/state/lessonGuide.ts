import type { Beat } from "../projection/model.ts";
import { fetchText, type LessonEntry, type Told } from "./lessons.ts";

/** A part of a lesson's run, from a virtual time on. */
export interface LessonChapter {
  /** Virtual milliseconds. */
  readonly time: number;
  readonly title: Told;
  /** What there is to say of it. */
  readonly notes: Told;
}

export interface LessonQuestion {
  readonly ask: Told;
  readonly choices: readonly Told[];
  /** The right choice, from 0. */
  readonly answer: number;
  readonly because: Told;
}

/** What a lesson says beside its YAML: `public/lessons/<id>/lesson.json`. */
export interface LessonGuide extends Omit<LessonEntry, "id"> {
  readonly chapters: readonly LessonChapter[];
  readonly questions: readonly LessonQuestion[];
}

interface GuideFile extends Omit<LessonGuide, "chapters" | "questions"> {
  readonly chapters?: readonly (Omit<LessonChapter, "time"> & { readonly at: string })[];
  readonly questions?: readonly LessonQuestion[];
}

/** A lesson's guide, its chapters by time; null when there is none, or when it can't be read. */
export async function loadLessonGuide(id: string): Promise<LessonGuide | null> {
  const text = /^[a-z0-9-]+$/.test(id) ? await fetchText(`./lessons/${id}/lesson.json`) : null;
  const file = text === null ? null : guideIn(text);
  if (file === null) return null;
  const { chapters = [], questions = [], ...words } = file;
  return {
    ...words,
    questions,
    chapters: chapters
      .map(({ at, ...chapter }) => ({ ...chapter, time: secondsOf(at) * 1000 }))
      .filter(({ time }) => time >= 0)
      .sort((a, b) => a.time - b.time),
  };
}

function guideIn(text: string): GuideFile | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "title" in value && "goal" in value
      ? (value as GuideFile)
      : null;
  } catch {
    return null;
  }
}

/** `90s`, `3m`, `1m30s`, as lessons write times; -1 for what is none. */
function secondsOf(text: string): number {
  const [found, minutes = 0, seconds = 0] = /^(?=.)(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
  return found === undefined ? -1 : Number(minutes) * 60 + Number(seconds);
}

/** The beat that a chapter begins with, by index: the first that ends at its time or later; -1 when the run ends before. */
export const firstBeatOf = (beats: readonly Pick<Beat, "time">[], { time }: Pick<LessonChapter, "time">): number =>
  beats.findIndex((beat) => beat.time >= time);
