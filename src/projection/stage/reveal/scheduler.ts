import type { CourseState, Scene, SchedulerScene } from "../../model.ts";
import { easeTravel, progress } from "../timing.ts";

export interface ShownScheduler extends SchedulerScene {
  /** How far the Pod in hand has come from the queue, 0..1. */
  readonly hand: number;
}

export function revealScheduler(previous: Scene | null, scene: Scene, p: number): ShownScheduler {
  const { scheduler } = scene;
  const was = previous?.scheduler ?? scheduler;
  const fresh = scheduler.inHand !== null && was.inHand?.pod !== scheduler.inHand.pod;
  const states = new Map(was.points.map((point) => [point.point, point.state]));
  const changed = scheduler.points.filter((point) => states.get(point.point) !== point.state);
  const points = scheduler.points.map((point) => {
    const turn = changed.indexOf(point);
    if (turn < 0 || p >= 0.15 + 0.1 * turn) return point;
    return { ...point, state: states.get(point.point) ?? ("toCome" as CourseState) };
  });
  const queues = p < 0.2 ? was : scheduler;
  return {
    ...scheduler,
    activeQ: queues.activeQ,
    backoffQ: queues.backoffQ,
    unschedulablePods: queues.unschedulablePods,
    points,
    hand: fresh ? Math.round(easeTravel(progress(p, 0.2, 0.7)) * 1000) / 1000 : 1,
  };
}
