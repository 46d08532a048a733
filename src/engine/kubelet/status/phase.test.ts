import { describe, expect, it } from "vitest";
import type { ContainerState, ContainerStatus, Pod } from "../../api/pod.ts";
import { podPhase } from "./phase.ts";

const states: { readonly [letter: string]: Pick<ContainerStatus, "state" | "lastState" | "started"> } = {
  W: { state: { waiting: { reason: "ContainerCreating" } } },
  R: { state: { running: {} }, started: true },
  /** Running, startup probe pending. */
  r: { state: { running: {} }, started: false },
  0: { state: { terminated: { exitCode: 0 } } },
  1: { state: { terminated: { exitCode: 1 } } },
  /** Backing off after a failure, after a success. */
  F: { state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated: { exitCode: 1 } } },
  S: { state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated: { exitCode: 0 } } },
};

const status = (name: string, letter: string): ContainerStatus => ({
  name,
  ready: false,
  restartCount: 0,
  image: "",
  imageID: "",
  ...(states[letter] as { state: ContainerState }),
});

/** `init` and `app` hold a letter for each container; lower row of the table: sidecars are written `s` before the letter. */
function phase(restartPolicy: string, init: string, app: string, how = ""): string {
  const inits = init === "" ? [] : init.split(" ");
  const apps = app.split(" ");
  const pod: Pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web" },
    spec: {
      restartPolicy,
      initContainers: inits.map((text, i) => ({ name: `i${i}`, ...(text.length > 1 && { restartPolicy: "Always" }) })),
      containers: apps.map((_, i) => ({ name: `a${i}` })),
    },
  };
  const statuses = (texts: readonly string[], prefix: string): ContainerStatus[] =>
    texts.flatMap((text, i) => (text === "?" ? [] : [status(`${prefix}${i}`, text.at(-1) ?? "")]));
  return podPhase(
    pod,
    { init: statuses(inits, "i"), app: statuses(apps, "a") },
    { isTerminal: how.includes("terminal"), hasInitialized: how.includes("initialized") },
  );
}

describe("the phase of a Pod", () => {
  it.each([
    ["Always", "", "W", "", "Pending"],
    ["Always", "", "?", "", "Pending"],
    ["Always", "", "R", "", "Running"],
    ["Always", "", "R W", "", "Pending"],
    ["Always", "", "R F", "", "Running"],
    ["Always", "", "F", "", "Running"],
    ["Always", "", "0", "", "Running"],
    ["Always", "", "1", "", "Running"],
    ["Always", "", "R ?", "", "Pending"],
    ["OnFailure", "", "0 0", "", "Succeeded"],
    ["OnFailure", "", "0 1", "", "Running"],
    ["OnFailure", "", "0 R", "", "Running"],
    ["Never", "", "0", "", "Succeeded"],
    ["Never", "", "0 1", "", "Failed"],
    ["Never", "", "1 R", "", "Running"],
    ["Always", "", "0 0", "terminal", "Succeeded"],
    ["Always", "", "0 1", "terminal", "Failed"],
    ["Always", "W", "W", "", "Pending"],
    ["Always", "R", "W", "", "Pending"],
    ["Always", "0", "W", "", "Pending"],
    ["Always", "0", "R", "", "Running"],
    ["Always", "1", "W", "", "Pending"],
    ["Never", "1", "W", "", "Failed"],
    ["Never", "F", "W", "", "Failed"],
    ["Always", "S", "R", "", "Pending"],
    ["Always", "sr", "W", "", "Pending"],
    ["Always", "sR", "W", "", "Pending"],
    ["Always", "sR", "R", "initialized", "Running"],
    ["Always", "sr", "R", "initialized", "Running"],
    ["Always", "sr", "R", "", "Pending"],
    ["Never", "sR", "0", "initialized", "Running"],
    ["Never", "s0", "0", "initialized", "Succeeded"],
    ["Never", "s1", "0", "initialized terminal", "Succeeded"],
    ["Always", "sF", "R", "initialized", "Running"],
  ])("%s, init [%s], app [%s] %s: %s", (policy, init, app, how, expected) => {
    expect(phase(policy, init, app, how)).toBe(expected);
  });
});
