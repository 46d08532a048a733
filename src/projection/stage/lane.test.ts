import { expect, it } from "vitest";
import { PlayedJourney } from "../../testing/playedJourney.ts";
import { laneAt } from "./lane.ts";

it("node-failure: whoever asked for what etcd stores stands on the lane, and never the scheduler for it", () => {
  const lesson = PlayedJourney.lesson("node-failure");
  const speakers = new Map<string, unknown>();
  for (const beat of lesson.journey.beats.filter(({ act }) => act === 7)) {
    const scene = lesson.scene(beat.id);
    if (scene.moves.some(({ kind }) => kind === "store")) speakers.set(beat.id, laneAt(scene, 1, true)?.stops[0]);
  }
  expect(speakers.size).toBeGreaterThan(2);
  for (const [, stop] of speakers) expect(stop).not.toContain("scheduler");
  expect([...speakers.values()]).toContainEqual(["controllers"]);
});

it("who is to run the Pod is named before those who are told, too", () => {
  const lesson = PlayedJourney.lesson("probes");
  const told = lesson.journey.beats.find(({ id }) => id === "bind.watch");
  const lane = laneAt(lesson.scene(told?.id ?? ""), 1, true);
  expect(lane?.stops[0][0]).toMatch(/^node\//);
  expect(lane?.message?.label).toBe("watch ADDED");
});
