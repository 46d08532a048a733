import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kubelet } from "../testing/lessons/kubelet.ts";
import { node } from "../testing/lessons/node.ts";
import { request } from "../testing/lessons/request.ts";
import { scheduling } from "../testing/lessons/scheduling.ts";
import { traffic } from "../testing/lessons/traffic.ts";
import { workloads } from "../testing/lessons/workloads.ts";
import { type Lessons, lessonsFolder, PlayedLesson } from "../testing/playedLesson.ts";

/** Every lesson, played: what a class sees at named moments. Literals from Kubernetes v1.34's own words. */
const lessons: Lessons = { ...request, ...scheduling, ...workloads, ...node, ...kubelet, ...traffic };

/** Lessons about what goes on for ever: the run ends with its time. */
const endless = new Set(["images", "exec-probe", "hooks"]);

describe("each lesson, played", () => {
  it.each(Object.entries(lessons))("%s", (id, look) => {
    const run = new PlayedLesson(id);
    expect(run.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(run.end).toBe(endless.has(id) ? "until" : "steady");
    look(run);
  });
});

interface Text {
  readonly en: string;
  readonly "zh-CN": string;
}

interface Lesson {
  readonly title: Text;
  readonly goal: Text;
  readonly level: string;
  readonly minutes: number;
  readonly coverage: readonly number[];
  readonly chapters: readonly { readonly at: string; readonly title: Text; readonly notes: Text }[];
  readonly questions: readonly {
    readonly ask: Text;
    readonly choices: readonly Text[];
    readonly answer: number;
    readonly because: Text;
  }[];
}

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(lessonsFolder, ...path), "utf8"));
const folders = readdirSync(lessonsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

describe("what goes with the lessons", () => {
  it("each has a test, and a line in the index", () => {
    expect(Object.keys(lessons).sort()).toEqual(folders);
    expect((read("index.json") as { id: string }[]).map(({ id }) => id).sort()).toEqual(folders);
  });

  it.each(folders)("%s is told in both languages, with chapters and a question", (id) => {
    const lesson = read(id, "lesson.json") as Lesson;
    const entry = (read("index.json") as ({ id: string } & Partial<Lesson>)[]).find((line) => line.id === id);
    const { title, goal, level, minutes, coverage } = lesson;
    expect(entry).toEqual({ id, title, goal, level, minutes, coverage });
    expect(["beginner", "intermediate", "advanced"]).toContain(level);
    expect(lesson.chapters.length).toBeGreaterThan(0);
    expect(lesson.questions.length).toBeGreaterThan(0);
    for (const { at } of lesson.chapters) expect(at).toMatch(/^\d+(\.\d+)?s$/);
    const texts = [
      title,
      goal,
      ...lesson.chapters.flatMap((chapter) => [chapter.title, chapter.notes]),
      ...lesson.questions.flatMap(({ ask, choices, because }) => [ask, ...choices, because]),
    ];
    for (const text of texts) {
      expect(text.en).not.toBe("");
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      expect(text["zh-CN"]).not.toBe("");
    }
    for (const { choices, answer } of lesson.questions) expect(choices[answer]).toBeDefined();
  });
});
