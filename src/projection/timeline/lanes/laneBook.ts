import type { Bar, Lane, LaneGroup, LaneKind, LaneLabel, Mark, Moment } from "../model.ts";

export interface Said {
  readonly state: Bar["state"];
  readonly label: LaneLabel;
}

interface Track {
  readonly bars: Bar[];
  readonly marks: Mark[];
  open: (Said & { readonly from: Moment }) | null;
}

/** Lanes of one kind while a trace is read: each says one thing at a time, until it says another. */
export class LaneBook {
  private readonly tracks = new Map<string, Track>();

  constructor(
    private readonly group: LaneGroup,
    private readonly kind: LaneKind,
  ) {}

  /** From here on `name` says this; null: nothing. */
  say(name: string, at: () => Moment, said: Said | null): void {
    const track = this.track(name);
    if (track.open && said && track.open.state === said.state && sameLabel(track.open.label, said.label)) return;
    if (!track.open && !said) return;
    const moment = at();
    if (track.open) track.bars.push({ ...track.open, to: moment });
    track.open = said && { ...said, from: moment };
  }

  mark(name: string, mark: Mark): void {
    this.track(name).marks.push(mark);
  }

  lanes(end: Moment, compare: (a: string, b: string) => number): Lane[] {
    return [...this.tracks]
      .sort(([a], [b]) => compare(a, b))
      .map(([name, { bars, marks, open }]) => ({
        id: `${this.kind}/${name}`,
        group: this.group,
        kind: this.kind,
        name,
        bars: open ? [...bars, { ...open, to: end }] : bars,
        marks,
      }));
  }

  private track(name: string): Track {
    const known = this.tracks.get(name);
    if (known) return known;
    const track: Track = { bars: [], marks: [], open: null };
    this.tracks.set(name, track);
    return track;
  }
}

function sameLabel(a: LaneLabel, b: LaneLabel): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.key === b.key && ("count" in a ? a.count : 0) === ("count" in b ? b.count : 0);
}
