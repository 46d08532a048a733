import type { ImageStore, KubeletPodRecord, Pod } from "../../engine/index.ts";
import type { CourseState, PodScene } from "../model.ts";
import { printedPod } from "../printed.ts";
import { kubeletRecordOf } from "../records.ts";
import { containerScenes, containersOf, volumeScenes } from "./containers.ts";
import type { SceneContext } from "./context.ts";

const steps = ["admit", "cgroup", "volumes", "sandbox", "initContainers", "appContainers", "probes"] as const;

/** The Pod opened, in acts 6 and 7: what its kubelet and runtime know of it, ahead of what is published. */
export function podScene(context: SceneContext): PodScene | null {
  const { beat, pod, records, journey } = context;
  const node = pod?.spec.nodeName;
  if (!pod || !node || beat.act < 6 || beat.view === "running" || !journey.pod) return null;
  const record = kubeletRecordOf(pod, records);
  const printed = printedPod(pod);
  const gone = record ? isTornDown(record) : pod.metadata.deletionTimestamp !== undefined || isOver(pod);
  const before = journey.beats[beat.index - 1]?.time ?? 0;
  const toldSteps = new Set(
    beat.entries.flatMap((seq) => {
      const { event } = context.entries[seq];
      return event.type === "KubeletStep" && event.phase === "done" ? [event.step as string] : [];
    }),
  );
  const sandboxStep = record?.steps.find(({ step }) => step === "sandbox");
  return {
    pod: journey.pod,
    node,
    ...printed,
    ip: gone ? null : (record?.ip ?? pod.status?.podIP ?? null),
    sandbox: gone ? "passedBy" : record?.ip ? "done" : stateOfPhase(sandboxStep?.phase),
    gone,
    steps: steps
      .filter((step) => step !== "initContainers" || (pod.spec.initContainers?.length ?? 0) > 0)
      .map((step) => {
        const at = record?.steps.findLast((each) => each.step === step);
        const isOvercome = at?.phase === "fail" && record !== undefined && goesOn(step, record);
        // The beat of a step that is done is about it; one that has only begun since the beat before is the next beat's.
        const isTold = at?.phase === "done" && toldSteps.has(step);
        const isAhead = at?.phase === "start" && beat.about.kind === "request" && at.startedAt >= before;
        const state = gone ? "passedBy" : isAhead ? "toCome" : isOvercome || isTold ? "now" : stateOfPhase(at?.phase);
        return { step, state, time: at?.endedAt ?? at?.startedAt ?? null };
      }),
    volumes: volumeScenes(pod, record),
    images: imagesOf(context, pod, node),
    containers: containerScenes(context, pod, record),
    call: callOf(context),
  };
}

const stepKinds: { readonly [step: string]: readonly string[] } = {
  initContainers: ["init", "sidecar"],
  appContainers: ["app"],
};

/** Starting containers is tried again: what failed once has been overcome when none of them waits for a fault to end. */
function goesOn(step: string, { containers }: KubeletPodRecord): boolean {
  const kinds = stepKinds[step];
  return (
    kinds !== undefined &&
    containers.every(({ kind, state, reason = "" }) => !kinds.includes(kind) || state !== "waiting" || calm.has(reason))
  );
}

const calm: ReadonlySet<string> = new Set(["", "PodInitializing", "ContainerCreating"]);

/** Nothing of the Pod is left on its node. */
export const isTornDown = ({ steps: taken }: KubeletPodRecord): boolean =>
  taken.some(({ step, phase }) => step === "terminated" && phase === "done");

export const isOver = ({ status }: Pod): boolean => status?.phase === "Succeeded" || status?.phase === "Failed";

function stateOfPhase(phase: "start" | "done" | "fail" | undefined): CourseState {
  if (phase === undefined) return "toCome";
  return phase === "start" ? "now" : phase === "done" ? "done" : "refused";
}

function imagesOf({ records, beat, entries }: SceneContext, pod: Pod, node: string): PodScene["images"] {
  const store = records.get(`runtime/${node}/images`) as ImageStore | undefined;
  const wanted = [...new Set(containersOf(pod).map(({ container }) => container.image ?? ""))];
  const pulled = new Set(
    beat.entries.flatMap((seq) => {
      const { event } = entries[seq];
      return event.type === "CRI" && event.call === "PullImage" && event.ok === true && event.image
        ? [event.image]
        : [];
    }),
  );
  return wanted.map((name) => {
    const held = store?.find((image) => sameImage(image.name, name));
    if (!held) return { name, sizeBytes: 0, state: "absent" };
    if (pulled.has(name)) return { name, sizeBytes: held.sizeBytes, state: held.state, from: 0, to: 1 };
    if (held.state === "present") return { name, sizeBytes: held.sizeBytes, state: "present" };
    const share = Math.min(
      1,
      Math.max(0, (beat.time - (held.startedAt ?? beat.time)) / Math.max(1, held.duration ?? 1)),
    );
    return { name, sizeBytes: held.sizeBytes, state: "pulling", from: share, to: share };
  });
}

/** Whether a stored image name and a reference in a manifest mean the same: `nginx` is `docker.io/library/nginx:latest`. */
function sameImage(stored: string, wanted: string): boolean {
  return stored === wanted || fullName(stored) === fullName(wanted);
}

function fullName(image: string): string {
  const [first, ...rest] = image.split("/");
  const registry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const path = registry ? image : `docker.io/${rest.length === 0 ? "library/" : ""}${image}`;
  return /[:@][^/]*$/.test(path) ? path : `${path}:latest`;
}

function callOf({ beat, entries }: SceneContext): string | null {
  for (const seq of beat.entries) {
    const { event } = entries[seq];
    if (event.type === "CRI")
      return [event.call, event.call === "PullImage" ? event.image : event.container].filter(Boolean).join(" ");
  }
  return null;
}
