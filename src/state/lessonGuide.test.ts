import { afterEach, expect, it, vi } from "vitest";
import { firstBeatOf, loadLessonGuide } from "./lessonGuide.ts";

const answers = (text: string, type = "application/json") =>
  vi.stubGlobal("fetch", async () => new Response(text, { headers: { "content-type": type } }));

const words = { title: { en: "Probes", "zh-CN": "探针" }, goal: { en: "Three", "zh-CN": "三" } };

afterEach(() => vi.unstubAllGlobals());

it("chapters have their times, in order; what is no time is left out", async () => {
  const title = (en: string) => ({ en, "zh-CN": en });
  const chapters = [
    { at: "1m30s", title: title("later") },
    { at: "0s", title: title("first") },
    { at: "soon", title: title("never") },
    { at: "2.5s", title: title("then") },
  ];
  answers(JSON.stringify({ ...words, chapters }));
  expect((await loadLessonGuide("probes"))?.chapters.map(({ time, title: { en } }) => [time, en])).toEqual([
    [0, "first"],
    [2500, "then"],
    [90_000, "later"],
  ]);
});

it("a lesson that tells nothing has neither chapters nor questions", async () => {
  answers(JSON.stringify(words));
  expect(await loadLessonGuide("probes")).toEqual({ ...words, chapters: [], questions: [] });
});

it.each([
  ["a server that answers every path with the page", "probes", "text/html"],
  ["a name that is none", "../probes", "application/json"],
])("%s: none", async (_, id, type) => {
  answers("{}", type);
  expect(await loadLessonGuide(id)).toBeNull();
});

it.each([
  [0, 0],
  [5, 1],
  [6, 1],
  [40, 3],
  [41, -1],
])("a chapter at %d ms begins with beat %d", (time, beat) => {
  expect(firstBeatOf([{ time: 1 }, { time: 6 }, { time: 6 }, { time: 40 }], { time })).toBe(beat);
});

it.each(['{"title": {', "null", "[]", '"probes"', "{}"])("a file that reads %s is no guide", async (text) => {
  answers(text);
  expect(await loadLessonGuide("probes")).toBeNull();
});
