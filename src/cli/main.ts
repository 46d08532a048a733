import { explain } from "./explain.ts";
import { kubectl } from "./kubectl.ts";
import { UsageError } from "./read.ts";
import { run } from "./run.ts";
import { schedule } from "./schedule.ts";
import { validate } from "./validate.ts";

const usage = `podyssey run FILE…       [--until 60s] [--seed N] [-o text|json]   the trace of a run
podyssey explain FILE…   [--until 60s] [--seed N] [-o text|json]   for every Pod, why that node, or why none
podyssey validate FILE…  [-o text|json]                            the API server's errors; exit code 1 if any
podyssey schedule FILE   [--percentage N] [--ties first|seeded] [--seed N]
                                                                   schedules all pending Pods, a line each
podyssey kubectl FILE…   [--at 60s] [--seed N] [-- get pods]       kubectl at a moment of the run; without a command, a prompt`;

const commands: { readonly [name: string]: (args: readonly string[]) => number } = {
  run,
  explain,
  validate,
  schedule,
  kubectl,
};

/** Runs a command and gives the exit code: 0, 1 for a problem with the input, 2 for a wrong call. */
function main([name = "", ...args]: readonly string[]): number {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const help = name === "" || name === "help" || name === "--help" || name === "-h";
    (help ? console.log : console.error)(help ? usage : `no command ${name}\n${usage}`);
    return help ? 0 : 2;
  }
  try {
    return command(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 1;
  }
}

// A reader that closes the pipe early (head) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
process.exitCode = main(process.argv.slice(2));
