import { beforeEach, describe, expect, it } from "vitest";
import type { Beat, Journey, Scene } from "../projection/model.ts";
import { usePlayground } from "./playground.ts";
import type { Presentation } from "./presentation.ts";

/** Four beats of a second: two of act 1, one of act 3, one of act 4; act 2 is not reached. */
function presentation(ids: readonly string[] = ["a", "b", "c", "d"], isOpening = false): Presentation {
  const beats = ids.map((id, index) => ({ id, index, start: index * 1000, duration: 1000 }) as Beat);
  const journey: Journey = {
    pod: "default/web",
    root: null,
    pods: ["default/web"],
    beats,
    acts: [{ first: 0, last: 1 }, null, { first: 2, last: 2 }, { first: 3, last: 3 }, null, null, null],
    duration: beats.length * 1000,
    outcome: "running",
  };
  return {
    isOpening,
    entries: [],
    notSimulated: [],
    journey,
    sceneAt: (beat) => ({ shows: ids[beat] }) as unknown as Scene,
    decisionAt: () => null,
    outcome: null,
    clusterOfDecision: () => null,
    laterActs: null,
    eventStops: [0.5, 1, 2, 2.25, 3, 4],
    timeline: { acts: [], anchors: [], lanes: [] },
    breakpoints: {
      stops: () => new Map(),
      beats: (on) => (on.includes("bind") ? [2] : []),
      at: (_, beat) => [{ breakpoint: "bind", beat, time: 40, about: "web" }],
    },
    inspection: null,
  };
}

const initial = usePlayground.getState();
const state = () => usePlayground.getState();
const place = () => [state().beat, state().p, state().motion];
const shown = () => (state().scene as unknown as { shows: string } | null)?.shows;

beforeEach(() => usePlayground.setState(initial, true));

describe("stepping by beats", () => {
  beforeEach(() => state().show(presentation()));

  it("opens with the first beat on stage", () => {
    expect(place()).toEqual([0, 1, "still"]);
    expect(shown()).toBe("a");
    expect(state().previousScene).toBeNull();
  });

  it("plays the next beat to its end, and stops there", () => {
    state().step(1);
    expect(place()).toEqual([1, 0, "step"]);
    state().tick(400);
    expect(place()).toEqual([1, 0.4, "step"]);
    state().tick(5000);
    expect(place()).toEqual([1, 1, "still"]);
    expect(shown()).toBe("b");
  });

  it("goes on to the next beat when pressed before the end", () => {
    state().step(1);
    state().step(1);
    expect(place()).toEqual([2, 0, "step"]);
  });

  it("goes back to the end of the beat before, and no further than the first", () => {
    state().goTo({ beat: 2, p: 0.3 });
    state().step(-1);
    expect(place()).toEqual([1, 1, "still"]);
    state().step(-1);
    state().step(-1);
    expect(place()).toEqual([0, 0, "still"]);
  });

  it("does not travel where motion is reduced", () => {
    usePlayground.setState({ reducedMotion: true });
    state().step(1);
    expect(place()).toEqual([1, 1, "still"]);
  });
});

describe("other ways to move", () => {
  beforeEach(() => state().show(presentation()));

  it.each([
    ["the next act", () => state().step(1, "act"), [2, 1, "still"]],
    ["the next event", () => state().step(1, "event"), [1, 1, "still"]],
    ["act 4", () => state().goToAct(4), [3, 1, "still"]],
    ["an act that is not reached", () => state().goToAct(2), [0, 1, "still"]],
    ["the end", () => state().goToEdge("end"), [3, 1, "still"]],
    ["a place on the timeline", () => state().scrub(2250), [2, 0.25, "still"]],
  ])("%s", (_, move, to) => {
    move();
    expect(place()).toEqual(to);
  });

  it("single events stop inside a beat", () => {
    state().goTo({ beat: 1, p: 1 });
    state().step(1, "event");
    expect(place()).toEqual([2, 0.25, "still"]);
    state().step(-1, "event");
    expect(place()).toEqual([1, 1, "still"]);
  });

  it("plays on over beats at its speed, and stops at the end; then starts again", () => {
    state().setSpeed(2);
    state().togglePlay();
    state().tick(600);
    expect(place()).toEqual([2, expect.closeTo(0.2), "play"]);
    state().tick(60_000);
    expect(place()).toEqual([3, 1, "still"]);
    state().togglePlay();
    expect(place()).toEqual([0, 0, "play"]);
  });

  it("with reduced motion a beat rests on its end for as long as it would take", () => {
    usePlayground.setState({ reducedMotion: true });
    state().goTo({ beat: 1, p: 1 });
    state().togglePlay();
    state().tick(500);
    expect(place()).toEqual([2, 1, "play"]);
    state().tick(400);
    expect(place()).toEqual([2, 1, "play"]);
    state().tick(200);
    expect(place()).toEqual([3, 1, "play"]);
  });
});

