import { describe, expect, it } from "vitest";
import { Simulation } from "../../engine/index.ts";
import { parseScenario } from "../../scenario/index.ts";
import { buildJourney } from "../journey.ts";
import { followed } from "./follow.ts";
import type { InspectedRun } from "./model.ts";
import { beatOfCommand, commandsGivenAt, transcriptAt } from "./transcript.ts";

const text = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx:1.27
---
apiVersion: podyssey.dev/v1alpha1
kind: Scenario
spec:
  script:
  - {at: 40s, do: delete, object: pod/web}
`;

function play(): InspectedRun {
  const { scenario, problems } = parseScenario(text);
  if (!scenario) throw new Error(problems.map(({ message }) => message).join("\n"));
  const simulation = new Simulation(scenario, { seed: 1 });
  simulation.run();
  const cursor = simulation.cursor();
  return { cursor, journey: buildJourney(simulation.entries, cursor) };
}

const run = play();
const { journey, cursor } = run;
const entryOf = (id: string): number => journey.beats.find((beat) => beat.id === id)?.entry ?? -1;
const squeezed = (lines: readonly { readonly text: string }[]): string[] =>
  lines.map(({ text: line }) => line.replace(/\s{2,}/g, " | "));

describe("a command that follows", () => {
  const line = "kubectl get pods -w";

  it("gives the table of its moment, then a row each time that the Pod changes, ages alone not counting", () => {
    const rows = squeezed(followed(run, {}, line, entryOf("pending.phase"), entryOf("running.ready")));
    expect(rows[0]).toBe("NAME | READY | STATUS | RESTARTS | AGE");
    expect(rows.slice(1).map((row) => row.split(" | ").slice(1, 3).join(" "))).toEqual([
      "0/1 Pending",
      "0/1 Pending",
      "0/1 ContainerCreating",
      "1/1 Running",
    ]);
  });

  it("takes the later lines away when the playhead goes back", () => {
    const early = followed(run, {}, line, entryOf("pending.phase"), entryOf("bind.etcd"));
    const late = followed(run, {}, line, entryOf("pending.phase"), entryOf("running.end"));
    expect(late.slice(0, early.length)).toEqual(early);
    expect(late.length).toBeGreaterThan(early.length);
    expect(followed(run, {}, line, entryOf("pending.phase"), entryOf("pending.phase"))).toHaveLength(2);
  });

  it("shows the row of what went once more", () => {
    const rows = squeezed(followed(run, {}, line, entryOf("running.ready"), entryOf("running.end")));
    expect(rows.at(-1)).toMatch(/^web \| \d\/1 \| (Completed|Terminating|Error)/);
  });
});

describe("the run's own commands", () => {
  it("are there from the moment at which they were given, with what they have printed", () => {
    expect(transcriptAt(cursor.entries, entryOf("create.request"))).toMatchObject([
      { command: expect.stringMatching(/^kubectl apply -f /), time: 0, lines: [] },
    ]);
    expect(transcriptAt(cursor.entries, entryOf("running.end"))).toMatchObject([
      { lines: [{ text: "pod/web created", stream: "stdout" }] },
      {
        command: "kubectl delete pod/web",
        time: 40_000,
        lines: [{ text: expect.stringMatching(/^pod "web" deleted/) }],
      },
    ]);
  });

  it("are found by their time, and have a beat", () => {
    const [seq, ...others] = commandsGivenAt(cursor.entries, 40_000);
    expect(others).toEqual([]);
    const beat = journey.beats[beatOfCommand(journey, seq) ?? -1];
    expect(beat).toMatchObject({ about: { kind: "kubectl" } });
    expect(beat.entries).toContain(seq);
  });
});
