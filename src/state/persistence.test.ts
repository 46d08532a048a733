import { beforeEach, expect, it, vi } from "vitest";
import { loadSettings, startSaving } from "./persistence.ts";
import { usePlayground } from "./playground.ts";

const initial = usePlayground.getState();

beforeEach(() => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  };
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  usePlayground.setState(initial, true);
});

it("a tab that somebody chose is the one in sight after a reload; one that follows goes on following", () => {
  const stop = startSaving();
  usePlayground.getState().setTheme("dark");
  vi.advanceTimersByTime(500);
  expect(loadSettings()).toMatchObject({ theme: "dark", tabFollows: true });
  usePlayground.getState().setTab("kubectl");
  vi.advanceTimersByTime(500);
  expect(loadSettings()).toMatchObject({ tab: "kubectl", tabFollows: false });
  stop();
  vi.useRealTimers();
});
