import type { Pod } from "./api/pod.ts";
import type { Answerer } from "./ingressnginx/nginx.ts";
import { type VirtualMillis, virtualTime } from "./kernel/clock.ts";
import type { Records } from "./kernel/records.ts";
import type { KubeletPodRecord } from "./kubelet/events.ts";
import { defaultStartup } from "./kubelet/probeCheck.ts";
import { behaviourInRun, type RuntimeModel } from "./kubelet/runtimeModel.ts";

interface World {
  readonly now: () => VirtualMillis;
  readonly records: Records;
  readonly model: RuntimeModel;
  /** By `namespace/name`. */
  readonly pod: (key: string) => Pod | undefined;
  /** Whether a node's machine has no power. */
  readonly isDown: (node: string) => boolean;
}

interface Process {
  readonly startedAt: VirtualMillis;
  /** Which run of the container this is, from 1. */
  readonly run: number;
}

/**
 * What a cluster's Pods answer requests with. A Pod's first container answers: nobody does while its process is not
 * there or still starting; then 200, but for the share that the scenario lets fail.
 */
export function answersOf({ now, records, model, pod, isDown }: World): Answerer {
  return (key, chance) => {
    const asked = pod(key);
    const node = asked?.spec.nodeName;
    const container = asked?.spec.containers[0];
    if (!asked || !container || !node || isDown(node)) return null;
    const process = processOf(asked, container.name, records.get(`kubelet/${node}/pods/${asked.metadata.uid}`));
    if (!process) return null;
    const behaviour = behaviourInRun(model.behaviour(asked, container, "app"), process.run);
    const age = now() - process.startedAt;
    if (age < (behaviour.startup ?? defaultStartup)) return null;
    const told = behaviour.responses?.filter(({ from }) => from <= age).at(-1);
    return told && chance < told.share ? told.status : 200;
  };
}

/** As the runtime has it, which is ahead of the status; Pods that a scenario starts with have only that. */
function processOf({ status }: Pod, container: string, record: unknown): Process | null {
  const known = (record as KubeletPodRecord | undefined)?.containers.find(({ name }) => name === container);
  if (known) {
    if (known.state !== "running" || known.startedAt === undefined) return null;
    return { startedAt: known.startedAt, run: known.restarts + 1 };
  }
  const published = status?.containerStatuses?.find(({ name }) => name === container);
  const startedAt = virtualTime(published?.state?.running?.startedAt ?? "");
  return startedAt === null ? null : { startedAt, run: (published?.restartCount ?? 0) + 1 };
}
