import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Simulation } from "../engine/index.ts";
import { parseScenario, runLimit } from "../scenario/index.ts";
import { lessonsFolder } from "../testing/playedLesson.ts";
import { breakpointsOf } from "./breakpoints.ts";
import { buildJourney } from "./journey.ts";

function play(text: string) {
  const { scenario } = parseScenario(text);
  if (!scenario) throw new Error("can't be run");
  const simulation = new Simulation(scenario, { seed: 1, until: runLimit(scenario) });
  simulation.run();
  const journey = buildJourney(simulation.entries, simulation.cursor());
  const breakpoints = breakpointsOf(journey, simulation.entries);
  return { journey, breakpoints, stops: breakpoints.stops() };
}
const lesson = (id: string) => play(readFileSync(`${lessonsFolder}/${id}/scenario.yaml`, "utf8"));

describe("breakpoints hold", () => {
  it.each([
    ["probes", "bind", [["bind.etcd", "web", "node-1"]]],
    ["probes", "restart", [["running.start.web", "web", "web"]]],
    ["pending", "unschedulable", [["schedule.waits", "trainer", undefined]]],
    ["node-failure", "notReady", [[expect.any(String), "node-1", undefined]]],
    [
      "quota",
      "denied",
      [[expect.any(String), expect.stringMatching(/^POST .*\/pods\?/), expect.stringContaining("exceeded quota")]],
    ],
    ["pending", "event:FailedScheduling", [[expect.any(String), "Pod trainer", expect.stringContaining("0/5 nodes")]]],
    ["pending", "bind", undefined],
    ["pending", "denied", undefined],
    ["probes", "notReady", undefined],
  ] as const)("%s: %s", (id, breakpoint, expected) => {
    const { journey, stops } = lesson(id);
    expect(stops.get(breakpoint)?.map(({ beat, about, detail }) => [journey.beats[beat].id, about, detail])).toEqual(
      expected,
    );
  });

  it("for each container at its first restart alone", () => {
    expect(lesson("crash-loop").stops.get("restart")).toHaveLength(1);
  });

  it("for a Pod once, however often it is tried", () => {
    const { stops } = lesson("queue");
    const pods = stops.get("unschedulable")?.map(({ about }) => about) ?? [];
    expect(pods.length).toBe(new Set(pods).size);
  });

  it("when a Pod is refused before there is one", () => {
    const { stops } = play("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: []}\n");
    expect(stops.get("denied")?.map(({ detail }) => detail)).toEqual([
      expect.stringContaining("spec.containers: Required value"),
    ]);
    expect(stops.get("bind")).toBeUndefined();
  });
});

it("those that are on give the beats to stop at, and the reasons there", () => {
  const { journey, breakpoints } = lesson("crash-loop");
  const on = ["restart", "bind", "event:NoSuchReason", "of a later version"];
  const beats = breakpoints.beats(on);
  expect(beats.map((beat) => journey.beats[beat].id)).toEqual(["bind.etcd", "running.start.web"]);
  expect(breakpoints.at(on, beats[0]).map(({ breakpoint }) => breakpoint)).toEqual(["bind"]);
  expect(breakpoints.beats([])).toEqual([]);
});
