import { expect, it } from "vitest";
import type { DecisionScene, Journey } from "../model.ts";
import { nextAttempt, nextVerdict } from "./coming.ts";

const kinds = ["kubectl", "queue", "decision", "decision", "decision", "request", "queue", "decision"] as const;
const journey = { beats: kinds.map((kind) => ({ about: { kind } })) } as unknown as Journey;
const phases = ["", "", "filter", "score", "refused", "refused", "refused", "picked"];
const decisionAt = (beat: number) => (phases[beat] ? ({ phase: phases[beat] } as DecisionScene) : null);

it("the next attempt is the first beat behind that shows one", () => {
  expect([0, 1, 4, 6, 7].map((beat) => nextAttempt(journey, beat))).toEqual([2, 2, 7, 7, null]);
});

it("the next verdict is the first beat behind at which an attempt has ended, not one that keeps an earlier in sight", () => {
  expect([0, 3, 4, 7].map((beat) => nextVerdict(journey, decisionAt, beat))).toEqual([4, 4, 7, null]);
});
