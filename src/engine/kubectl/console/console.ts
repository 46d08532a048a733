import { Flags, parseFlags } from "./flags.ts";
import { helpOf, overview } from "./help.ts";
import type { ConsoleMoment } from "./moment.ts";
import { type ConsoleResult, Output, refusal } from "./result.ts";
import { suggestionsFor } from "./suggestions.ts";
import type { Verb } from "./verb.ts";
import { absentGlobalFlags, absentVerbs, globalFlags, verbs } from "./verbs.ts";
import { splitWords } from "./words.ts";

/** A word as a shell would have to be given it. */
const quoted = (word: string): string => (/^[\w@%+=:,./*-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * Runs one command line on the cluster of a moment. Reading verbs give their text; what changes the cluster gives the
 * step of the script that does it. `kubectl` in front may be left out; nothing throws, whatever is typed.
 */
export function runKubectl(line: string, moment: ConsoleMoment): ConsoleResult {
  const split = splitWords(line);
  if ("error" in split) return refusal(`error: ${split.error}`);
  const words = withoutProgram(split.words);
  if (words.length === 0) return new Output().print(overview()).end();
  const [first, ...others] = words;
  if (["help", "-h", "--help"].includes(first)) return help(others);
  const { verb, path, rest } = findVerb(words);
  if (!verb) return refusal(unknownCommand(first));
  if (asksForHelp(rest)) return new Output().print(helpOf(verb, path)).end();
  const flags = parseFlags(rest, [...verb.flags, ...globalFlags]);
  if (!(flags instanceof Flags)) return refusal(flagProblem(flags.error, verb, path));
  if (!verb.run) return withoutSubcommand(verb, path, flags.args);
  return verb.run({
    line: `kubectl ${words.map(quoted).join(" ")}`,
    path,
    args: flags.args,
    flags,
    namespace: flags.text("namespace") ?? "default",
    moment,
    input: split.input,
  });
}

/** `kubectl`, `k` and a prompt in front say nothing. */
export function withoutProgram(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  if (first === "$") return withoutProgram(rest);
  return first === "kubectl" || first === "k" ? rest : words;
}

/** The command that words begin with, down to a subcommand, and what follows it. */
export function findVerb(words: readonly string[]): {
  readonly verb: Verb | undefined;
  readonly path: string;
  readonly rest: readonly string[];
} {
  let path = "kubectl";
  let rest = words;
  let verb: Verb | undefined;
  for (let among: readonly Verb[] = verbs; among.length > 0; ) {
    const [word, ...more] = rest;
    const next = among.find(({ name, aliases = [] }) => name === word || aliases.includes(word));
    if (!next) break;
    verb = next;
    path += ` ${next.name}`;
    rest = more;
    among = next.verbs ?? [];
  }
  return { verb, path, rest };
}

function asksForHelp(words: readonly string[]): boolean {
  const dash = words.indexOf("--");
  return (dash < 0 ? words : words.slice(0, dash)).some((word) => word === "-h" || word === "--help");
}

function help(words: readonly string[]): ConsoleResult {
  if (words.length === 0) return new Output().print(overview()).end();
  const { verb, path } = findVerb(words);
  return verb ? new Output().print(helpOf(verb, path)).end() : refusal(unknownCommand(words[0]));
}

/** `kubectl rollout` alone explains itself; with anything else behind it, that is no command. */
function withoutSubcommand(verb: Verb, path: string, args: readonly string[]): ConsoleResult {
  if (args.length === 0) return new Output().print(helpOf(verb, path)).end();
  if (verb.absentVerbs?.includes(args[0])) return refusal(`error: ${path} ${args[0]} is not part of this console`);
  return refusal(`error: unknown command ${JSON.stringify(args.join(" "))}\nSee '${path} -h' for help and examples`);
}

/** Models cobra's text for a command that is not there, with its suggestions. */
function unknownCommand(name: string): string {
  if (absentVerbs.includes(name)) return `error: kubectl ${name} is not part of this console`;
  const suggested = suggestionsFor(
    name,
    verbs.map((verb) => verb.name),
  );
  const hint = suggested.length > 0 ? `\n\nDid you mean this?\n${suggested.map((each) => `\t${each}\n`).join("")}` : "";
  return `error: unknown command ${JSON.stringify(name)} for "kubectl"${hint}`.trimEnd();
}

/** kubectl's text for a wrong flag; a flag that kubectl has and this console has not is said to be so. */
function flagProblem(error: string, { absent = "" }: Verb, path: string): string {
  const name = /^unknown flag: --(.*)$/.exec(error)?.[1];
  if (name !== undefined && `${absent} ${absentGlobalFlags}`.split(" ").includes(name))
    return `error: --${name} is not part of this console`;
  return `error: ${error}\nSee '${path} --help' for usage.`;
}
