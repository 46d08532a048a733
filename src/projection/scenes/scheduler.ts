import type { QueueRecord } from "../../engine/index.ts";
import { requestsOf } from "../fit.ts";
import type { CourseState, SchedulerScene } from "../model.ts";
import { podAt } from "../records.ts";
import type { SceneContext } from "./context.ts";

const points = ["PreFilter", "Filter", "PostFilter", "PreScore", "Score", "Reserve", "Permit"] as const;

/** The scheduler's queues, the Pod in hand and where the attempt stands. */
export function schedulerScene(context: SceneContext): SchedulerScene {
  const { records, decision, entries } = context;
  const queue = records.get("scheduler/queue") as QueueRecord | undefined;
  const names = (list: readonly { readonly pod: string }[] | undefined): string[] => (list ?? []).map(({ pod }) => pod);
  const event = decision ? entries[decision.seq].event : null;
  const record = event?.type === "SchedulingPhase" ? event.decision : null;
  return {
    activeQ: names(queue?.activeQ),
    backoffQ: names(queue?.backoffQ),
    unschedulablePods: names(queue?.unschedulablePods),
    inHand: inHand(context, queue),
    points: pointsOf(context, {
      refused: record !== null && record.chosen === null,
      unscored: record?.scoringSkipped ?? false,
    }),
    attempt: event?.type === "SchedulingPhase" ? event.attempt : (queue?.inHand?.attempts ?? 0),
    plugin: decision?.now ? (decision.plugin ?? null) : null,
    scan: decision?.phase === "Filter" && record?.filter ? { at: decision.nodes, of: record.filter.length } : null,
  };
}

function inHand(
  { records, decision, journey, beat }: SceneContext,
  queue: QueueRecord | undefined,
): SchedulerScene["inHand"] {
  const held =
    decision && (beat.about.kind === "decision" || beat.act === 5) ? journey.pod : (queue?.inHand?.pod ?? null);
  const pod = held ? podAt(records, held) : undefined;
  if (!held || !pod) return null;
  const assumed = decision && ["Assume", "Reserve"].includes(decision.phase) ? decision.node : undefined;
  return { pod: held, requests: requestsOf(pod), ...(assumed !== undefined && { node: assumed }) };
}

const pointOf: { readonly [phase: string]: number } = {
  PreFilter: 0,
  Filter: 1,
  PostFilter: 2,
  PreScore: 3,
  Score: 4,
  SelectHost: 4,
  Assume: 5,
  Reserve: 6,
};

interface Course {
  /** No node is left. */
  readonly refused: boolean;
  /** One node is left: it is taken without scoring. */
  readonly unscored: boolean;
}

function pointsOf({ decision, beat }: SceneContext, { refused, unscored }: Course): SchedulerScene["points"] {
  const at = !decision ? -1 : unscored && decision.phase === "SelectHost" ? pointOf.Filter : pointOf[decision.phase];
  const over = decision !== null && !decision.now && beat.about.kind !== "queue";
  return points.map((point, index) => ({ point, state: stateOf(index) }));

  function stateOf(index: number): CourseState {
    if (at < 0) return "toCome";
    if (refused && at >= 2) {
      if (index === 1) return "refused";
      if (index === 2) return decision?.now ? "now" : "done";
      return index < 1 ? "done" : "toCome";
    }
    if (index === 2 && at > 2) return "passedBy";
    if (unscored && (index === 3 || index === 4) && at > 2) return "passedBy";
    if (index < at || over) return "done";
    if (decision?.phase === "Reserve" && index === 5) return "done";
    return index === at ? "now" : "toCome";
  }
}
