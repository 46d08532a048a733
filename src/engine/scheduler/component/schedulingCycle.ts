import type { Pod } from "../../api/pod.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { DecisionRecord } from "../framework/decisionRecord.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { messageOf } from "../framework/status.ts";
import type { PodInHand } from "../queue/schedulingQueue.ts";
import { permit, reserve } from "../runtime/bindingCycle.ts";
import type { Profile } from "../runtime/profile.ts";
import { recordDecision } from "../runtime/recordDecision.ts";
import type { SchedulingOutcome } from "../runtime/schedulePod.ts";
import { abandon, type Placement, runBindingCycle } from "./bindingCycle.ts";
import { carryOutPreemption, handleFailure } from "./failure.ts";
import { AttemptTrace, type SchedulerParts } from "./schedulerContext.ts";
import { phaseTiming as timing } from "./timing.ts";

/**
 * One attempt to place one Pod, from PreFilter to Permit; the binding cycle goes on by itself. Gives where the next
 * attempt's search starts.
 *
 * Models schedulingCycle of pkg/scheduler/schedule_one.go (v1.34). The decision is made at once, on the cluster as it is
 * when the Pod is taken in hand; the phases are then told in their order, each with the time it takes.
 */
export function* runSchedulingCycle(
  parts: SchedulerParts,
  profile: Profile,
  { info: pod, attempts }: PodInHand,
  start: number,
): Process<number> {
  const { outcome, record: decision } = recordDecision(profile, pod, { start });
  const trace = new AttemptTrace(parts.context, decision, attempts);
  if (!outcome) return start;
  yield* tellFilters(trace);
  if (outcome.node === null) {
    yield* fail(parts, trace, pod, outcome);
    return outcome.nextStart;
  }
  yield* tellScores(trace);
  yield* place(parts, profile, trace, pod, outcome, outcome.node);
  return outcome.nextStart;
}

function* tellFilters(trace: AttemptTrace): Process {
  const { preFilter, filter, chosen } = trace.decision;
  yield { sleep: timing.preFilter };
  trace.phase("PreFilter", preFilter.failure ? "refuse" : "pass", {
    ...(preFilter.failure && { message: preFilter.failure.reasons.join(", ") }),
  });
  if (!filter || filter.length === 0) return;
  yield { sleep: Math.min(filter.length * timing.filterPerNode, timing.filterCap) };
  const passes = chosen !== null || filter.some(({ verdict }) => verdict === null);
  trace.phase("Filter", passes ? "pass" : "refuse");
}

function* tellScores(trace: AttemptTrace): Process {
  const { score, scoringSkipped } = trace.decision;
  if (score && !scoringSkipped) {
    yield { sleep: timing.preScore };
    trace.phase("PreScore", "pass");
    for (const { plugin } of score) {
      yield { sleep: timing.scorePerPlugin };
      trace.phase("Score", "pass", { plugins: [plugin] });
    }
  }
  yield { sleep: timing.selectHost };
  trace.phase("SelectHost", "pass");
}

function* fail(parts: SchedulerParts, trace: AttemptTrace, pod: PodInfo, outcome: SchedulingOutcome): Process {
  const { decision } = trace;
  const { postFilter } = decision;
  if (postFilter) {
    yield { sleep: timing.postFilter };
    trace.phase("PostFilter", postFilter.chosen ? "pass" : "refuse", {
      ...(postFilter.message && { message: postFilter.message }),
    });
  }
  const message = outcome.message ?? "";
  const victims = victimsOf(parts, decision);
  handleFailure(parts, pod, {
    message,
    refusedBy: outcome.isError ? [] : outcome.refusedBy,
    // Upstream calls an empty cluster a refusal, though no plugin refused.
    isError: outcome.isError && decision.sampling.total > 0,
    nominatedNode: outcome.nominatedNode,
  });
  if (postFilter?.chosen) carryOutPreemption(parts, pod, postFilter.chosen, victims);
}

function victimsOf({ cache }: SchedulerParts, { postFilter }: DecisionRecord): readonly Pod[] {
  if (!postFilter?.chosen) return [];
  const keys = new Set(postFilter.victims[postFilter.chosen] ?? []);
  return (cache.node(postFilter.chosen)?.pods ?? []).filter(({ key }) => keys.has(key)).map(({ pod }) => pod);
}

/** Assume, Reserve, Permit; then the binding cycle on its own. */
function* place(
  parts: SchedulerParts,
  profile: Profile,
  trace: AttemptTrace,
  pod: PodInfo,
  outcome: SchedulingOutcome,
  nodeName: string,
): Process {
  const node = parts.cache.node(nodeName);
  if (!node) {
    const message = `node "${nodeName}" not found`;
    handleFailure(parts, pod, { message, refusedBy: [], isError: true, nominatedNode: null });
    return;
  }
  const placement: Placement = { profile, pod, node, state: outcome.state, trace };
  yield { sleep: timing.assume };
  parts.cache.assume(pod, nodeName);
  trace.phase("Assume", "pass");

  yield { sleep: timing.reserve };
  const refused = reserve(profile, outcome.state, pod, node);
  const plugins = profile.reserve.map(({ name }) => name);
  if (refused) {
    const message = messageOf(refused.status);
    trace.phase("Reserve", "refuse", { plugins: [refused.plugin], message });
    abandon(parts, placement, message, refused.status.code === "Error" ? [] : [refused.plugin]);
    return;
  }
  trace.phase("Reserve", plugins.length > 0 ? "pass" : "skip", { plugins });

  yield { sleep: timing.permit };
  const permitted = permit(profile, outcome.state, pod, node);
  if (permitted.rejection) {
    const { plugin, status } = permitted.rejection;
    const message = messageOf(status);
    trace.phase("Permit", "refuse", { plugins: [plugin], message });
    abandon(parts, placement, message, status.code === "Error" ? [] : [plugin]);
    return;
  }
  trace.phase("Permit", profile.permit.length > 0 ? "pass" : "skip", {
    plugins: profile.permit.map(({ name }) => name),
  });
  parts.queue.assumed(pod.key);
  parts.context.spawn(runBindingCycle(parts, placement));
}
