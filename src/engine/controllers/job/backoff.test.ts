import { describe, expect, it } from "vitest";
import type { Pod } from "../../api/pod.ts";
import { timestamp } from "../../kernel/clock.ts";
import { finishedAt, noFailures, recordAfter, remainingBackoff } from "./backoff.ts";

const seconds = 1000;
const at = (time: number): string => timestamp(time * seconds);

const pod = (status: object, metadata: object = {}): Pod =>
  ({
    metadata: { name: "p", creationTimestamp: at(1), ...metadata },
    spec: { containers: [] },
    status,
  }) as unknown as Pod;
const ended = (time: number): Pod =>
  pod({ containerStatuses: [{ name: "c", state: { terminated: { exitCode: 1, finishedAt: at(time) } } }] });
const ready = (status: string) => [{ type: "Ready", status, lastTransitionTime: at(7) }];

describe("when a Pod ended", () => {
  it.each([
    ["with its last container", ended(20), 20],
    ["when it stopped being ready", pod({ conditions: ready("False") }), 7],
    [
      "when its deletion was asked for",
      pod({ conditions: ready("True") }, { deletionTimestamp: at(45), deletionGracePeriodSeconds: 30 }),
      15,
    ],
    ["when it was made, if nothing else is known", pod({}), 1],
  ])("%s", (_, of, expected) => {
    expect(finishedAt(of, 100 * seconds)).toBe(expected * seconds);
  });
});

describe("back-off after newly ended Pods", () => {
  it.each([
    ["none before, one failed", noFailures, [], [20], 25, 5],
    ["two failed at once", noFailures, [], [20, 21], 25, 16],
    ["one failed after another", { failures: 1, lastFailure: 0 }, [], [20], 25, 15],
    ["a success wipes it out", { failures: 3, lastFailure: 0 }, [20], [], 25, 0],
    ["a failure after a success counts alone", { failures: 3, lastFailure: 0 }, [20], [19, 22], 25, 7],
    ["ten minutes at most", { failures: 30, lastFailure: 0 }, [], [20], 25, 595],
  ])("%s", (_, before, succeeded, failed, now, expected) => {
    const record = recordAfter(before, succeeded.map(ended), failed.map(ended), now * seconds);
    expect(remainingBackoff(record, now * seconds)).toBe(expected * seconds);
  });
});
