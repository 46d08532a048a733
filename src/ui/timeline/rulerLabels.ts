import { boldWidth, textWidth } from "./textWidth.ts";

/** Type size on the ruler, CSS pixels. */
const actSize = 13;
const smallSize = 12;
const gap = 6;
/** Between a tick and its time, CSS pixels. */
export const tickGap = 4;
/** A chapter's flag, and where its title begins behind it. */
const flagWidth = 8;
const flagGap = 9;
const flagClear = 2;

interface RulerThings {
  readonly width: number;
  readonly acts: readonly {
    readonly act: number;
    readonly name: string;
    readonly left: number;
    readonly right: number;
  }[];
  readonly chapters: readonly { readonly x: number; readonly title: string }[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

export interface RulerLabel {
  readonly kind: "act" | "chapter" | "tick";
  readonly x: number;
  readonly text: string;
}

/**
 * The words on the ruler: acts first, then chapters, then the clock; what has no room is left out, so that nothing is cut
 * and nothing overlaps, nor covers a chapter's flag; but of an act and a chapter that begin together the act is named. An act
 * that began before the view is named at its edge.
 */
export function rulerLabels({ width, acts, chapters, ticks }: RulerThings): RulerLabel[] {
  const labels: RulerLabel[] = [];
  const taken: { from: number; to: number }[] = [];
  const place = (kind: RulerLabel["kind"], x: number, text: string, size: number, until = width, heedsFlags = true) => {
    const to = x + (kind === "tick" ? textWidth : boldWidth)(text, size);
    if (x < 0 || to > until || taken.some((each) => x < each.to + gap && to > each.from - gap)) return false;
    if (heedsFlags && chapters.some((flag) => x < flag.x + flagWidth && to + flagClear > flag.x)) return false;
    taken.push({ from: x, to });
    labels.push({ kind, x, text });
    return true;
  };
  for (const { act, name, left, right } of acts) {
    const x = Math.max(0, left) + 5;
    const until = Math.min(width, right) - 3;
    const whole = `${act} ${name}`;
    if (place("act", x, whole, actSize, until) || place("act", x, String(act), actSize, until)) continue;
    if (!place("act", x, whole, actSize, until, false)) place("act", x, String(act), actSize, until, false);
  }
  for (const { x, title } of chapters) place("chapter", x + flagGap, title, smallSize);
  for (const { x, text } of ticks) place("tick", x + tickGap, text, smallSize);
  return labels;
}
