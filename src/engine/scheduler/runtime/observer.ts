import type { CycleState } from "../framework/cycleState.ts";
import type { Diagnosis, PostFilterResult, PreemptionObserver, PreFilterResult } from "../framework/interface.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { Rejection, Status } from "../framework/status.ts";

/** Told what happens at the framework's call sites. Without one the same code schedules in bulk. */
export interface SchedulingObserver extends PreemptionObserver {
  preFilter?(plugin: string, result: PreFilterResult): void;
  /** The search begins: nodes in the order in which they will be asked. */
  search?(nodes: readonly NodeInfo[], wanted: number): void;
  /** null: the node is feasible. */
  filter?(node: NodeInfo, rejection: Rejection | null): void;
  nominatedNodeFits?(node: NodeInfo): void;
  preScore?(plugin: string, status: Status): void;
  score?(
    plugin: { readonly name: string; readonly weight: number; readonly state: CycleState },
    nodes: readonly NodeInfo[],
    raw: Float64Array,
    normalized: Float64Array,
  ): void;
  postFilter?(plugin: string, result: PostFilterResult): void;
  failed?(diagnosis: Diagnosis, state: CycleState): void;
}
