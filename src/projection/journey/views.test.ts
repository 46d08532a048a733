import { expect, it } from "vitest";
import type { Beat, BeatSubject } from "../model.ts";
import { withViews } from "./views.ts";

const subjects: { readonly [letter: string]: BeatSubject } = {
  // A probe or a container; a status that is written; the cluster.
  P: { kind: "node", node: "node-1" },
  S: { kind: "request", request: 1, upTo: 1 },
  C: { kind: "cluster" },
};

const beat = (act: Beat["act"], letter: string): Beat => ({ act, about: subjects[letter] }) as Beat;

it("keeps a Pod that is alone opened to its end", () => {
  const beats = [beat(5, "S"), beat(6, "P"), ...[..."PSC"].map((letter) => beat(7, letter))];
  expect(withViews(beats, true).map(({ view }) => view)).toEqual([undefined, "opened", "opened", "opened", "opened"]);
});

it.each([
  ["a bare Pod whose probes answer", "PPPSP", "oooo o"],
  ["Ready goes with the endpoints that follow", "PPPSCPPP", "oooRRooo"],
  ["a single probe among endpoints stays with them", "PPPSCPSCPPP", "oooRRRRRooo"],
  ["a single beat of the cluster takes the one before along", "PPPCPPP", "ooRRooo"],
  ["the end is always the cluster", "SC", "RR"],
  ["nothing but the cluster", "CCC", "RRR"],
])("%s", (_name, letters, wanted) => {
  const beats = [beat(6, "P"), ...[...letters].map((letter) => beat(7, letter))];
  const views = withViews(beats).map(({ view }) => (view === "running" ? "R" : "o"));
  expect(views.join("")).toBe(`o${wanted.replace(" ", "")}`);
});
