import type { VirtualMillis } from "./clock.ts";

/** Something to run at a virtual time. Equal times run in the order in which they were pushed. */
export interface Timer {
  readonly time: VirtualMillis;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** A binary heap of timers, earliest first. */
export class EventQueue {
  private readonly heap: Timer[] = [];
  private pushed = 0;

  push(time: VirtualMillis, run: () => void): Timer {
    const timer: Timer = { time, order: this.pushed++, run, cancelled: false };
    this.heap.push(timer);
    this.siftUp(this.heap.length - 1);
    return timer;
  }

  /** The earliest timer that was not cancelled, left in place; undefined when none is left. */
  peek(): Timer | undefined {
    while (this.heap[0]?.cancelled) this.removeFirst();
    return this.heap[0];
  }

  pop(): Timer | undefined {
    const first = this.peek();
    if (first) this.removeFirst();
    return first;
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.siftDown(0);
  }

  private siftUp(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (before(this.heap[parent], this.heap[index])) return;
      this.swap(parent, index);
      index = parent;
    }
  }

  private siftDown(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.heap.length) return;
      const right = left + 1;
      const child = right < this.heap.length && before(this.heap[right], this.heap[left]) ? right : left;
      if (before(this.heap[index], this.heap[child])) return;
      this.swap(index, child);
      index = child;
    }
  }

  private swap(a: number, b: number): void {
    const held = this.heap[a];
    this.heap[a] = this.heap[b];
    this.heap[b] = held;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
