/** A beat that the person marked, by its id; `name` may be empty. */
export interface Bookmark {
  readonly beat: string;
  readonly name: string;
}

/** A place that outlives the run: a beat by its id, and the share of it that has been shown (0..1). */
export interface MarkedPlace {
  readonly beat: string;
  readonly p: number;
}

/** A range that play goes round in; while only one end is marked, the other is the run's. */
export interface Loop {
  readonly from: MarkedPlace | null;
  readonly to: MarkedPlace | null;
}

/** What the person marked in a scenario. It is kept with the scenario, and goes into links: the fields are the format's. */
export interface Marks {
  readonly bookmarks: readonly Bookmark[];
  /** Ids of breakpoints that are on: `unschedulable`, `event:BackOff`. */
  readonly breakpoints: readonly string[];
  readonly loop: Loop | null;
}

export const noMarks: Marks = { bookmarks: [], breakpoints: [], loop: null };

/** What of data from outside (a link, the browser's storage) reads as marks. */
export function readMarks(data: object): Marks {
  const { bookmarks, breakpoints, loop } = data as { readonly [field: string]: unknown };
  const list = (some: unknown): readonly unknown[] => (Array.isArray(some) ? some : []);
  return {
    bookmarks: list(bookmarks).flatMap(bookmarkOf),
    breakpoints: list(breakpoints).filter((id) => typeof id === "string"),
    loop: loopOf(loop),
  };
}

function bookmarkOf(data: unknown): Bookmark[] {
  const { beat, name } = (data ?? {}) as { readonly beat?: unknown; readonly name?: unknown };
  return typeof beat === "string" && typeof name === "string" ? [{ beat, name }] : [];
}

function loopOf(data: unknown): Loop | null {
  const { from, to } = (data ?? {}) as { readonly from?: unknown; readonly to?: unknown };
  const loop = { from: placeOf(from), to: placeOf(to) };
  return loop.from || loop.to ? loop : null;
}

function placeOf(data: unknown): MarkedPlace | null {
  const { beat, p } = (data ?? {}) as { readonly beat?: unknown; readonly p?: unknown };
  return typeof beat === "string" && typeof p === "number" && p >= 0 && p <= 1 ? { beat, p } : null;
}
