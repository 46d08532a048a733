import type { PreEnqueuePlugin } from "../../framework/interface.ts";
import { success, unresolvable } from "../../framework/status.ts";

/**
 * SchedulingGates keeps a Pod with scheduling gates out of the active queue.
 *
 * Models pkg/scheduler/framework/plugins/schedulinggates (v1.34).
 */
export const schedulingGates: PreEnqueuePlugin = {
  name: "SchedulingGates",

  preEnqueue({ pod }) {
    const gates = pod.spec.schedulingGates ?? [];
    if (gates.length === 0) return success;
    return unresolvable(`waiting for scheduling gates: [${gates.map((gate) => gate.name).join(" ")}]`);
  },
};
