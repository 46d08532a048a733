import type { Handle, PostFilterPlugin, PreEnqueuePlugin } from "../../framework/interface.ts";
import { messageOf, success } from "../../framework/status.ts";
import { type DefaultPreemptionArgs, preempt } from "../../preemption/preempt.ts";

/**
 * DefaultPreemption makes room for a Pod by evicting Pods of lower priority.
 *
 * Models pkg/scheduler/framework/plugins/defaultpreemption (v1.34). Its PreEnqueue holds a preemptor back while its
 * victims' deletions are being sent; here those are written at once, so nothing is held back.
 */
export function defaultPreemption(args: DefaultPreemptionArgs, handle: Handle): PostFilterPlugin & PreEnqueuePlugin {
  return {
    name: "DefaultPreemption",

    preEnqueue: () => success,

    postFilter(state, pod, diagnosis) {
      const { status, nominatedNode } = preempt(state, pod, diagnosis, args, handle);
      const message = messageOf(status);
      if (message === "") return { status, nominatedNode };
      return { status: { code: status.code, reasons: [`preemption: ${message}`] }, nominatedNode };
    },
  };
}
