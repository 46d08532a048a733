import { afterEach, expect, it, vi } from "vitest";
import { findLessons, type LessonEntry, loadChapters } from "./lessons.ts";

const answers = (text: string, type = "application/json") =>
  vi.stubGlobal("fetch", async () => new Response(text, { headers: { "content-type": type } }));

afterEach(() => vi.unstubAllGlobals());

it("chapters have their times, in order; what is no time is left out", async () => {
  const title = (en: string) => ({ en, "zh-CN": en });
  const chapters = [
    { at: "1m30s", title: title("later") },
    { at: "0s", title: title("first") },
    { at: "soon", title: title("never") },
    { at: "2.5s", title: title("then") },
  ];
  answers(JSON.stringify({ chapters }));
  expect((await loadChapters("probes")).map(({ time, title: { en } }) => [time, en])).toEqual([
    [0, "first"],
    [2500, "then"],
    [90_000, "later"],
  ]);
});

it.each([
  ["a lesson without chapters", "{}", "application/json"],
  ["a server that answers every path with the page", "<!doctype html>", "text/html"],
])("%s has none", async (_, text, type) => {
  answers(text, type);
  expect(await loadChapters("probes")).toEqual([]);
});

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
