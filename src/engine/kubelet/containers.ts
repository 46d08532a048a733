import type { Container, Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { fnv1a32 } from "../kernel/random.ts";
import type { ContainerKind, RuntimeContainer } from "./events.ts";

export type ProbeType = "startup" | "readiness" | "liveness";

/** How an instance of a container ended. */
export interface Ended {
  readonly exitCode: number;
  readonly reason: string;
  /** What it left in its termination log, or why it could not be started. */
  readonly message?: string;
  readonly startedAt: VirtualMillis;
  readonly finishedAt: VirtualMillis;
  readonly id: string;
}

/**
 * A container as the runtime has it, which is ahead of what the status says. One object lives through all restarts; its
 * Pod's worker and its probes are the only ones that change it.
 */
export interface RunningContainer {
  readonly spec: Container;
  readonly kind: ContainerKind;
  state: "none" | "pulling" | "created" | "running" | "exited";
  /** Of the present instance, as `containerd://…`; none before the first. */
  id?: string;
  startedAt?: VirtualMillis;
  /** The present instance's end, when `exited`. */
  ended?: Ended;
  /** The end of the instance before. */
  lastEnded?: Ended;
  /** How many instances there have been. */
  instances: number;
  /** Why the last attempt to start it failed: what the status shows as waiting. */
  startError?: { readonly reason: string; readonly message: string };
  started: boolean;
  ready: boolean;
  /** What liveness or startup has decided: the next sync kills it. */
  unhealthy?: "liveness" | "startup";
  /** An init container whose sandbox is gone: it has to run again, though what is told is still its end. */
  purged?: boolean;
  /** It ran before the scenario began: of what it does is known only what the scenario says. */
  adopted?: boolean;
  pull?: RuntimeContainer["pull"];
  /** The last 12 results of each, newest last; replaced with every result. */
  probes: RuntimeContainer["probes"];
  /** Ends the timer of its exit, when it has one. */
  cancelExit?: () => void;
}

export function containersOf(pod: Pod): RunningContainer[] {
  const make = (spec: Container, kind: ContainerKind): RunningContainer => ({
    spec,
    kind,
    state: "none",
    instances: 0,
    started: false,
    ready: false,
    probes: {},
  });
  return [
    ...(pod.spec.initContainers ?? []).map((spec) => make(spec, spec.restartPolicy === "Always" ? "sidecar" : "init")),
    ...pod.spec.containers.map((spec) => make(spec, "app")),
    ...(pod.spec.ephemeralContainers ?? []).map((spec) => make(spec, "ephemeral")),
  ];
}

/** `spec.containers{web}`: what an event about a container points at. */
export function fieldPathOf({ spec, kind }: Pick<RunningContainer, "spec" | "kind">): string {
  if (kind === "app") return `spec.containers{${spec.name}}`;
  return kind === "ephemeral" ? `spec.ephemeralContainers{${spec.name}}` : `spec.initContainers{${spec.name}}`;
}

/** An identifier of 64 hexadecimal digits, the same for the same words. */
export function hexId(...words: readonly (string | number)[]): string {
  const text = words.join("/");
  let id = "";
  for (let i = 0; i < 8; i++)
    id += fnv1a32(text, fnv1a32(`${i}:`))
      .toString(16)
      .padStart(8, "0");
  return id;
}

const shownStates = {
  none: "waiting",
  pulling: "pulling",
  created: "created",
  running: "running",
  exited: "exited",
} as const;

/** The container as the trace's records show it. */
function recordOf(container: RunningContainer): RuntimeContainer {
  const { spec, kind, state, startedAt, ended, instances, startError, started, ready, pull, probes } = container;
  const failing = startError && (state === "none" || state === "exited");
  return {
    name: spec.name,
    kind,
    image: spec.image ?? "",
    state: failing ? "waiting" : shownStates[state],
    ...(startedAt !== undefined && { startedAt }),
    ...(ended && { finishedAt: ended.finishedAt, exitCode: ended.exitCode, reason: ended.reason }),
    ...(failing && { reason: startError.reason, message: startError.message }),
    restarts: Math.max(0, instances - 1),
    started,
    ready,
    ...(pull && state === "pulling" && { pull }),
    probes,
  };
}

/** The containers as the trace's records show them, where what is shown has not changed the same objects as before. */
export class ContainerRecords {
  private seen: readonly RunningContainer[] = [];
  private records: readonly RuntimeContainer[] = [];

  constructor(private readonly containers: readonly RunningContainer[]) {}

  now(): readonly RuntimeContainer[] {
    const { containers, seen, records } = this;
    const isKept = (container: RunningContainer, i: number): boolean =>
      i < seen.length && isShownAs(container, seen[i] as RunningContainer);
    if (containers.length === seen.length && containers.every(isKept)) return records;
    this.records = containers.map((container, i) =>
      isKept(container, i) ? (records[i] as RuntimeContainer) : recordOf(container),
    );
    this.seen = containers.map((container) => ({ ...container }));
    return this.records;
  }
}

function isShownAs(a: RunningContainer, b: RunningContainer): boolean {
  return (
    a.spec === b.spec &&
    a.kind === b.kind &&
    a.state === b.state &&
    a.startedAt === b.startedAt &&
    a.ended === b.ended &&
    a.instances === b.instances &&
    a.startError === b.startError &&
    a.started === b.started &&
    a.ready === b.ready &&
    a.pull === b.pull &&
    a.probes === b.probes
  );
}
