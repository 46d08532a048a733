import type { ControllerClock } from "./context.ts";

/** Expectations older than this are no longer waited for, in virtual milliseconds (ExpectationsTimeout). */
const timeout = 5 * 60_000;

interface Expected {
  creations: number;
  readonly deletions: Set<string>;
  readonly since: number;
}

/**
 * What a controller has asked for and not yet seen come back through its watch. Until then its picture of the cluster is
 * old, and acting on it again would make Pods twice.
 *
 * Models UIDTrackingControllerExpectations of pkg/controller (v1.34).
 */
export class Expectations {
  private readonly expected = new Map<string, Expected>();

  constructor(private readonly clock: ControllerClock) {}

  satisfied(key: string): boolean {
    const expected = this.expected.get(key);
    if (!expected) return true;
    if (expected.creations <= 0 && expected.deletions.size === 0) return true;
    return this.clock.now() - expected.since > timeout;
  }

  expectCreations(key: string, count: number): void {
    this.expected.set(key, { creations: count, deletions: new Set(), since: this.clock.now() });
  }

  expectDeletions(key: string, uids: readonly string[]): void {
    this.expected.set(key, { creations: 0, deletions: new Set(uids), since: this.clock.now() });
  }

  expect(key: string, creations: number, deletions: readonly string[]): void {
    this.expected.set(key, { creations, deletions: new Set(deletions), since: this.clock.now() });
  }

  creationObserved(key: string, count = 1): void {
    const expected = this.expected.get(key);
    if (expected) expected.creations -= count;
  }

  deletionObserved(key: string, uid: string): void {
    this.expected.get(key)?.deletions.delete(uid);
  }

  forget(key: string): void {
    this.expected.delete(key);
  }
}
