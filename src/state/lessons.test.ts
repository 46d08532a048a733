import { expect, it } from "vitest";
import { findLessons, type LessonEntry } from "./lessons.ts";

it.each([
  ["", ["taints", "crash-loop"]],
  ["  Taint ", ["taints"]],
  ["loop", ["crash-loop"]],
  ["污点", ["taints"]],
  ["points beginner", ["taints"]],
  ["points advanced", []],
])("a search for %j finds the lessons that have all its words: %j", (search, found) => {
  const lesson = (id: string, level: LessonEntry["level"], en: string, goal: string, zh: string): LessonEntry => ({
    id,
    level,
    minutes: 4,
    title: { en, "zh-CN": zh },
    goal: { en: goal, "zh-CN": "" },
  });
  const lessons = [
    lesson("taints", "beginner", "Taints and tolerations", "Which only cost points", "污点与容忍度"),
    lesson("crash-loop", "advanced", "Again and again", "How the back-off grows", "反复崩溃"),
  ];
  expect(findLessons(lessons, search).map(({ id }) => id)).toEqual(found);
});
