import {
  type ConsoleLine,
  type ConsoleMoment,
  resourceByName,
  runKubectl,
  type SimulationCursor,
} from "../../engine/index.ts";
import type { InspectedRun, World } from "./model.ts";

/** Of a beat in which more changes than these happened, only what came of them is told. */
const mostChanges = 60;

/** A line, and the entry at which it was printed. */
interface Printed {
  readonly seq: number;
  readonly line: ConsoleLine;
}

/** How far a following command has been asked. */
interface Progress {
  printed: Printed[];
  /** The last answer, and the entry that it is of. */
  answer: readonly ConsoleLine[];
  last: number;
}

const known = new WeakMap<SimulationCursor, Map<string, Progress>>();

/**
 * What a command that follows (`get -w`, `logs -f`) has printed from the entry at which it was given up to the end of a
 * beat: the answer of its moment, and then what is new each time that something changed. Where the playhead has been
 * makes no difference: going back takes the later lines away.
 */
export function followed(
  { journey, cursor }: InspectedRun,
  world: World,
  line: string,
  from: number,
  to: number,
): readonly ConsoleLine[] {
  const ask = (seq: number, now: number): readonly ConsoleLine[] => {
    const moment: ConsoleMoment = { records: cursor.stateAt(seq), now, ...world };
    const result = runKubectl(line, moment);
    return result.kind === "output" ? result.lines : [];
  };
  const timeOf = (seq: number): number => cursor.entries[seq]?.time ?? 0;
  const progress = progressOf(cursor, `${from} ${line}`, () => ask(from, timeOf(from)), from);
  const prefixes = prefixesIn(line);
  for (const { entry } of journey.beats) {
    if (entry <= progress.last || entry > to) continue;
    for (const { seq, names } of stepsBetween(cursor, prefixes, progress.last, entry)) {
      const now = timeOf(seq);
      const after = ask(seq, now);
      // As it would be now without the change: in a table, ages alone are no news.
      const before = headerOf(after) || headerOf(progress.answer) ? ask(progress.last, now) : progress.answer;
      const hasHeader = progress.printed.some((one) => isHeader(one.line));
      for (const one of news(before, after, names, hasHeader)) progress.printed.push({ seq, line: one });
      progress.answer = after;
      progress.last = seq;
    }
  }
  return progress.printed.filter(({ seq }) => seq <= to).map((one) => one.line);
}

function progressOf(
  cursor: SimulationCursor,
  key: string,
  first: () => readonly ConsoleLine[],
  from: number,
): Progress {
  const all = known.get(cursor) ?? new Map<string, Progress>();
  known.set(cursor, all);
  const before = all.get(key);
  if (before) return before;
  const answer = first();
  const fresh = { printed: answer.map((line) => ({ seq: from, line })), answer, last: from };
  all.set(key, fresh);
  return fresh;
}

/** Where etcd keeps the kinds that a line names. */
function prefixesIn(line: string): readonly string[] {
  return line.split(/[\s,/]+/).flatMap((word) => {
    const info = resourceByName(word);
    return info ? [`${info.etcdPrefix}/`] : [];
  });
}

/** A moment at which there may be something new; `names` of the objects that changed, where each is told. */
interface Step {
  readonly seq: number;
  readonly names: readonly string[] | null;
}

/** The changes of one beat one by one, where they are not too many, and its end. */
function stepsBetween(
  { entries }: SimulationCursor,
  prefixes: readonly string[],
  from: number,
  to: number,
): readonly Step[] {
  const changes = entries.slice(from + 1, to + 1).flatMap(({ seq, changes: all }): Step[] => {
    const names = all.flatMap(({ key }) => {
      const prefix = prefixes.find((each) => key.startsWith(each));
      return prefix ? [key.slice(prefix.length)] : [];
    });
    return names.length > 0 ? [{ seq, names }] : [];
  });
  if (changes.length > mostChanges) return [{ seq: to, names: null }];
  return changes.at(-1)?.seq === to ? changes : [...changes, { seq: to, names: [] }];
}

/** What is printed when `before` has become `after`. A log grows; of a table kubectl prints the rows of its watch's events. */
function news(
  before: readonly ConsoleLine[],
  after: readonly ConsoleLine[],
  names: readonly string[] | null,
  hasHeader: boolean,
): readonly ConsoleLine[] {
  const header = headerOf(after) ?? headerOf(before);
  if (!header) {
    const grew = before.every((one, index) => one.text === after[index]?.text);
    return grew ? after.slice(before.length) : after.filter((one) => !before.some(({ text }) => text === one.text));
  }
  const rows = names ? rowsOf(names, before, after) : changedRows(before, after);
  return rows.length > 0 && !hasHeader ? [header, ...rows] : rows;
}

const isHeader = ({ text, stream }: ConsoleLine): boolean => stream === "stdout" && /^NAME(?:SPACE)?\b/.test(text);
const headerOf = (lines: readonly ConsoleLine[]): ConsoleLine | undefined => lines.find(isHeader);
const rowsIn = (lines: readonly ConsoleLine[]): readonly ConsoleLine[] =>
  lines.filter((line) => line.stream === "stdout" && !isHeader(line));
const isOverNamespaces = (lines: readonly ConsoleLine[]): boolean =>
  headerOf(lines)?.text.startsWith("NAMESPACE") === true;

/** The rows of objects, `namespace/name`, as they are now, or as they last were. */
function rowsOf(
  names: readonly string[],
  before: readonly ConsoleLine[],
  after: readonly ConsoleLine[],
): readonly ConsoleLine[] {
  const rowOf = (lines: readonly ConsoleLine[], name: string): ConsoleLine | undefined => {
    const isWide = isOverNamespaces(lines);
    const wanted = isWide ? name : name.slice(name.lastIndexOf("/") + 1);
    return rowsIn(lines).find((line) => nameIn(line, isWide) === wanted);
  };
  return names.flatMap((name) => rowOf(after, name) ?? rowOf(before, name) ?? []);
}

const cells = ({ text }: ConsoleLine): readonly string[] => text.trim().split(/\s{2,}/);

/** The rows that are new or that changed, then those that went, as they were. */
function changedRows(before: readonly ConsoleLine[], after: readonly ConsoleLine[]): readonly ConsoleLine[] {
  const known = new Set(before.map((line) => cells(line).join("\t")));
  const stays = new Set(after.map((line) => nameIn(line, isOverNamespaces(after))));
  return [
    ...rowsIn(after).filter((line) => !known.has(cells(line).join("\t"))),
    ...rowsIn(before).filter((line) => !stays.has(nameIn(line, isOverNamespaces(before)))),
  ];
}

/** What a row is known by: its name, with the namespace in front in a list over all of them. */
function nameIn(line: ConsoleLine, isWide: boolean): string {
  const [first, second] = cells(line);
  return isWide ? `${first}/${second}` : first;
}
