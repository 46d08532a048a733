import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../engine/index.ts";
import { parseScenario, runLimit } from "../../scenario/index.ts";
import { PlayedJourney } from "../../testing/playedJourney.ts";
import { lessonsFolder } from "../../testing/playedLesson.ts";
import { buildJourney } from "../journey.ts";
import { sceneAt } from "../scene.ts";

/** What the API server's card says at each beat with an answer: `METHOD about: message`. */
function answers(lesson: string): string[] {
  const { scenario } = parseScenario(readFileSync(join(lessonsFolder, lesson, "scenario.yaml"), "utf8"));
  if (!scenario) throw new Error(lesson);
  const simulation = new Simulation(scenario, { seed: scenario.seed ?? 1, until: runLimit(scenario) });
  simulation.run();
  const cursor = simulation.cursor();
  const journey = buildJourney(simulation.entries, cursor, undefined, scenario.notSimulated);
  return journey.beats.flatMap((_beat, at) => {
    const { request, status } = sceneAt(journey, cursor, at).apiServer;
    return request && status ? [`${request.method} ${request.about}: ${status.message}`] : [];
  });
}

describe("the API server's card", () => {
  it.each([
    ["namespace", "POST Pod early:", 'namespaces "shop" not found'],
    ["quota", "POST ResourceQuota compute:", null],
    ["preemption", "POST PriorityClass urgent:", null],
  ])("%s: an answer belongs to its own request, not to the look-up before it", (lesson, request, message) => {
    const own = answers(lesson).filter((answer) => answer.startsWith(request));
    expect(own).toEqual(message === null ? [] : [expect.stringContaining(message)]);
  });
});

it("says at each station what that made of the request, once it has come by", () => {
  const first = PlayedJourney.lesson("scoring");
  const notes = (id: string) =>
    first
      .scene(id)
      .apiServer.stations.flatMap(({ station, note }) => (note === undefined ? [] : [`${station} ${note}`]));
  const { beats } = first.journey;
  const at = (title: string) => beats.find(({ act, id }) => act <= 3 && id.includes(title))?.id ?? title;
  expect(notes(at("authentication"))).toEqual(["authentication kubernetes-admin"]);
  const all = notes(at("etcd"));
  expect(all.slice(0, 3)).toEqual(["authentication kubernetes-admin", "authorization create pods", "decoding v1 Pod"]);
  expect(all.slice(3).map((note) => note.replace(/\d+$/, "N"))).toEqual([
    "defaulting N",
    "mutatingAdmission N",
    "storage N",
  ]);
});

it("what defaulting changed begins with the field that the sentence names", () => {
  const { journey, cursor } = PlayedJourney.lesson("fit");
  const at = journey.beats.findIndex(({ id }) => id === "create.defaulting");
  const { params } = journey.beats[at].sentence;
  const [first] = sceneAt(journey, cursor, at).apiServer.diff;
  expect([params, first]).toMatchObject([
    { example: "restartPolicy: Always" },
    { path: "spec.restartPolicy", after: "Always" },
  ]);
});
