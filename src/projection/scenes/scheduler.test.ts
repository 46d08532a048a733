import { expect, it } from "vitest";
import { PlayedJourney } from "../../testing/playedJourney.ts";

it("volumes: where one node is left, nothing is scored: no columns, no total, and the course passes Score by", () => {
  const lesson = PlayedJourney.lesson("volumes");
  const decided = lesson.journey.beats.filter(({ about }) => about.kind === "decision");
  expect(decided.length).toBeGreaterThan(3);
  for (const { id } of decided) {
    const { scheduler, nodes } = lesson.scene(id);
    expect(
      nodes.every(({ columns, total }) => columns.length === 0 && total === null),
      id,
    ).toBe(true);
    for (const { point, state } of scheduler.points)
      if (point === "Score" || point === "PreScore") expect(["toCome", "passedBy"], `${id} ${point}`).toContain(state);
  }
  expect(lesson.scene(decided.at(-1)?.id ?? "").scheduler.points.find(({ point }) => point === "Score")?.state).toBe(
    "passedBy",
  );
});
