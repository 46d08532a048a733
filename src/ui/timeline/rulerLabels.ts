import { textWidth } from "./textWidth.ts";

/** Type size on the ruler, CSS pixels. */
const actSize = 13;
const smallSize = 12;
const gap = 6;
/** Between a tick and its time, CSS pixels. */
export const tickGap = 4;

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
 * and nothing overlaps. An act that began before the view is named at its edge.
 */
export function rulerLabels({ width, acts, chapters, ticks }: RulerThings): RulerLabel[] {
  const labels: RulerLabel[] = [];
  const taken: { from: number; to: number }[] = [];
  const place = (kind: RulerLabel["kind"], x: number, text: string, size: number, until = width): boolean => {
    const to = x + textWidth(text, size);
    if (x < 0 || to > until || taken.some((each) => x < each.to + gap && to > each.from - gap)) return false;
    taken.push({ from: x, to });
    labels.push({ kind, x, text });
    return true;
  };
  for (const { act, name, left, right } of acts) {
    const x = Math.max(0, left) + 5;
    const until = Math.min(width, right) - 3;
    if (!place("act", x, `${act} ${name}`, actSize, until)) place("act", x, String(act), actSize, until);
  }
  for (const { x, title } of chapters) place("chapter", x + 9, title, smallSize);
  for (const { x, text } of ticks) place("tick", x + tickGap, text, smallSize);
  return labels;
}
