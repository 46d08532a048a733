import { beforeEach, expect, it } from "vitest";
import type { DecisionRecord } from "../engine/index.ts";
import { selectIsAnotherRun } from "./pin.ts";
import { usePlayground } from "./playground.ts";
import type { Presentation } from "./presentation.ts";

const initial = usePlayground.getState();
const state = () => usePlayground.getState();

const outcome = { chosen: "node-1" } as DecisionRecord;
/** A run of a text is on stage. */
const onStage = (ranText: string, isOpening = false): void =>
  usePlayground.setState({
    ranText,
    presentation: { isOpening, journey: { pod: "default/web" }, outcome } as unknown as Presentation,
  });

beforeEach(() => usePlayground.setState(initial, true));

it("pins the run on stage: its text, its seed, its Pod and how that fared", () => {
  onStage("a");
  state().pinRun();
  expect(state().pinned).toEqual({ text: "a", seed: 1, objects: [], pod: "default/web", outcome });
});

it("pins nothing before there is a whole run", () => {
  state().pinRun();
  onStage("a", true);
  state().pinRun();
  expect(state().pinned).toBeNull();
});

it("tells another text and another seed from the pinned run", () => {
  onStage("a");
  expect(selectIsAnotherRun(state())).toBe(false);
  state().pinRun();
  expect(selectIsAnotherRun(state())).toBe(false);
  onStage("b");
  expect(selectIsAnotherRun(state())).toBe(true);
  onStage("a");
  usePlayground.setState({ seed: 2 });
  expect(selectIsAnotherRun(state())).toBe(true);
});
