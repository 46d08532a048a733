import { benchBrowserCommand } from "./browser.ts";
import { benchSchedulerCommand } from "./scheduler.ts";
import { benchSimulationCommand } from "./simulation.ts";
import { benchStageCommand } from "./stage.ts";
import { benchTraceCommand } from "./trace.ts";

const commands: { readonly [name: string]: (args: readonly string[]) => number | Promise<number> } = {
  browser: benchBrowserCommand,
  scheduler: benchSchedulerCommand,
  simulation: benchSimulationCommand,
  stage: benchStageCommand,
  trace: benchTraceCommand,
};

const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) console.error(`usage: bench ${Object.keys(commands).join("|")} …`);
process.exitCode = command ? await command(args) : 2;
