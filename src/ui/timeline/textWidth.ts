/** About how wide a text is, CSS pixels: enough to leave out what would be cut. Chinese glyphs are as wide as they are high. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.49;
  return ems * size;
}

/** The same of a word in bold, letter by letter: a short one may have only wide ones. */
export function boldWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += boldEms(character);
  return ems * size;
}

function boldEms(character: string): number {
  if ((character.codePointAt(0) ?? 0) > 0x2e7f) return 1;
  if (character === " ") return 0.2;
  if (".,:;'’|!iljIft()[]/-".includes(character)) return 0.3;
  if ("mwMW%@&".includes(character)) return 0.83;
  return /[A-Z]/.test(character) ? 0.6 : 0.52;
}

/** The text, or as much of its start and its end as fits: names often differ at their ends. */
export function shortened(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  const start = text.slice(0, 4);
  for (let from = start.length + 1; from < text.length; from++) {
    const short = `${start}…${text.slice(from)}`;
    if (textWidth(short, size) <= room) return short;
  }
  return `${start}…`;
}
