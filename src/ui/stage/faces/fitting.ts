import type { CSSProperties } from "react";

/** A text that is too long for its card ends with an ellipsis after so many lines; its title has it whole. */
export const clampedTo = (lines: number): CSSProperties => ({
  display: "-webkit-box",
  WebkitBoxOrient: "vertical",
  WebkitLineClamp: Math.max(1, Math.floor(lines)),
  overflow: "hidden",
});

/** The last of them that fit, wrapped, in a room of `w` × `h`; at least one. */
export function lastThatFit<T>(
  lines: readonly T[],
  text: (line: T) => string,
  w: number,
  h: number,
  largeType: boolean,
): readonly T[] {
  const [height, character] = largeType ? [22, 7.9] : [19, 6.9];
  // Lines end at joints, so they are not full.
  const perLine = Math.max(8, Math.floor((0.92 * w) / character));
  let left = h;
  let first = lines.length;
  while (first > 0) {
    left -= height * Math.ceil(text(lines[first - 1]).length / perLine);
    if (left < -4 && first < lines.length) break;
    first--;
  }
  return lines.slice(first);
}

/** The first of them whose lines have room, whole, and how many are left over; at least one. `kept`: lines to say how many. */
export function firstThatFit<T>(
  items: readonly T[],
  linesOf: (item: T) => number,
  lines: number,
  kept = 1,
): { readonly shown: readonly T[]; readonly left: number } {
  let free = lines;
  const shown: T[] = [];
  for (const [i, item] of items.entries()) {
    free -= linesOf(item);
    if (i > 0 && free < (i === items.length - 1 ? 0 : kept)) break;
    shown.push(item);
  }
  return { shown, left: items.length - shown.length };
}
