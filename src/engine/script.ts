import type { VirtualMillis } from "./kernel/clock.ts";
import type { KubectlCommand } from "./kubectl/commands.ts";
import type { Fault } from "./machines.ts";

/** One thing that is done to the cluster at a time: a command of kubectl, or a fault. Plain data: it replays. */
export interface ScriptStep {
  readonly at: VirtualMillis;
  readonly action: KubectlCommand | Fault;
}
