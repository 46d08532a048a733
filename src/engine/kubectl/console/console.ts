import { Flags, parseFlags } from "./flags.ts";
import type { ConsoleMoment } from "./moment.ts";
import { type ConsoleResult, Output, refusal } from "./result.ts";
import type { Verb } from "./verb.ts";
import { globalFlags, verbs } from "./verbs.ts";
import { splitWords } from "./words.ts";

/**
 * Runs one command line on the cluster of a moment. Reading verbs give their text; what changes the cluster gives the
 * step of the script that does it. `kubectl` in front may be left out; nothing throws, whatever is typed.
 */
export function runKubectl(line: string, moment: ConsoleMoment): ConsoleResult {
  const split = splitWords(line);
  if ("error" in split) return refusal(`error: ${split.error}`);
  const words = split.words[0] === "kubectl" || split.words[0] === "k" ? split.words.slice(1) : split.words;
  if (words.length === 0) return new Output().end();
  const [verb, rest, path] = findVerb(words);
  if (!verb) return refusal(unknownCommand(words[0], path));
  const flags = parseFlags(rest, [...verb.flags, ...globalFlags]);
  if (!(flags instanceof Flags)) return refusal(`error: ${flags.error}\nSee '${path} --help' for usage.`);
  const namespace = flags.text("namespace") ?? "default";
  return verb.run?.({ path, args: flags.args, flags, namespace, moment, input: split.input }) ?? refusal("");
}

function findVerb(words: readonly string[]): [Verb | undefined, readonly string[], string] {
  const [name, ...rest] = words;
  const verb = verbs.find((each) => each.name === name);
  return [verb, rest, verb ? `kubectl ${verb.name}` : "kubectl"];
}

function unknownCommand(name: string, path: string): string {
  return `error: unknown command ${JSON.stringify(name)} for ${JSON.stringify(path)}`;
}

/** What may follow what has been typed: how it is listed, and what to put in. */
export function completeKubectl(
  line: string,
  _moment: ConsoleMoment,
): readonly { readonly text: string; readonly insert: string }[] {
  const typed = line.replace(/^kubectl\s+/, "");
  if (/\s/.test(typed)) return [];
  return verbs
    .filter(({ name }) => name.startsWith(typed))
    .map(({ name }) => ({ text: name, insert: name.slice(typed.length) }));
}
