import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PlayedJourney } from "../../../testing/playedJourney.ts";
import type { StageFrame } from "../frame.ts";

const boxOf = ({ places }: StageFrame, id: string) => {
  const place = places.find((each) => each.id === id);
  if (!place) throw new Error(`${id} is not on the stage`);
  return place.box;
};

describe("the opened Pod", () => {
  const probes = PlayedJourney.lesson("probes");
  // The container is started again among the others, after it has been seen to end in the opened Pod.
  const turn = "running.start.web";

  it("becomes the one among the others: its card moves, and is there all the time", () => {
    const opened = boxOf(probes.frame(turn, 0), "pod");
    const ended = boxOf(probes.frame(turn, 1), "pod/default/web");
    expect(opened).not.toEqual(ended);
    const moving = [0.02, 0.06, 0.1, 0.14].map((p) => probes.frame(turn, p));
    const widths = [opened, ...moving.map((frame) => boxOf(frame, "pod/default/web")), ended].map(({ w }) => w);
    expect(widths).toEqual(widths.toSorted((a, b) => (opened.w > ended.w ? b - a : a - b)));
    expect(widths[1]).not.toBe(ended.w);
    for (const { places } of moving)
      expect(places.find(({ id }) => id === "pod/default/web")?.opacity, "it does not fade in").toBe(1);
  });

  it("is opened again from where it stood", () => {
    const { beats } = probes.journey;
    const again = beats.find(({ view }, i) => view === "opened" && beats[i - 1]?.view === "running");
    if (!again) throw new Error("the lesson opens the Pod once only");
    const before = boxOf(probes.frame(again.id, 0), "pod/default/web");
    const start = boxOf(probes.frame(again.id, 0.02), "pod");
    const end = boxOf(probes.frame(again.id, 1), "pod");
    expect(Math.abs(start.w - before.w)).toBeLessThan(Math.abs(start.w - end.w));
  });
});

it("stays on the Pod to the end where there is nothing else: the first scenario", () => {
  const first = new PlayedJourney(readFileSync(join(import.meta.dirname, "../../../state/firstScenario.yaml"), "utf8"));
  const views = first.journey.beats.filter(({ act }) => act >= 6).map(({ view }) => view);
  expect(new Set(views)).toEqual(new Set(["opened"]));
});
