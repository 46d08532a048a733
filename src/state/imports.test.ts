import { beforeEach, describe, expect, it, vi } from "vitest";
import { importText } from "../scenario/importText.ts";
import { openText, takeText } from "./imports.ts";
import { linkToMoment } from "./links.ts";
import { usePlayground } from "./playground.ts";

vi.mock("../worker/importClient.ts", () => ({ importInWorker: async (text: string) => importText(text) }));

const dump = "kind: Pod\nmetadata: {uid: a}\nspec: {containers: [{env: [{name: A, value: hunter2}]}]}\n";
const cleaned = "kind: Pod\nmetadata:\n  uid: a\nspec:\n  containers:\n  - env:\n    - name: A\n";
const own = "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{env: [{name: A, value: mine}]}]}\n";
const dropped = { secrets: 0, envValues: 1, lastApplied: 0, managedFields: 0 };
const initial = usePlayground.getState();
const state = () => usePlayground.getState();

beforeEach(() => usePlayground.setState(initial, true));

describe("a file", () => {
  it("of a cluster's output is opened without what must not be kept, and that is said", async () => {
    await openText("dump.yaml", dump);
    expect([state().text, state().notice]).toEqual([cleaned, { kind: "info", dropped }]);
  });

  it("says beside it that the person's own text is kept", async () => {
    state().setText(own);
    await openText("dump.yaml", dump);
    expect([state().setAside, state().notice]).toEqual([
      own,
      { kind: "info", key: "notice.textKept", offerBack: true, dropped },
    ]);
  });

  it("that is given up while it is read changes nothing", async () => {
    const opened = openText("dump.yaml", dump);
    expect(state().reading).toBe("dump.yaml");
    state().cancelOpening();
    await opened;
    expect([state().text, state().reading, state().notice]).toEqual(["", null, null]);
  });

  it("that somebody wrote is opened as it is", async () => {
    await openText("own.yaml", own);
    expect([state().text, state().notice]).toEqual([own, null]);
  });
});

describe("what comes into the editor", () => {
  const texts: string[] = [];
  usePlayground.subscribe(({ text }) => texts.push(text));
  const show = vi.fn();
  beforeEach(() => {
    texts.length = 0;
    show.mockReset();
  });

  it("pasted: nothing uncleaned is ever in the store, and the editor shows the cleaned text", async () => {
    await takeText(dump, dump, show);
    expect([state().text, state().notice?.dropped]).toEqual([cleaned, dropped]);
    expect(show).toHaveBeenCalledExactlyOnceWith(cleaned);
    expect(texts.join()).not.toContain("hunter2");
  });

  it("typed while a paste is being cleaned: is cleaned with it", async () => {
    const first = takeText(dump, dump, show);
    const second = takeText(`# hello\n---\n${dump}`, "o", show);
    await Promise.all([first, second]);
    expect(state().text).toBe(`# hello\n---\n${cleaned}`);
    expect(show).toHaveBeenCalledOnce();
    expect(texts.join()).not.toContain("hunter2");
  });

  it("typed, or pasted from a manifest: is kept at once, to the letter", () => {
    void takeText(own, own, show);
    expect(state().text).toBe(own);
    expect(show).not.toHaveBeenCalled();
  });
});

it("a link holds no value of a cluster's output, however it came into the text", async () => {
  vi.stubGlobal("location", { origin: "http://x", pathname: "/", search: "" });
  const { readLink } = await import("../share/codec.ts");
  state().setText(dump);
  expect(readLink((await linkToMoment()) ?? "")).toMatchObject({ moment: { text: cleaned } });
  state().setText(own);
  expect(readLink((await linkToMoment()) ?? "")).toMatchObject({ moment: { text: own } });
  state().setText(dump.replace("]}", ""));
  expect(await linkToMoment()).toBeNull();
});
