const digits = /[A-Za-z0-9+/]/;

/**
 * Where a text stops being base 64, or undefined when all of it is. Models encoding/base64 (Go): line ends do not count,
 * and what is short of a whole group is told of at the group's beginning.
 */
export function badBase64(text: string): number | undefined {
  let group = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === "\n" || character === "\r") continue;
    if (character === "=") return badPadding(text, at, group);
    if (!digits.test(character)) return at;
    if (group === 0) start = at;
    group = (group + 1) % 4;
  }
  return group === 0 ? undefined : start;
}

function badPadding(text: string, at: number, group: number): number | undefined {
  if (group < 2) return at;
  let next = at + 1;
  const skip = (): void => {
    while (text[next] === "\n" || text[next] === "\r") next++;
  };
  skip();
  if (group === 2) {
    if (next >= text.length) return text.length;
    if (text[next] !== "=") return next;
    next++;
    skip();
  }
  return next < text.length ? next : undefined;
}
