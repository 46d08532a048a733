import type { Difference } from "../projection/inspection/model.ts";

/** Words of the inspector: its tabs, Object, Events and the Status Rosetta. */
export const inspectorEn = {
  "inspector.decision": "Decision",
  "inspector.why": "Why?",
  "inspector.object": "Object",
  "inspector.events": "Events",
  "inspector.kubectl": "kubectl",
  "inspector.calculators": "Calculators",
  "inspector.calculator": ({ calculator }: { calculator: CalculatorName }) =>
    `Calculator: ${calculatorNames[calculator]}`,
  "inspector.noDecision": "The scheduler has not looked at this Pod yet. Its decision appears in act 4.",
  "inspector.loading": "Loading…",
  "inspector.goTo": ({ beat }: { beat: number }) => `Go to beat ${beat}`,

  "why.scheduled": ({ pod, node }: { pod: string; node: string }) => `${pod} was given to ${node}.`,
  "why.notYet": "No verdict yet at this beat.",

  "object.choose": "Choose an object",
  "object.onStage": "Pod on stage",
  "object.search": "Search by name, namespace or kind",
  "object.kind": "Kind",
  "object.allKinds": ({ count }: { count: number }) => `All kinds (${count})`,
  "object.ofKind": ({ kind, count }: { kind: string; count: number }) => `${kind} (${count})`,
  "object.list": "Objects in etcd at this beat",
  "object.none": "No object matches.",
  "object.more": ({ count }: { count: number }) => `and ${count} more: search to narrow the list`,
  "object.yaml": "YAML",
  "object.inRequest": "As the request carries it. The API server has not stored it at this beat.",
  "object.nothing": "Nothing has been created yet at this beat.",
  "object.gone": ({ time }: { time: string }) => `Deleted at t = ${time}. It is no longer in etcd.`,
  "object.coming": ({ time }: { time: string }) => `Not in etcd yet: it is created at t = ${time}.`,
  "object.absent": "Not in etcd at this beat.",
  "object.unchanged": "unchanged in this beat",
  "object.changes": ({ count }: { count: number }) => `${count} line${count === 1 ? "" : "s"} changed in this beat`,
  "object.new": "new in this beat",
  "object.added": "added",
  "object.removed": "removed",
  "object.changed": "changed",
  "object.was": ({ value }: { value: string }) => `was ${value}`,
  "object.folded": ({ lines, changes }: { lines: number; changes: number }) =>
    `${lines} line${lines === 1 ? "" : "s"}${changes > 0 ? `, ${changes} changed` : ""}`,
  "object.characters": ({ count }: { count: number }) => `… ${count} characters`,
  "object.unfold": ({ field }: { field: string }) => `Unfold ${field}`,
  "object.fold": ({ field }: { field: string }) => `Fold ${field}`,
  "object.copy": "Copy YAML",
  "object.copied": "Copied.",
  "object.copyFailed": "The browser did not allow the clipboard.",

  "events.none": "No Events yet at this beat.",
  "events.noMatch": "No Event matches the filter.",
  "events.object": "Object",
  "events.allObjects": "All objects",
  "events.type": "Type",
  "events.all": "All",
  "events.order": ({ newestFirst }: { newestFirst: boolean }) =>
    newestFirst ? "Newest first; press for oldest first" : "Oldest first; press for newest first",
  "events.count": ({ shown, of }: { shown: number; of: number }) =>
    `${shown === of ? "" : `${shown} of `}${of} Event${of === 1 ? "" : "s"}`,
  "events.over": ({ count, span }: { count: number; span: string }) => `×${count} over ${span}`,
  "events.openObject": ({ object }: { object: string }) => `Show ${object} in Object`,

  "rosetta.title": "Status Rosetta",
  "rosetta.lead": "Five places say what this Pod is doing. They differ.",
  "rosetta.leadAgree": "Five places say what this Pod is doing. Here they agree.",
  "rosetta.at": ({ time }: { time: string }) => `at t = ${time}`,
  "rosetta.container": "container",
  "rosetta.api": "API says",
  "rosetta.runtime": "runtime",
  "rosetta.differs": "differs",
  "rosetta.lastEvent": "last Event",
  "rosetta.noStatus": "no status yet",
  "rosetta.why": ({ why }: { why: Difference }) => whyEn(why),
};

/** Words of the calculators' own, where the way to them is. */
const calculatorNames: { readonly [C in CalculatorName]: string } = {
  resources: "resource layers",
  spread: "spread and skew",
  taints: "taints and tolerations",
  preemption: "preemption",
};

type CalculatorName = "resources" | "spread" | "taints" | "preemption";

/** `**…**` marks the question; what follows answers it for this Pod. */
function whyEn(why: Difference): string {
  switch (why.kind) {
    case "agree":
      return "**They agree:** the Pod runs, its containers are ready, and the kubelet has published it.";
    case "unscheduled":
      return "**Why all say so little:** no node is set, so no kubelet reports. Why not is in the PodScheduled condition and in the last Event.";
    case "gated":
      return "**Why STATUS is no phase:** phase stays Pending. SchedulingGated is the reason of the PodScheduled condition: the scheduler leaves the Pod alone until its schedulingGates are empty.";
    case "terminating":
      return `**Why Terminating:** kubectl prints it because metadata.deletionTimestamp is set; there is no such phase. phase stays ${why.phase || "as it was"}, and the containers have up to ${why.seconds} s to end.`;
    case "nodeLost":
      return "**Why Unknown:** the node no longer reports, so nobody knows what its containers do. The Pod is being deleted, and the kubelet has to confirm that.";
    case "evicted":
      return `**Why ${why.reason}:** kubectl prints status.reason when it is set. The phase behind it is Failed, whatever the containers say.`;
    case "unpublished":
      return `**Why ${why.container} still says “${why.api}”:** the runtime says ${why.runtime} already. The kubelet publishes status at the end of a sync, so the API follows a little later.`;
    case "pulling":
      return `**Why ${why.container} still says “${why.api}”:** the kubelet publishes status at the end of a sync, and this sync is busy pulling ${why.image}.`;
    case "cannotStart":
      return `**Why ${why.status}:** STATUS shows what ${why.container} waits for. phase is Pending as long as not every container has been started once.`;
    case "crashes":
      return `**Why ${why.status}:** STATUS shows the state of ${why.container}. phase stays ${why.phase}: the restart policy starts the container again, so the Pod has not failed.`;
    case "initFails":
      return `**Why ${why.status}:** phase is Pending until the init containers are done. STATUS adds Init: and what keeps ${why.container}.`;
    case "init":
      return `**Why ${why.status}:** phase knows no steps and stays Pending. STATUS counts the init containers that are done.`;
    case "creating":
      return `**Why ${why.status}:** that is what the containers wait for: volumes, sandbox, images. phase is Pending until every container has been started once.`;
    case "notReady":
      return `**Why Running and not ready:** Running says that containers were started, not that they can serve. ${why.containers ? `${why.containers} is not ready` : "A condition is missing"}${why.reason ? ` (${why.reason})` : ""}, so Services send no traffic here.`;
    case "finished":
      return `**Why ${why.status}:** phase ${why.phase} sums up the Pod. STATUS is the reason of the container that ended.`;
    case "pastEvent":
      return `**Why a Warning on a healthy Pod:** Events are history. ${why.reason} did happen; how things are now is in the conditions.`;
  }
}
