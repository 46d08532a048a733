import type { Container } from "../api/pod.ts";
import { scriptOf, sleepMillis } from "./commandModel.ts";
import type { LogLine } from "./runtimeModel.ts";

/** A loop that prints without ever sleeping says nothing worth keeping. */
const shortestRound = 100;

/** `while true; do …; done`, with what stands before it and what its condition waits for. */
const loop = /^([\s\S]*?)\bwhile\s+(true|:|sleep\s+\S+)\s*[;\n]\s*do\b([\s\S]*)\bdone\s*$/;

/**
 * What a container's command plainly prints: `echo` in a straight shell script, between its sleeps, or again and again
 * in an endless loop. Nothing for everything else: what a program prints can't be read off its name.
 */
export function outputOfCommand(container: Container): readonly LogLine[] {
  const { command = [], args = [] } = container;
  const script = scriptOf([...command, ...args]);
  if (script === null) return echoed([...command, ...args]);
  const [, before = "", condition = "", body = ""] = loop.exec(script.trim()) ?? [];
  if (body === "") return printed(script, 0)?.lines ?? [];
  const start = printed(before, 0);
  const wait = /^sleep\s+(\S+)$/.exec(condition);
  const first = wait ? (sleepMillis(wait[1]) ?? 0) : 0;
  const round = start && printed(body, start.ends + first);
  if (!start || !round) return [];
  const every = round.ends - start.ends;
  return every < shortestRound ? start.lines : [...start.lines, ...round.lines.map((line) => ({ ...line, every }))];
}

function echoed([program = "", ...words]: readonly string[]): readonly LogLine[] {
  const name = program.slice(program.lastIndexOf("/") + 1);
  return name === "echo" ? [{ from: 0, line: words.filter((word) => word !== "-n").join(" ") }] : [];
}

interface Printed {
  readonly lines: readonly LogLine[];
  /** When the last statement is done. */
  readonly ends: number;
}

/** Statements one after the other from a moment on; null when there is one whose output can't be told. */
function printed(script: string, from: number): Printed | null {
  const lines: LogLine[] = [];
  let at = from;
  for (const statement of statementsOf(script)) {
    const program = /^(?:exec\s+)?(\S+)/.exec(statement)?.[1] ?? "";
    const rest = statement.slice(statement.indexOf(program) + program.length).trim();
    if (program === "sleep") at += sleepMillis(rest) ?? 0;
    else if (program === "exit" || at === Number.POSITIVE_INFINITY) break;
    else if (program === "date" && rest === "") lines.push({ from: at, line: "$(date)" });
    else if (program === "echo") {
      const line = echoText(rest);
      if (line === null) return null;
      if (line !== undefined) lines.push({ from: at, line });
    } else if (!["", "true", "false", "set", "touch", "rm", "mkdir", ":"].includes(program)) return null;
  }
  return { lines, ends: at };
}

/** What `;`, `&&` and line ends part, outside quotes. */
function statementsOf(script: string): readonly string[] {
  const parts = script.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\$\([^)]*\)|&(?!&)|[^;&\n"'])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** What echo prints of its words; undefined when it writes into a file, null when it can't be told. */
function echoText(rest: string): string | null | undefined {
  const toStandard = rest.replace(/\s*(?:[12]?>\s*&[12]|>\s*\/dev\/(?:stdout|stderr))\s*$/, "");
  const words = toStandard.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g) ?? [];
  const bare = toStandard.replace(/"(?:\\.|[^"])*"|'[^']*'/g, "");
  if (/[|<&`]/.test(bare)) return null;
  if (bare.includes(">")) return undefined;
  const text = words
    .filter((word, i) => !(i === 0 && /^-[neE]+$/.test(word)))
    .map(unquoted)
    .join(" ");
  // What is left of substitutions has to be known: the time, the host's name, variables.
  return /`|\$\((?!date\)|hostname\))|\$\(\(/.test(text) ? null : text;
}

/** A dollar within single quotes is a dollar. */
function unquoted(word: string): string {
  return word.replace(/"((?:\\.|[^"])*)"|'([^']*)'/g, (_, double?: string, single = "") =>
    double === undefined ? single.replaceAll("$", "$$$$") : double.replace(/\\(["\\$`])/g, "$1"),
  );
}
