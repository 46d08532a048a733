import { afterEach, expect, it, vi } from "vitest";
import { loadChapters } from "./lessons.ts";

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
