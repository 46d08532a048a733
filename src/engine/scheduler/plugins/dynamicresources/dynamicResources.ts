import { stateKey } from "../../framework/cycleState.ts";
import type { FilterPlugin, PostFilterPlugin, PreEnqueuePlugin, PreFilterPlugin } from "../../framework/interface.ts";
import { refuse, skipFilter } from "../../framework/preFilterResults.ts";
import { failure, success, unresolvable, unschedulable } from "../../framework/status.ts";

const seenKey = stateKey<object>();
const notSimulated = unresolvable("dynamic resource allocation is not simulated");

/**
 * DynamicResources, as far as a Pod without resource claims meets it: its PreFilter skips, and its PostFilter adds the
 * text that v1.34 prints. A Pod with claims is refused with a plain text that upstream does not have.
 *
 * Models pkg/scheduler/framework/plugins/dynamicresources (v1.34). Not simulated: allocation.
 */
export const dynamicResources: PreEnqueuePlugin & PreFilterPlugin & FilterPlugin & PostFilterPlugin = {
  name: "DynamicResources",

  preEnqueue: () => success,

  preFilter(state, { pod }) {
    if (pod.spec.resourceClaims?.length) return refuse(notSimulated);
    state.write(seenKey, {});
    return skipFilter;
  },

  filter: () => success,

  postFilter(state) {
    // When an earlier PreFilter ended the attempt there is no state of this plugin: upstream's error text, as it is.
    if (!state.read(seenKey)) return { status: failure("not found"), nominatedNode: null };
    return { status: unschedulable("no new claims to deallocate"), nominatedNode: null };
  },
};
