import { expect, it } from "vitest";
import { PlayedJourney } from "../../testing/playedJourney.ts";
import { sceneAt } from "../scene.ts";

const { journey, cursor } = PlayedJourney.lesson("running");

it.each([
  ["kubelet.admit", "admit now"],
  // The cgroup has been begun by then, and is the next beat's.
  ["kubelet.status", "admit done"],
  ["kubelet.cgroup", "admit done, cgroup now"],
  ["kubelet.volumes", "admit done, cgroup done, volumes now"],
  ["kubelet.sandbox", "admit done, cgroup done, volumes done, sandbox now"],
])("at %s the kubelet's steps are: %s", (id, steps) => {
  const at = journey.beats.findIndex((beat) => beat.id === id);
  const { pod } = sceneAt(journey, cursor, at);
  const begun = pod?.steps.filter(({ state }) => state !== "toCome");
  expect(begun?.map(({ step, state }) => `${step} ${state}`).join(", ")).toBe(steps);
});
