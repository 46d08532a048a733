import type { Beat } from "../model.ts";
import type { Telling } from "./draft.ts";

type View = NonNullable<Beat["view"]>;

/** What a beat wants to be seen on: null goes with its neighbours. */
function wishOf({ about }: Beat): View | null {
  if (about.kind === "node") return "opened";
  return about.kind === "request" ? null : "running";
}

/**
 * The view of each beat of acts 6 and 7. Probes and containers are seen in the opened Pod, everything else among the
 * workload's Pods; but the stage does not go back and forth: a status goes with what follows from it, and a single beat
 * goes with those around it.
 */
export function withViews(beats: readonly Beat[], alone = false): Beat[] {
  const at = beats.findIndex(({ act }) => act === 7);
  if (at < 0 || alone) return beats.map((beat) => (beat.act >= 6 ? { ...beat, view: "opened" } : beat));
  const views = smoothed(settled(beats.slice(at).map(wishOf)));
  return beats.map((beat, i) => {
    if (beat.act < 6) return beat;
    return { ...beat, view: i < at ? "opened" : views[i - at] };
  });
}

/**
 * One Pod, with nothing that makes it or sends it requests, and no script: there is nothing else to see, and the opened Pod
 * shows more of it.
 */
export function isAlone({ last, index }: Telling, pods: readonly string[]): boolean {
  const keys = [...last.keys()];
  const count = (prefix: string): number => keys.filter((key) => key.startsWith(prefix)).length;
  return (
    pods.length === 1 &&
    ["services/specs", "deployments", "replicasets", "daemonsets", "statefulsets", "jobs"].every(
      (resource) => count(`/registry/${resource}/`) === 0,
    ) &&
    index.kubectl.filter(({ event }) => event.type === "KubectlCommand").length < 2 &&
    index.faults.length === 0
  );
}

/** A beat without a wish goes with the next one that has one when that is about the whole, else with the one before. */
function settled(wishes: readonly (View | null)[]): View[] {
  const views: View[] = [];
  for (const [i, wish] of wishes.entries()) {
    const next = wishes.slice(i).find((each) => each !== null) ?? "running";
    views.push(wish ?? (next === "running" ? next : (views[i - 1] ?? "opened")));
  }
  return views;
}

function smoothed(views: readonly View[]): View[] {
  const result = [...views];
  const lengthAt = (i: number, step: 1 | -1): number => {
    let n = 0;
    for (let j = i; result[j] === result[i]; j += step) n++;
    return n;
  };
  for (let i = 1; i < result.length - 1; i++)
    if (result[i] === "opened" && result[i - 1] === "running" && result[i + 1] === "running") result[i] = "running";
  for (let i = 1; i < result.length - 1; i++)
    if (result[i] === "running" && result[i - 1] === "opened" && result[i + 1] === "opened" && lengthAt(i - 1, -1) > 2)
      result[i - 1] = "running";
  return result;
}
