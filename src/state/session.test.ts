import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WorkerAnswer } from "../worker/protocol.ts";
import { usePlayground } from "./playground.ts";
import { type Session, startSession } from "./session.ts";

const engine = vi.hoisted(() => ({
  calls: [] as string[],
  answer: (_: unknown): void => undefined,
}));
vi.mock("../worker/client.ts", () => ({
  EngineClient: class {
    constructor(onAnswer: (answer: unknown) => void) {
      engine.answer = onAnswer;
    }
    start(text: string): void {
      engine.calls.push(text);
    }
    stop(): void {
      engine.calls.push("(stop)");
    }
  },
}));
vi.mock("./presentation.ts", async () => ({
  isAnotherScenario: (await import("./another.ts")).isAnotherScenario,
  present: () => ({
    journey: { beats: [{ id: "a" }], acts: [], outcome: "running" },
    sceneAt: () => null,
    decisionAt: () => null,
  }),
}));

const initial = usePlayground.getState();
const state = () => usePlayground.getState();
const answer = (given: Partial<WorkerAnswer>): void => engine.answer(given);

/** Lets the run that was started last come to its end. */
async function finish(...objects: string[]): Promise<void> {
  const objectLines = objects.map((object) => {
    const [kind, name] = object.split("/");
    return { kind, name };
  });
  answer({ type: "parsed", problems: [], summary: { objectLines } as never });
  answer({ type: "done", end: "quiet" as never });
  await vi.waitFor(() => expect(state().run.status).toBe("ready"));
}

let session: Session;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  usePlayground.setState(initial, true);
  engine.calls.length = 0;
  state().setText("mine");
  session = startSession();
  await finish();
});
afterEach(() => {
  session.stop();
  vi.useRealTimers();
});

describe("the run follows the text", () => {
  it("after a pause when it is typed, at once when it is opened", () => {
    state().setText("typed");
    vi.advanceTimersByTime(300);
    expect(engine.calls).toEqual(["mine"]);
    vi.advanceTimersByTime(200);
    expect(engine.calls).toEqual(["mine", "typed"]);
    state().openScenario({ text: "opened", lesson: null });
    vi.advanceTimersByTime(0);
    expect(engine.calls).toEqual(["mine", "typed", "opened"]);
  });

  it("a scenario that is opened again starts again", () => {
    state().openScenario({ text: "mine", lesson: null });
    vi.advanceTimersByTime(0);
    expect(engine.calls).toEqual(["mine", "mine"]);
  });

  it("one that is given up is stopped; what is on stage needs no run, and no answer changes it", async () => {
    state().openScenario({ text: "large", lesson: null });
    vi.advanceTimersByTime(0);
    answer({ type: "parsed", problems: [{ message: "of the large one" } as never], summary: {} as never });
    state().cancelOpening();
    vi.advanceTimersByTime(1000);
    expect(engine.calls).toEqual(["mine", "large", "(stop)"]);
    expect([state().text, state().run.status, state().problems]).toEqual(["mine", "ready", []]);
  });

  it("typing and taking it back runs nothing", () => {
    state().setText("mine!");
    state().setText("mine");
    vi.advanceTimersByTime(1000);
    expect(engine.calls).toEqual(["mine"]);
  });
});

describe("the run that others are compared with", () => {
  const run = async (text: string, ...objects: string[]): Promise<string | undefined> => {
    state().setText(text);
    vi.advanceTimersByTime(1000);
    await finish(...objects);
    return state().pinned?.text;
  };
  beforeEach(async () => {
    state().openScenario({ text: "sample", lesson: null });
    vi.advanceTimersByTime(0);
    await finish("Pod/web", "Pod/other", "Node/node-1", "Node/node-2");
  });

  it("stays the opened one over edits", async () => {
    expect(await run("edited", "Pod/web", "Pod/new", "Node/node-1", "Node/node-3")).toBe("sample");
    expect(await run("a Deployment of it", "Deployment/web", "Node/node-1")).toBe("sample");
  });

  it.each([
    ["other objects", ["Pod/api", "Node/node-1"]],
    ["another cluster", ["Pod/web", "Node/worker-a"]],
    ["the default cluster", ["Pod/web"]],
  ])("is a pasted text's own where that has %s", async (_what, objects) => {
    expect(await run("pasted", ...objects)).toBe("pasted");
    // Taking it back starts from what was there.
    expect(await run("sample", "Pod/web", "Pod/other", "Node/node-1", "Node/node-2")).toBe("sample");
  });

  it("without Nodes on either side goes by the objects", async () => {
    await run("pasted", "Pod/web");
    expect(await run("edited", "Pod/web", "Service/web")).toBe("pasted");
    expect(await run("another", "Job/once")).toBe("another");
  });
});
