import type { Container } from "../api/pod.ts";
import type { Run } from "./runtimeModel.ts";

const unitSeconds: { readonly [unit: string]: number } = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * What a container's command plainly says that it does: `sleep 30`, `false`, `sh -c "sleep 2; exit 1"`. Null for
 * everything else: what a program does can't be read off its name. Processes that run as PID 1 without a handler don't
 * see SIGTERM, so `sleep` has to be killed.
 */
export function runOfCommand({ command = [], args = [] }: Container): { run: Run; ignoresSigterm: boolean } | null {
  const words = [...command, ...args];
  const program = programOf(words);
  if (shells.includes(program)) {
    const script = scriptOf(words);
    return script === null ? null : runOfScript(script);
  }
  return program === "" ? null : runOfWords(program, words.slice(1));
}

const shells = ["sh", "bash", "ash"];

function programOf([first = ""]: readonly string[]): string {
  return first.slice(first.lastIndexOf("/") + 1);
}

/** What a shell is given to run: the word behind `-c`. Null when the program is no shell, or runs something else. */
export function scriptOf(words: readonly string[]): string | null {
  if (!shells.includes(programOf(words))) return null;
  const flag = words.findIndex((word, index) => index > 0 && /^-[a-z]*c[a-z]*$/.test(word));
  return flag < 0 ? null : (words[flag + 1] ?? null);
}

function runOfWords(program: string, rest: readonly string[]): { run: Run; ignoresSigterm: boolean } | null {
  if (program === "true" || program === "echo" || program === "date")
    return { run: { exitAfter: 100, exitCode: 0 }, ignoresSigterm: false };
  if (program === "false") return { run: { exitAfter: 100, exitCode: 1 }, ignoresSigterm: false };
  if (program !== "sleep") return null;
  const duration = sleepMillis(rest[0] ?? "");
  if (duration === null) return { run: { exitAfter: 100, exitCode: 1 }, ignoresSigterm: false };
  return {
    run: duration === Number.POSITIVE_INFINITY ? {} : { exitAfter: duration, exitCode: 0 },
    ignoresSigterm: true,
  };
}

export function sleepMillis(text: string): number | null {
  if (/^inf(inity)?$/.test(text)) return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text);
  return match ? Math.round(Number(match[1]) * unitSeconds[match[2]] * 1000) : null;
}

/** Adds up the sleeps of a straight script and takes its `exit`; a loop is taken to run until it is stopped. */
function runOfScript(script: string): { run: Run; ignoresSigterm: boolean } | null {
  const statements = script.split(/;|&&|\n/).map((statement) => statement.trim());
  if (/\b(while\s+(true|:|sleep)|for\s*\(\(\s*;)/.test(script)) return { run: {}, ignoresSigterm: true };
  let elapsed = 100;
  let understood = false;
  for (const statement of statements) {
    const [program, argument = ""] = statement.replace(/^exec\s+/, "").split(/\s+/);
    if (program === "sleep") {
      const duration = sleepMillis(argument);
      if (duration === Number.POSITIVE_INFINITY) return { run: {}, ignoresSigterm: true };
      elapsed += duration ?? 0;
      understood = true;
    } else if (program === "exit") {
      return {
        run: { exitAfter: elapsed, exitCode: Number.parseInt(argument || "0", 10) & 255 },
        ignoresSigterm: false,
      };
    } else if (program === "false" && statement === statements.at(-1)) {
      return { run: { exitAfter: elapsed, exitCode: 1 }, ignoresSigterm: false };
    } else if (["until", "while", "for", "if"].includes(program)) {
      return null;
    } else if (!["", "echo", "true", "date", "touch", "rm", "mkdir", "cat", "set"].includes(program)) {
      return null;
    } else if (program !== "" && program !== "set") {
      understood = true;
    }
  }
  return understood ? { run: { exitAfter: elapsed, exitCode: 0 }, ignoresSigterm: elapsed > 100 } : null;
}
