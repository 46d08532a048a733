import { expect, it } from "vitest";
import { PlayedJourney } from "../../testing/playedJourney.ts";

it.each(["image-gc", "images", "job", "drain", "probes"])("%s: how it all stands in the end is no message", (id) => {
  const lesson = PlayedJourney.lesson(id);
  const last = lesson.journey.beats.at(-1);
  expect(last?.about.kind).toBe("cluster");
  expect(lesson.scene(last?.id ?? "").moves).toEqual([]);
});
