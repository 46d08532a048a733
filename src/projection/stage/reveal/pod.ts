import type { ContainerScene, CourseState, PodScene } from "../../model.ts";
import { mix } from "../geometry.ts";
import { inTurn } from "../timing.ts";

/** The opened Pod at a share of the beat: steps and results one after the other, pull bars by length, states at the middle. */
export function revealPod(previous: PodScene | null, pod: PodScene | null, p: number): PodScene | null {
  if (!pod) return null;
  const was = previous?.pod === pod.pod ? previous : null;
  const turned = p >= 0.5 || !was;
  const states = new Map(was?.steps.map((step) => [step.step, step.state]));
  const changed = was ? pod.steps.filter((step) => states.get(step.step) !== step.state) : [];
  return {
    ...pod,
    status: turned ? pod.status : was.status,
    ready: turned ? pod.ready : was.ready,
    ip: turned ? pod.ip : was.ip,
    sandbox: turned ? pod.sandbox : was.sandbox,
    steps: pod.steps.map((step) => {
      const turn = changed.indexOf(step);
      if (turn < 0) return step;
      const t = inTurn(p, turn, changed.length, 0, 0.6);
      const state: CourseState =
        t <= 0 ? (states.get(step.step) ?? "toCome") : t < 1 && step.state === "done" ? "now" : step.state;
      return { ...step, state };
    }),
    volumes: turned
      ? pod.volumes
      : pod.volumes.map((volume) => was.volumes.find((old) => old.name === volume.name) ?? volume),
    images: pod.images.map((image) => imageAt(image, p)),
    containers: pod.containers.map((container) =>
      containerAt(
        was?.containers.find((old) => old.name === container.name),
        container,
        p,
      ),
    ),
  };
}

/** Present once it has been pulled whole. */
function imageAt(image: PodScene["images"][number], p: number): PodScene["images"][number] {
  const { from, to } = image;
  if (from === undefined || to === undefined || from === to || p >= 1) return image;
  return { ...image, state: "pulling", to: pulledAt({ from, to }, p) };
}

const pulledAt = ({ from, to }: { readonly from: number; readonly to: number }, p: number): number =>
  Math.round(mix(from, to, p) * 1000) / 1000;

function containerAt(was: ContainerScene | undefined, container: ContainerScene, p: number): ContainerScene {
  const pull = container.pull && { from: container.pull.from, to: pulledAt(container.pull, p) };
  const isPulled = container.pull !== null && container.pull.from < container.pull.to;
  if (isPulled && p < 1) return { ...container, state: "pulling", reason: undefined, pull };
  if (!was) return { ...container, pull };
  const probes = container.probes.map((probe) => {
    const before = was.probes.find((other) => other.probe === probe.probe);
    const known = before?.results ?? [];
    const lastTime = known.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
    const old = probe.results.filter((result) => result.time <= lastTime).length;
    const fresh = probe.results.length - old;
    const shown = old + Math.min(fresh, Math.floor(p * (fresh + 0.999)));
    if (shown === probe.results.length) return probe;
    // The answer is told when it has come.
    const now = probe.now && { ...probe.now, answer: null };
    return { ...probe, results: probe.results.slice(0, shown), run: before?.run ?? null, now };
  });
  const pulls = container.state === "pulling" || p >= 0.5;
  return pulls ? { ...container, pull, probes } : { ...was, now: container.now, pull, probes };
}
