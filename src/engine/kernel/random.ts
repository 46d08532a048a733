/** A seeded generator of numbers in [0, 1). The only source of chance in the engine. */
export interface Random {
  next(): number;
  /** An integer in [0, bound). */
  integer(bound: number): number;
  /** A generator of its own for a purpose, so that a new consumer does not change the numbers that others get. */
  split(purpose: string): Random;
}

/** FNV-1a, 32 bits: also what Kubernetes uses to hash names. `from`: the hash of what stands before the text. */
export function fnv1a32(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** mulberry32: 32 bits of state, good enough for ties and suffixes, and the same in every JavaScript engine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    integer: (bound) => Math.floor(next() * bound),
    split: (purpose) => createRandom((seed ^ fnv1a32(purpose)) >>> 0),
  };
}
