import { expect, it } from "vitest";
import { selectTab } from "./layout.ts";
import { usePlayground } from "./playground.ts";

const initial = usePlayground.getInitialState();
const inAct = (act: number, more: object = {}) =>
  selectTab({ ...initial, scene: { act } as unknown as NonNullable<typeof initial.scene>, ...more });

it.each([
  [1, "object"],
  [2, "object"],
  [3, "object"],
  [4, "decision"],
  [5, "decision"],
  [6, "object"],
  [7, "object"],
])("the inspector follows: in act %d it shows the %s", (act, tab) => {
  expect(inAct(act)).toBe(tab);
});

it("turns to Why? where the run ends with the Pod Pending, and only there", () => {
  const decision = { phase: "refused" };
  const journey = { beats: [{}, {}, {}], outcome: "pending" };
  expect(inAct(4, { decision, journey, beat: 2 })).toBe("why");
  expect(inAct(4, { decision, journey, beat: 1 })).toBe("decision");
  expect(inAct(4, { decision, journey: { ...journey, outcome: "running" }, beat: 2 })).toBe("decision");
  expect(inAct(4, { decision: null, journey, beat: 2 })).toBe("decision");
  expect(inAct(4, { decision, journey, beat: 2, tabFollows: false, tab: "events" })).toBe("events");
});

it("stays where the person has turned it", () => {
  usePlayground.getState().setTab("events");
  const { tab, tabFollows } = usePlayground.getState();
  expect([1, 4, 7].map((act) => inAct(act, { tab, tabFollows }))).toEqual(["events", "events", "events"]);
});

it("shows the tab that is set as long as there is no scene", () => {
  expect(selectTab({ ...initial, scene: null })).toBe("decision");
});
