import type { Pod, RuntimeContainer } from "../../engine/index.ts";
import type { ContainerScene, ProbeScene } from "../model.ts";
import { keyOf } from "../records.ts";
import { countUpTo, type EntryOf } from "../traceIndex.ts";
import type { SceneContext } from "./context.ts";

type Container = Pod["spec"]["containers"][number];
type Probe = NonNullable<Container["livenessProbe"]>;
type Kind = ProbeScene["probe"];

const kinds: readonly Kind[] = ["startup", "readiness", "liveness"];

/** What the kubelet sends: the verb, the port and the path, or the command. */
function callText({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) return `GET ${httpGet.scheme === "HTTPS" ? "https " : ""}:${httpGet.port}${httpGet.path ?? "/"}`;
  if (tcpSocket) return `TCP :${tcpSocket.port}`;
  if (grpc) return `gRPC :${grpc.port} ${grpc.service ?? ""}`.trim();
  return `exec ${exec?.command?.join(" ") ?? ""}`.trim();
}

/** What came back, in few words: the whole of it is in the narration, and in the Event. */
function answerText({ success, handler, message = "" }: EntryOf<"Probe">["event"]): string {
  if (success) return "success";
  const code = /statuscode: (\d+)/.exec(message)?.[1];
  if (code) return code;
  const status = /responded with "(\w+)"/.exec(message)?.[1];
  if (status) return status;
  if (message.includes("connection refused")) return "connection refused";
  if (/timed? ?out|deadline exceeded/i.test(message)) return "timeout";
  return handler === "exec" ? "exit code ≠ 0" : "failure";
}

const probeOf = (container: Container, kind: Kind): Probe | undefined => container[`${kind}Probe`];

/** The check that a beat is about, of the Pod on stage. */
export function probeScene({ beat, entries, pod, journey }: SceneContext): ProbeScene | null {
  // How it all stands is no check, though the last entry of the run may be one.
  if (beat.about.kind !== "node") return null;
  for (const seq of beat.entries) {
    const { event } = entries[seq];
    if (event.type !== "Probe" || event.pod !== journey.pod) continue;
    const container = [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])].find(
      ({ name }) => name === event.container,
    );
    const probe = container && probeOf(container, event.probe);
    if (!probe) return null;
    const { success: ok, consecutive, threshold } = event;
    return {
      container: event.container,
      probe: event.probe,
      call: callText(probe),
      answer: answerText(event),
      ok,
      consecutive,
      threshold,
    };
  }
  return null;
}

interface Told {
  readonly probes: ContainerScene["probes"];
  readonly stoppedBy: ContainerScene["stoppedBy"];
}

/** What each probe of a container has said so far, and the one because of which the kubelet has stopped it last. */
export function probesOf(
  context: SceneContext,
  pod: Pod,
  container: Container,
  runtime: RuntimeContainer | undefined,
): Told {
  const { beat, index, journey } = context;
  const list = index.kubelet.get(keyOf(pod)) ?? [];
  const runs = new Map<Kind, EntryOf<"Probe">["event"]>();
  let stoppedBy: Told["stoppedBy"] = null;
  // 0: since its last start; 1: before that, until it had ended; 2: in the life that ended then.
  let life = 0;
  for (let i = countUpTo(list, beat.entry) - 1; i >= 0 && life < 3; i--) {
    const { event } = list[i];
    if (!("container" in event) || event.container !== container.name) continue;
    if (event.type === "ContainerExited") life = 2;
    else if (event.type === "CRI" && event.call === "StartContainer" && event.phase === "return")
      life = life === 2 ? 3 : 1;
    else if (event.type === "Probe") {
      if (life === 0 && !runs.has(event.probe)) runs.set(event.probe, event);
      if (life === 2 && event.decisive && !event.success && event.probe !== "readiness" && !stoppedBy)
        stoppedBy = { probe: event.probe, failures: event.consecutive };
    }
  }
  const now = keyOf(pod) === journey.pod ? probeScene(context) : null;
  return {
    stoppedBy,
    probes: kinds.flatMap((kind) => {
      const results = runtime?.probes[kind];
      const run = runs.get(kind);
      if (!results) return [];
      const isNow = now?.container === container.name && now.probe === kind;
      return [
        {
          probe: kind,
          results,
          run: run ? { ok: run.success, consecutive: run.consecutive, threshold: run.threshold } : null,
          now: isNow ? { call: now.call, answer: now.answer, ok: now.ok } : null,
        },
      ];
    }),
  };
}