describe("a new run", () => {
  it("keeps the beat on stage by its name", () => {
    state().show(presentation());
    state().goTo({ beat: 2, p: 0.5 });
    state().show(presentation(["a", "new", "b", "c"]));
    expect(place()).toEqual([3, 0.5, "still"]);
    expect(shown()).toBe("c");
  });

  it("stays near where it was when the beat is gone", () => {
    state().show(presentation());
    state().goTo({ beat: 3, p: 1 });
    state().show(presentation(["a", "b"]));
    expect(place()).toEqual([1, 1, "still"]);
  });

  it.each([
    ["its name", "b", 1],
    ["its number, from 1", "3", 2],
    ["a number beyond the last", "99", 3],
    ["a name that is not there", "nope", 0],
  ])("starts at the beat that a link gives by %s", (_, asked, beat) => {
    state().openScenario({ text: "kind: Pod", lesson: null });
    state().show(presentation(), asked);
    expect(place()).toEqual([beat, 1, "still"]);
  });

  it("of another scenario starts at the first beat", () => {
    state().show(presentation());
    state().goTo({ beat: 2, p: 1 });
    state().openScenario({ text: "kind: Pod", lesson: null });
    state().show(presentation());
    expect(place()).toEqual([0, 1, "still"]);
  });

  it("goes to the beat that a link names", () => {
    state().show(presentation(), "c");
    expect(place()).toEqual([2, 1, "still"]);
  });
});

describe("a run without the beat on stage", () => {
  const refused = (ids: readonly string[]): Presentation => {
    const run = presentation(ids);
    return { ...run, journey: { ...run.journey, outcome: "refused" } };
  };
  beforeEach(() => {
    state().show(presentation());
    state().goTo({ beat: 2, p: 0.5 });
  });

  it("that the API server refuses: the repaired one goes back to it, however the refusal was looked at", () => {
    state().show(refused(["a", "422"]));
    expect(place()).toEqual([1, 1, "still"]);
    state().goTo({ beat: 0, p: 1 });
    state().show(refused(["a", "404"]));
    state().show(presentation());
    expect(place()).toEqual([2, 0.5, "still"]);
    state().show(presentation(["c", "d"]));
    expect(shown()).toBe("c");
  });

  it.each([
    ["stays where it was put", () => undefined, "c"],
    ["has gone elsewhere since", () => state().goTo({ beat: 0, p: 1 }), "a"],
  ])("that is good: the next one goes back, if the person %s", (_, move, beat) => {
    state().show(presentation(["a", "b"]));
    move();
    state().show(presentation());
    expect(shown()).toBe(beat);
  });

  it("another scenario knows nothing of it", () => {
    state().show(refused(["a", "422"]));
    state().openScenario({ text: "kind: Pod", lesson: null });
    state().show(presentation());
    state().show(presentation());
    expect(shown()).toBe("a");
  });
});

describe("while another scenario is coming", () => {
  const running = { status: "running", entries: 0, virtualTime: 0 } as const;
  beforeEach(() => {
    state().setText("mine");
    state().show(presentation());
    usePlayground.setState({ ranText: "mine", run: { status: "ready", end: "quiet" as never } });
    state().goTo({ beat: 2, p: 1 });
    state().openScenario({ text: "large", lesson: "scale", name: "Scale" });
    usePlayground.setState({ run: running });
  });

  it("the old one is not stepped: the keys are for the new one", () => {
    state().step(1);
    expect(place()).toEqual([2, 1, "still"]);
    state().show(presentation(["x", "y"]));
    expect([shown(), state().opened]).toEqual(["y", null]);
  });

  it("it can be given up: all is as before, and nothing is left to be done", () => {
    state().step(1);
    state().openScenario({ text: "larger", lesson: null });
    state().cancelOpening();
    const { text, ranText, lesson, textIsOwn, setAside, notice, opening, run, wishes } = state();
    expect({ text, ranText, lesson, textIsOwn, setAside, notice, opening, run: run.status, wishes }).toEqual({
      text: "mine",
      ranText: "mine",
      lesson: null,
      textIsOwn: true,
      setAside: null,
      notice: null,
      opening: false,
      run: "ready",
      wishes: [],
    });
    expect(place()).toEqual([2, 1, "still"]);
  });
});

describe("what the person typed", () => {
  it("is set aside, not lost, when a scenario is opened; and can be had again", () => {
    state().setText("mine");
    state().openScenario({ text: "a lesson", lesson: "taints" });
    expect([state().text, state().setAside, state().notice?.offerBack]).toEqual(["a lesson", "mine", true]);
    state().takeBack();
    expect([state().text, state().setAside, state().lesson]).toEqual(["mine", null, null]);
  });

  it("is not offered back when there was nothing of their own", () => {
    state().openScenario({ text: "a lesson", lesson: "taints" });
    state().openScenario({ text: "another", lesson: "pending" });
    expect([state().setAside, state().notice]).toEqual([null, null]);
  });
});

