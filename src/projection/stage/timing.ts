/** Lengths of the moves at 1×, in presentation milliseconds. */
export const moveTimes = { opens: 240, camera: 450, station: 250, line: 200, crown: 300 } as const;

/** How far a move is that runs from `start` to `end` (shares of the beat): 0 before, 1 after. */
export function progress(p: number, start: number, end: number): number {
  if (end <= start) return p >= end ? 1 : 0;
  return Math.max(0, Math.min(1, (p - start) / (end - start)));
}

/** A check goes there and comes back: which of the two, and how much of the way. At rest the answer is in the middle. */
export function checkAt(share: number, still: boolean): { readonly isAnswer: boolean; readonly at: number } {
  if (still) return { isAnswer: true, at: 0.5 };
  const isAnswer = share >= 0.5;
  const at = easeTravel(isAnswer ? progress(share, 0.5, 0.9) : progress(share, 0.05, 0.45));
  return { isAnswer, at: Math.round(at * 100) / 100 };
}

/** The i-th of n moves that follow one another between `start` and `end`. */
export function inTurn(p: number, i: number, n: number, start = 0, end = 1): number {
  const step = (end - start) / Math.max(1, n);
  return progress(p, start + i * step, start + (i + 1) * step);
}

/** cubic-bezier(.45, 0, .25, 1): slow away, quick on the way, gentle to rest. */
export function easeTravel(t: number): number {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  let low = 0;
  let high = 1;
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (bezier(middle, 0.45, 0.25) < t) low = middle;
    else high = middle;
  }
  return bezier((low + high) / 2, 0, 1);
}

/** One coordinate of a cubic Bézier curve from 0 to 1 with the control values a and b. */
function bezier(u: number, a: number, b: number): number {
  const v = 1 - u;
  return 3 * v * v * u * a + 3 * v * u * u * b + u * u * u;
}
