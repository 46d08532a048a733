import type { EntryOf, KubeletEntry } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { CallTeller } from "./kubelet/calls.ts";
import { ContainerTeller } from "./kubelet/containers.ts";
import { NodeTelling } from "./kubelet/nodeTelling.ts";
import { StepTeller } from "./kubelet/steps.ts";

/** Acts 6 and 7 on the node: what the kubelet and the runtime do with the Pod, and what its probes say. */
export function tellKubelet(telling: Telling): BeatDraft[] {
  const entries = (telling.pod && telling.index.kubelet.get(telling.pod)) || [];
  if (entries.length === 0) return [];
  const node = new NodeTelling(telling, entries);
  const steps = new StepTeller(node);
  const calls = new CallTeller(node);
  const containers = new ContainerTeller(node);
  const tell = (entry: KubeletEntry): BeatDraft[] => {
    switch (entry.event.type) {
      case "KubeletStep":
        return steps.tell(entry as EntryOf<"KubeletStep">);
      case "VolumeMount":
        return steps.tellMount(entry as EntryOf<"VolumeMount">);
      case "CRI":
        return calls.tell(entry as EntryOf<"CRI">);
      case "ContainerExited":
        return containers.tellExit(entry as EntryOf<"ContainerExited">);
      case "Hook":
        return containers.tellHook(entry as EntryOf<"Hook">);
      case "Probe":
        return containers.tellProbe(entry as EntryOf<"Probe">);
    }
  };
  return entries.flatMap(tell);
}
