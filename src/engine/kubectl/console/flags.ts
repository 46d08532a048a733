/** A flag of a verb, as pflag knows it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** `strings`: may be given several times, or with commas between. */
  readonly is: "bool" | "string" | "int" | "strings" | "duration";
  /** What it stands for when it is given without a value; bools have `true`. */
  readonly bare?: string;
  /** Its help, as kubectl words it. */
  readonly about: string;
  /** Values that completion offers. */
  readonly values?: readonly string[];
}

/** The flags and arguments of a call. */
export class Flags {
  constructor(
    readonly args: readonly string[],
    /** How many arguments came before `--`; undefined without one. */
    readonly dash: number | undefined,
    private readonly given: ReadonlyMap<string, readonly string[]>,
  ) {}

  has(name: string): boolean {
    return this.given.has(name);
  }

  text(name: string): string | undefined {
    return this.given.get(name)?.at(-1);
  }

  is(name: string, otherwise = false): boolean {
    const value = this.text(name);
    return value === undefined ? otherwise : truths.includes(value);
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  list(name: string): readonly string[] {
    return (this.given.get(name) ?? []).flatMap((value) => value.split(","));
  }

  /** Every value as it was given, commas and all. */
  all(name: string): readonly string[] {
    return this.given.get(name) ?? [];
  }
}

const truths = ["1", "t", "T", "true", "TRUE", "True"];
const falsehoods = ["0", "f", "F", "false", "FALSE", "False"];

/**
 * Takes flags and arguments apart: flags may stand anywhere, `--` ends them. Models pflag's FlagSet.Parse and its words
 * for what is wrong (v1.0.6, as in kubectl v1.34).
 */
export function parseFlags(words: readonly string[], known: readonly Flag[]): Flags | { readonly error: string } {
  const args: string[] = [];
  const given = new Map<string, string[]>();
  let dash: number | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const take = (): string | undefined => words[++i];
    if (word === "--") {
      dash = args.length;
      args.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      args.push(word);
      continue;
    }
    const error = word.startsWith("--") ? long(word, known, given, take) : short(word, known, given, take);
    if (error !== null) return { error };
  }
  return new Flags(args, dash, given);
}

function long(
  word: string,
  known: readonly Flag[],
  given: Map<string, string[]>,
  take: () => string | undefined,
): string | null {
  const [name, ...rest] = word.slice(2).split("=");
  if (name === "" || name.startsWith("-")) return `bad flag syntax: ${word}`;
  const flag = known.find((each) => each.name === name);
  if (!flag) return `unknown flag: --${name}`;
  const value = rest.length > 0 ? rest.join("=") : (bareValue(flag) ?? take());
  if (value === undefined) return `flag needs an argument: --${name}`;
  return set(flag, value, given);
}

function short(
  word: string,
  known: readonly Flag[],
  given: Map<string, string[]>,
  take: () => string | undefined,
): string | null {
  let rest = word.slice(1);
  while (rest !== "") {
    const [letter] = rest;
    const flag = known.find((each) => each.short === letter);
    if (!flag) return `unknown shorthand flag: '${letter}' in -${rest}`;
    rest = rest.slice(1);
    let value: string | undefined;
    if (rest.startsWith("=")) [value, rest] = [rest.slice(1), ""];
    else if (bareValue(flag) !== undefined) value = bareValue(flag);
    else if (rest !== "") [value, rest] = [rest, ""];
    else value = take();
    if (value === undefined) return `flag needs an argument: '${letter}' in -${letter}`;
    const error = set(flag, value, given);
    if (error !== null) return error;
  }
  return null;
}

function bareValue({ is, bare }: Flag): string | undefined {
  return bare ?? (is === "bool" ? "true" : undefined);
}

function set(flag: Flag, value: string, given: Map<string, string[]>): string | null {
  const wrong = objection(flag, value);
  if (wrong !== null) {
    const written = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
    return `invalid argument ${JSON.stringify(value)} for "${written}" flag: ${wrong}`;
  }
  given.set(flag.name, [...(given.get(flag.name) ?? []), value]);
  return null;
}

function objection({ is }: Flag, value: string): string | null {
  if (is === "bool" && !truths.includes(value) && !falsehoods.includes(value))
    return `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
  if (is === "int" && !/^[-+]?\d+$/.test(value))
    return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
  if (is === "duration" && durationMillis(value) === null) return `time: invalid duration ${JSON.stringify(value)}`;
  return null;
}

const units: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration as Go writes it (`1m30s`), in virtual milliseconds; null when it is none. */
export function durationMillis(text: string): number | null {
  if (text === "0") return 0;
  if (!/^[-+]?(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return null;
  const total = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit],
    0,
  );
  return text.startsWith("-") ? -total : total;
}