it("does what was asked for before the run was there as soon as it is", () => {
  state().show(presentation(undefined, true));
  state().step(1);
  state().step(1);
  expect(place()).toEqual([0, 1, "still"]);
  state().show(presentation());
  expect(place()).toEqual([2, 0, "step"]);
});

describe("bookmarks", () => {
  beforeEach(() => state().show(presentation()));

  it("mark a beat, and take the mark off again", () => {
    state().toggleBookmark();
    expect(state().bookmarks).toEqual([{ beat: "a", name: "" }]);
    state().toggleBookmark();
    expect(state().bookmarks).toEqual([]);
  });

  it("have names, and can be gone to in the order of the run", () => {
    for (const beat of [2, 0]) {
      state().goTo({ beat, p: 1 });
      state().toggleBookmark();
    }
    state().renameBookmark("c", "the queue");
    expect(state().bookmarks).toEqual([
      { beat: "c", name: "the queue" },
      { beat: "a", name: "" },
    ]);
    state().jumpToBookmark(1);
    expect(place()).toEqual([2, 1, "still"]);
    state().jumpToBookmark(1);
    expect(place()).toEqual([2, 1, "still"]);
    state().jumpToBookmark(-1);
    expect(place()).toEqual([0, 1, "still"]);
    state().removeBookmark("a");
    expect(state().bookmarks).toEqual([{ beat: "c", name: "the queue" }]);
  });
});

describe("a loop", () => {
  beforeEach(() => state().show(presentation()));
  const markFromTo = (from: number, to: number) => {
    state().goTo({ beat: from, p: 1 });
    state().markLoop("from");
    state().goTo({ beat: to, p: 1 });
    state().markLoop("to");
  };

  it("has the beats on stage in it, and play goes round in it", () => {
    markFromTo(1, 2);
    expect(state().loop).toEqual({ from: { beat: "b", p: 0 }, to: { beat: "c", p: 1 } });
    state().goTo({ beat: 2, p: 0.5 });
    state().togglePlay();
    state().tick(400);
    expect(place()).toEqual([2, 0.9, "play"]);
    state().tick(400);
    expect(place()).toEqual([1, 0, "play"]);
  });

  it("is begun from its start by play that stands outside", () => {
    markFromTo(1, 2);
    state().goTo({ beat: 3, p: 1 });
    state().togglePlay();
    expect(place()).toEqual([1, 0, "play"]);
  });

  it("with one end marked runs from there to the end of the run", () => {
    state().goTo({ beat: 3, p: 1 });
    state().markLoop("from");
    state().togglePlay();
    state().tick(1200);
    expect(place()).toEqual([3, 0, "play"]);
  });

  it("whose end is put before its start has that end alone", () => {
    markFromTo(2, 3);
    state().goTo({ beat: 0, p: 1 });
    state().markLoop("to");
    expect(state().loop).toEqual({ from: null, to: { beat: "a", p: 1 } });
    state().clearLoop();
    expect(state().loop).toBeNull();
  });

  it("rests where a new run has not its beats", () => {
    markFromTo(1, 2);
    state().show(presentation(["a", "x", "y"]));
    state().goTo({ beat: 2, p: 0.5 });
    state().togglePlay();
    state().tick(60_000);
    expect(place()).toEqual([2, 1, "still"]);
  });

  it("turns the same way where motion is reduced", () => {
    usePlayground.setState({ reducedMotion: true });
    markFromTo(1, 1);
    state().togglePlay();
    expect(place()).toEqual([1, 1, "play"]);
    state().tick(2500);
    expect(place()).toEqual([1, 1, "play"]);
  });
});

describe("breakpoints", () => {
  beforeEach(() => {
    state().show(presentation());
    state().toggleBreakpoint("bind");
  });

  it("stop play at the end of their beat, and say why", () => {
    state().togglePlay();
    state().tick(10_000);
    expect(place()).toEqual([2, 1, "still"]);
    expect(state().stoppedBy).toEqual([{ breakpoint: "bind", beat: 2, time: 40, about: "web" }]);
  });

  it("let play go on from there, and are forgotten then", () => {
    state().togglePlay();
    state().tick(10_000);
    state().togglePlay();
    expect(state().stoppedBy).toEqual([]);
    state().tick(10_000);
    expect(place()).toEqual([3, 1, "still"]);
  });

  it("hold in a loop, too", () => {
    state().goTo({ beat: 2, p: 1 });
    state().markLoop("to");
    state().goTo({ beat: 1, p: 1 });
    state().togglePlay();
    state().tick(10_000);
    expect(place()).toEqual([2, 1, "still"]);
    state().togglePlay();
    expect(place()).toEqual([0, 0, "play"]);
  });

  it("do not stop a single step, nor play when they are off", () => {
    state().goTo({ beat: 1, p: 1 });
    state().step(1);
    state().tick(5000);
    expect(state().stoppedBy).toEqual([]);
    state().toggleBreakpoint("bind");
    state().goTo({ beat: 0, p: 1 });
    state().togglePlay();
    state().tick(10_000);
    expect(place()).toEqual([3, 1, "still"]);
  });
});
