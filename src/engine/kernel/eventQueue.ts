import type { VirtualMillis } from "./clock.ts";

/** Something that is due at a virtual time. Equal times come in the order in which they were pushed. */
export interface Timer {
  readonly time: VirtualMillis;
  readonly order: number;
  cancelled: boolean;
}

/** A binary heap of timers, earliest first. */
export class EventQueue<T extends Timer> {
  private readonly heap: T[] = [];

  push(timer: T): void {
    this.heap.push(timer);
    this.siftUp(this.heap.length - 1, timer);
  }

  /** The earliest timer that was not cancelled, left in place; undefined when none is left. */
  peek(): T | undefined {
    while (this.heap[0]?.cancelled) this.removeFirst();
    return this.heap[0];
  }

  pop(): T | undefined {
    const first = this.peek();
    if (first) this.removeFirst();
    return first;
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.siftDown(last);
  }

  /** Puts `timer` where it belongs between the place at `from` and the top; what is later moves down. */
  private siftUp(from: number, timer: T): void {
    const { heap } = this;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (before(above, timer)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = timer;
  }

  /** Puts `timer` where it belongs below the top, which is free; what is earlier moves up. */
  private siftDown(timer: T): void {
    const { heap } = this;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && before(heap[right], heap[left]) ? right : left;
      const below = heap[child];
      if (before(timer, below)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = timer;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
