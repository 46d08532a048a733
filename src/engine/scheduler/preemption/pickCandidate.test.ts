import { expect, it } from "vitest";
import { pod } from "../fixtures.ts";
import type { PreemptionCandidate } from "../framework/interface.ts";
import { createPodInfo } from "../framework/podInfo.ts";
import { bestCandidates } from "./pickCandidate.ts";

/** Victims as `priority@second of start`. */
const candidate = (node: string, pdbViolations: number, ...victims: string[]): PreemptionCandidate => ({
  node,
  pdbViolations,
  victims: victims.map((text, i) => {
    const [priority, second] = text.split("@");
    const victim = pod(`${node}-${i}`, { priority: Number(priority) });
    return createPodInfo({ ...victim, status: { startTime: `2030-01-01T00:00:${second}Z` } });
  }),
});

it.each([
  ["fewest violations", [candidate("a", 1, "0@10"), candidate("b", 0, "9@10", "9@11")], ["b"]],
  ["lowest highest priority", [candidate("a", 0, "5@10"), candidate("b", 0, "4@10", "4@11")], ["b"]],
  ["smallest sum", [candidate("a", 0, "5@10", "4@11"), candidate("b", 0, "5@10", "3@11")], ["b"]],
  ["fewer victims even below zero", [candidate("a", 0, "-9@10", "-9@11"), candidate("b", 0, "-9@10")], ["b"]],
  ["latest start", [candidate("a", 0, "5@10"), candidate("b", 0, "5@20")], ["b"]],
  [
    "the start of the most important victims only",
    [candidate("a", 0, "5@20", "1@01"), candidate("b", 0, "5@10", "1@30")],
    ["a"],
  ],
  ["a tie stays a tie", [candidate("a", 0, "5@10"), candidate("b", 0, "5@10")], ["a", "b"]],
] as [string, PreemptionCandidate[], string[]][])("%s", (_rule, candidates, nodes) => {
  expect(bestCandidates(candidates).map(({ node }) => node)).toEqual(nodes);
});
