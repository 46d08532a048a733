/** What is left of the text behind a piece of the layout; or what is wrong with the piece. */
type Step = { readonly rest: string; readonly value?: number } | { readonly outOfRange: string } | null;

interface Piece {
  /** The piece as the layout writes it. */
  readonly layout: string;
  readonly read: (text: string) => Step;
}

function number(layout: string, shape: RegExp, name: string, end: number, first = 0): Piece {
  return {
    layout,
    read(text) {
      const digits = shape.exec(text)?.[0];
      if (digits === undefined) return null;
      const value = Number(digits);
      return value < first || value >= end ? { outOfRange: name } : { rest: text.slice(digits.length), value };
    },
  };
}

const two = /^\d\d/;
const literal = (layout: string): Piece => ({
  layout,
  read: (text) => (text.startsWith(layout) ? { rest: text.slice(layout.length) } : null),
});

const zone: Piece = {
  layout: "Z07:00",
  read(text) {
    if (text.startsWith("Z")) return { rest: text.slice(1) };
    const offset = /^[+-](\d\d):(\d\d)/.exec(text);
    if (!offset) return null;
    if (Number(offset[1]) > 24) return { outOfRange: "time zone offset hour" };
    if (Number(offset[2]) > 60) return { outOfRange: "time zone offset minute" };
    return { rest: text.slice(offset[0].length) };
  },
};

const micro: Piece = {
  layout: ".000000",
  read: (text) => (/^[.,]\d{6}/.test(text) ? { rest: text.slice(7) } : null),
};

const second = number("05", two, "second", 60);
/** Where the layout has no fraction of a second, the text may have one of any length. */
const secondAndFraction: Piece = {
  layout: "05",
  read(text) {
    const step = second.read(text);
    return step && "rest" in step ? { ...step, rest: step.rest.replace(/^[.,]\d+/, "") } : step;
  },
};

const untilSecond: readonly Piece[] = [
  number("2006", /^\d{4}/, "year", 10_000),
  literal("-"),
  number("01", two, "month", 13, 1),
  literal("-"),
  number("02", two, "day", 100),
  literal("T"),
  number("15", /^\d\d?/, "hour", 24),
  literal(":"),
  number("04", two, "minute", 60),
  literal(":"),
];

const layouts = {
  t: [...untilSecond, secondAndFraction, zone],
  u: [...untilSecond, second, micro, zone],
};

/**
 * Why Go does not take a text as a time, or null. `t` is read as RFC 3339, `u` wants exactly six digits of a second's
 * fraction. Models time.Parse (Go 1.24), metav1.Time and metav1.MicroTime (v1.34).
 */
export function timeProblem(text: string, form: keyof typeof layouts): string | null {
  const quoted = JSON.stringify(text);
  const pieces = layouts[form];
  const values = new Map<string, number>();
  let left = text;
  for (const piece of pieces) {
    const step = piece.read(left);
    if (!step) {
      const layout = pieces.map((part) => part.layout).join("");
      return `parsing time ${quoted} as "${layout}": cannot parse ${JSON.stringify(left)} as "${piece.layout}"`;
    }
    if ("outOfRange" in step) return `parsing time ${quoted}: ${step.outOfRange} out of range`;
    if (step.value !== undefined) values.set(piece.layout, step.value);
    left = step.rest;
  }
  if (left !== "") return `parsing time ${quoted}: extra text: ${JSON.stringify(left)}`;
  const [year = 0, month = 1, day = 0] = [values.get("2006"), values.get("01"), values.get("02")];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day < 1 || day > days ? `parsing time ${quoted}: day out of range` : null;
}
