import { beforeEach, describe, expect, it, vi } from "vitest";
import { firstScenario } from "./firstScenario.ts";
import { openLink } from "./links.ts";
import { usePlayground } from "./playground.ts";

vi.mock("./lessons.ts", () => ({ loadLesson: async (id: string) => (id === "taints" ? "kind: Pod\n" : null) }));

const initial = usePlayground.getState();
const state = () => usePlayground.getState();

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  usePlayground.setState(initial, true);
});

describe("a link to a lesson that is not here", () => {
  const unknown = "http://x/#/lesson/nosuch/3";

  it("opens the first example, says so, and sets the person's text aside", async () => {
    state().setText("mine");
    expect(await openLink(unknown)).toEqual({ beat: undefined });
    expect([state().text, state().setAside]).toEqual([firstScenario, "mine"]);
    expect(state().notice).toEqual({ kind: "problem", key: "notice.linkLessonUnknown", offerBack: true });
  });

  it("is said each time", async () => {
    await openLink(unknown);
    state().notify(null);
    await openLink(unknown);
    expect(state().notice?.key).toBe("notice.linkLessonUnknown");
  });
});

it("a link to a lesson opens it at its beat, once", async () => {
  expect(await openLink("http://x/#/lesson/taints/3")).toEqual({ beat: "3" });
  expect([state().text, state().lesson, state().opening]).toEqual(["kind: Pod\n", "taints", true]);
  expect(await openLink("http://x/#/lesson/taints/3")).toBeNull();
});

it.each([
  ["#2.BROKENxyz", "notice.linkBroken"],
  ["#hello", "notice.linkBroken"],
])("%s changes nothing, and is said for what it is", async (hash, key) => {
  state().setText("mine");
  expect(await openLink(`http://x/${hash}`)).toBeNull();
  expect([state().text, state().notice?.key]).toEqual(["mine", key]);
});
