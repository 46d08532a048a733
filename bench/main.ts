import process from "node:process";

type Command = (args: readonly string[]) => number | Promise<number>;

/** Each loads only what it measures: another's browser driver would stand in its memory. */
const commands: { readonly [name: string]: () => Promise<Command> } = {
  browser: async () => (await import("./browser.ts")).benchBrowserCommand,
  scheduler: async () => (await import("./scheduler.ts")).benchSchedulerCommand,
  simulation: async () => (await import("./simulation.ts")).benchSimulationCommand,
  stage: async () => (await import("./stage.ts")).benchStageCommand,
  trace: async () => (await import("./trace.ts")).benchTraceCommand,
};

const [name = "", ...args] = process.argv.slice(2);
const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (!load) console.error(`usage: bench ${Object.keys(commands).join("|")} …`);
process.exitCode = load ? await (await load())(args) : 2;
