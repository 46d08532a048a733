import type { SimulationCursor, SimulationEntry } from "../engine/index.ts";
import { tellAutoscaling } from "./journey/autoscaling.ts";
import { tellBinding } from "./journey/bind.ts";
import { tellCommands } from "./journey/commands.ts";
import { assemble, type BeatDraft, type Telling } from "./journey/draft.ts";
import { courseWithoutPod, creationOf, isRefused, ownersOf, podEver, podsOfRun } from "./journey/focus.ts";
import { tellIngresses } from "./journey/ingress.ts";
import { tellKubelet } from "./journey/kubelet.ts";
import { tellNodes } from "./journey/nodes.ts";
import { inTime } from "./journey/order.ts";
import { tellGone, tellOthers, tellRestOfFile } from "./journey/others.ts";
import { tellErrors, tellPrelude } from "./journey/prelude.ts";
import { tellPressure } from "./journey/pressure.ts";
import { tellCourse } from "./journey/request.ts";
import { tellRollout } from "./journey/rollout.ts";
import { tellPublished } from "./journey/running.ts";
import { tellScheduling } from "./journey/schedule.ts";
import { isAlone, withViews } from "./journey/views.ts";
import type { Beat, Journey } from "./model.ts";
import { podAt } from "./records.ts";
import { indexTrace } from "./traceIndex.ts";

/**
 * The journey of one Pod through a trace: by default of the first that the run created. Beats come in the order of the
 * acts and never go back in the trace. `notSimulated` are objects of the scenario that nothing acts on: they get a beat.
 */
export function buildJourney(
  entries: readonly SimulationEntry[],
  cursor: SimulationCursor,
  focusPod?: string,
  notSimulated: readonly { readonly kind: string; readonly name: string }[] = [],
): Journey {
  const pods = podsOfRun(entries);
  const pod = focusPod !== undefined && pods.includes(focusPod) ? focusPod : (pods[0] ?? null);
  const telling = createTelling(entries, cursor, pod);
  const drafts = entries.length === 0 ? [] : tell(telling, pods, notSimulated);
  const beats = withViews(assemble(drafts, entries), isAlone(telling, pods));
  return {
    pod,
    root: telling.root,
    pods,
    beats,
    acts: actsOf(beats),
    duration: beats.reduce((sum, { duration }) => sum + duration, 0),
    outcome: outcomeOf(telling),
  };
}

function createTelling(entries: readonly SimulationEntry[], cursor: SimulationCursor, pod: string | null): Telling {
  const index = indexTrace(entries);
  const course = pod ? creationOf(index, pod) : courseWithoutPod(index);
  // A copy: the cursor's own map changes with the next seek.
  const last = new Map(cursor.stateAt(entries.length - 1));
  const object = pod ? podEver(cursor, index, pod) : course?.entry.event.body;
  const owners = object ? ownersOf(object, last) : [];
  const top = owners[owners.length - 1];
  const root = top?.metadata.name
    ? { kind: top.kind, name: top.metadata.name, ...(top.metadata.namespace && { namespace: top.metadata.namespace }) }
    : null;
  return { entries, index, cursor, last, pod, course, root };
}

function tell(
  telling: Telling,
  pods: readonly string[],
  notSimulated: readonly { readonly kind: string; readonly name: string }[],
): BeatDraft[] {
  const { course } = telling;
  const onNode = [...tellKubelet(telling), ...tellPublished(telling)].sort((a, b) => endOf(a) - endOf(b));
  const restOfFile = tellRestOfFile(telling);
  const story = [
    ...tellPrelude(telling),
    ...(course ? tellCourse(telling, course) : []),
    ...tellScheduling(telling),
    ...tellBinding(telling),
    ...onNode.filter(({ act }) => act === 6),
    // What else the file holds (the Service, as a rule) is what act 7 is about.
    ...restOfFile,
    ...onNode.filter(({ act }) => act === 7),
  ];
  const happened = inTime(story, [
    ...tellCommands(telling),
    ...tellRollout(telling),
    ...tellAutoscaling(telling),
    ...tellNodes(telling),
    ...tellPressure(telling),
    ...tellIngresses(telling),
  ]);
  const drafts = inTime(happened, tellGone(telling, pods, happened));
  drafts.push(...tellErrors(telling, drafts, drafts.length > 0 ? drafts[drafts.length - 1].act : 1));
  const refused = telling.pod === null && course !== null && isRefused(course);
  // A refusal is the end of the journey, unless there is more in the file than was refused.
  if (refused && pods.length === 0 && notSimulated.length === 0) return drafts;
  return asFarAsItCame(telling, [...drafts, ...tellOthers(telling, pods, notSimulated, drafts)]);
}

/** A Pod that no node was found for never comes to act 7: the rest is told where it waits. */
function asFarAsItCame({ pod, last }: Telling, drafts: readonly BeatDraft[]): BeatDraft[] {
  const stored = pod === null ? undefined : podAt(last, pod);
  const waits = drafts.findLast(({ act }) => act === 4);
  if (!stored || stored.spec.nodeName || !waits) return [...drafts];
  return drafts.map((draft) => (draft.act > waits.act ? { ...draft, act: waits.act } : draft));
}

const endOf = ({ entries }: BeatDraft): number => entries[entries.length - 1];

function actsOf(beats: readonly Beat[]): Journey["acts"] {
  return [1, 2, 3, 4, 5, 6, 7].map((act) => {
    const first = beats.findIndex((beat) => beat.act === act);
    if (first < 0) return null;
    const last = beats.findLastIndex((beat) => beat.act === act);
    return { first, last };
  });
}

function outcomeOf({ pod, course, last }: Telling): Journey["outcome"] {
  if (pod === null) return course && isRefused(course) ? "refused" : "waiting";
  const stored = podAt(last, pod);
  switch (stored?.status?.phase) {
    case "Running":
      return "running";
    case "Succeeded":
      return "succeeded";
    case "Failed":
      return "failed";
    default:
      return stored && !stored.spec.nodeName ? "pending" : "waiting";
  }
}
