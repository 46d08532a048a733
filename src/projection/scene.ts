import type { SimulationCursor } from "../engine/index.ts";
import type { Beat, ComponentId, Journey, Scene } from "./model.ts";
import { apiServerScene } from "./scenes/apiServer.ts";
import { createSceneContext, type SceneContext } from "./scenes/context.ts";
import { controllersScene, etcdScene, kubectlScene } from "./scenes/controlPlane.ts";
import { movesOf } from "./scenes/moves.ts";
import { nodeScenes } from "./scenes/nodes.ts";
import { podScene } from "./scenes/pod.ts";
import { probeScene } from "./scenes/probes.ts";
import { runningScene } from "./scenes/running.ts";
import { schedulerScene } from "./scenes/scheduler.ts";

/**
 * What a beat shows when it is over, computed from the state at its entry: the same whichever way one got there.
 * `beatIndex` is held within the journey; a journey without beats has no scene.
 */
export function sceneAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): Scene {
  const context = createSceneContext(journey, cursor, beatIndex);
  const { beat } = context;
  const running = runningScene(context);
  const moves = movesOf(context);
  return {
    act: beat.act,
    open: openComponents(context),
    now: [
      ...new Set([
        ...aboutComponents(beat, journey),
        // Messages don't travel where the control plane is not drawn.
        ...(running ? [] : moves.flatMap(({ from, to }) => [from, to])),
        // Among the others, what the kubelet does and says is about the Pod on stage.
        ...(running && (beat.about.kind === "request" || beat.about.kind === "node") ? [`pod/${journey.pod}`] : []),
      ]),
    ],
    moves,
    kubectl: kubectlScene(context),
    apiServer: apiServerScene(context),
    etcd: etcdScene(context),
    scheduler: schedulerScene(context),
    controllers: controllersScene(context),
    nodes: nodeScenes(context),
    pod: podScene(context),
    probe: probeScene(context),
    running,
  };
}

function aboutComponents({ about }: Beat, { pods }: Journey): string[] {
  switch (about.kind) {
    case "kubectl":
      return ["kubectl"];
    case "request":
      return [about.settled ? "etcd" : "apiServer"];
    case "reconcile":
      return ["controllers"];
    case "queue":
    case "decision":
      return ["scheduler"];
    case "node":
      return [`node/${about.node}`];
    case "cluster":
      // All Pods together are no news of any of them.
      return [
        ...(about.focus ?? []),
        ...(about.pods && about.pods.length < pods.length ? about.pods.map((pod) => `pod/${pod}`) : []),
      ];
  }
}

/** Who shows its face: the one that the beat is about, and the one it talks to. */
function openComponents({ beat, entries }: SceneContext): ComponentId[] {
  const { about, act } = beat;
  if (about.kind === "node" || (act === 6 && about.kind !== "kubectl"))
    return about.kind === "node" ? [`node/${about.node}`] : [];
  if (about.kind === "cluster") return [];
  if (about.kind === "reconcile") return ["controllers", "apiServer"];
  if (act === 4) return ["scheduler"];
  if (act === 3) return about.kind === "queue" ? ["etcd", "scheduler"] : ["apiServer", "etcd"];
  if (about.kind === "kubectl") return ["kubectl"];
  if (about.kind === "decision" || about.kind === "queue") return ["scheduler"];
  const shown = beat.entries.map((seq) => entries[seq].event.type);
  if (shown.includes("EtcdWrite")) return ["apiServer", "etcd"];
  if (act === 1 && shown.some((type) => type === "Request" || type === "Response")) return ["kubectl", "apiServer"];
  return ["apiServer"];
}
