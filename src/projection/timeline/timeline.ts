import type { SimulationEntry } from "../../engine/index.ts";
import type { ActNumber, Journey } from "../model.ts";
import { clockAt } from "./axis.ts";
import { clusterLanes } from "./lanes/cluster.ts";
import { controlPlaneLanes } from "./lanes/controlPlane.ts";
import { podLanes } from "./lanes/pod.ts";
import type { Moment, TimelineModel } from "./model.ts";
import { anchorsOf, placing } from "./place.ts";

/** The whole run as lanes: computed once for (trace, Pod on stage), whatever part of it is then looked at. */
export function timelineOf(journey: Journey, entries: readonly SimulationEntry[]): TimelineModel {
  const anchors = anchorsOf(journey, entries);
  if (entries.length === 0) return { acts: [], anchors, lanes: [] };
  const place = placing(journey, entries);
  const lanes = [
    ...controlPlaneLanes(journey, entries, place),
    ...(journey.pod ? podLanes(journey.pod, entries, place) : []),
    ...clusterLanes(journey, entries, place),
  ];
  return {
    acts: actsOf(journey, anchors),
    anchors,
    lanes: lanes.filter(({ bars, marks }) => bars.length + marks.length > 0),
  };
}

function actsOf({ acts, beats }: Journey, anchors: readonly Moment[]): TimelineModel["acts"] {
  const moment = (story: number): Moment => ({ story, time: clockAt(anchors, story) });
  return acts.flatMap((act, at) => {
    if (!act) return [];
    const last = beats[act.last];
    return [
      { act: (at + 1) as ActNumber, from: moment(beats[act.first].start), to: moment(last.start + last.duration) },
    ];
  });
}
