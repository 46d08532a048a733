import { expect, it } from "vitest";
import { english } from "../../i18n/catalogue.en.ts";
import { createTranslate } from "../../i18n/catalogue.ts";
import { PlayedJourney } from "../../testing/playedJourney.ts";

const t = createTranslate(english);
const told = (lesson: string, id: string): string => {
  const beat = PlayedJourney.lesson(lesson).journey.beats.find((one) => one.id === id);
  return beat ? t.tell(beat.sentence) : "";
};

it("quota: act 3 is about the Pod, though the quota's use is stored before it", () => {
  expect(told("quota", "pending.etcd")).toMatch(/\/registry\/pods\/default\/first at revision/);
  expect(told("quota", "pending.watch")).toMatch(/about Pod first/);
});

it("webhooks: a plugin that looks a second time and has nothing to change is named once, and not if it changed something", () => {
  const { beats } = PlayedJourney.lesson("webhooks").journey;
  const names = told("webhooks", "admission.mutating")
    .replace(/^.*: |\.$/g, "")
    .split(", ");
  expect(names.length).toBeGreaterThan(1);
  expect(new Set(names).size).toBe(names.length);
  for (const { id } of beats)
    if (id.startsWith("admission.")) expect(names).not.toContain(id.slice("admission.".length));
});

it("termination: of two commands at the same moment, kubectl shows the one that is told", () => {
  const lesson = PlayedJourney.lesson("termination");
  const deletions = lesson.journey.beats.filter(({ id }) => id.startsWith("kubectl.delete"));
  expect(deletions.length).toBeGreaterThan(1);
  for (const { id, sentence } of deletions)
    expect(t.tell(sentence)).toContain(lesson.scene(id).running?.terminal?.command ?? "no terminal");
});

it.each([
  ["probes", "it counts there"],
  ["fit", "its requests count there"],
])("%s: the scheduler assumes: %s", (lesson, words) => {
  expect(told(lesson, "schedule.assume")).toContain(words);
});
