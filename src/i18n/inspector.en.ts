import type { Difference, ProbeKind } from "../projection/inspection/model.ts";

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
  "inspector.noDecision": "The scheduler has not looked at this Pod yet.",
  "inspector.noPod": "No Pod is on stage, so the scheduler has nothing to decide.",
  "inspector.noAttempt": "In this run the scheduler makes no attempt at this Pod.",
  "inspector.notSeen": ({ beat }: { beat: number }) =>
    `The scheduler has not looked at this Pod yet. Its attempt begins at beat ${beat}.`,
  "inspector.inQueue": ({ beat }: { beat: number }) =>
    `The Pod waits in the scheduler’s queue. The attempt at it begins at beat ${beat}.`,
  "inspector.inHand": ({ beat }: { beat: number }) =>
    `The scheduler has taken the Pod from its queue. The attempt begins at beat ${beat}.`,
  "inspector.loading": "Loading…",
  "inspector.goTo": ({ beat }: { beat: number }) => `Go to beat ${beat}`,

  "why.scheduled": ({ pod, node }: { pod: string; node: string }) => `${pod} was given to ${node}.`,
  "why.notYet": "No verdict yet at this beat.",
  "why.perNode": "What stands in the way, node by node",

  "object.choose": "Choose an object",
  "object.onStage": "Back to what the beat is about",
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
  "rosetta.why": ({ why, eventTime }: { why: Difference; eventTime: string }) => whyEn(why, eventTime),
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
function whyEn(why: Difference, eventTime: string): string {
  switch (why.kind) {
    case "agree":
      return `**They agree:** the Pod runs, its containers are ready, and the kubelet has published it.${why.past ? ` Events are history: the last one, the Warning ${why.past}, is of t = ${eventTime}.` : ""}`;
    case "unasked":
      return "**Why all say so little:** no node is set, so no kubelet reports, and the scheduler has not written a verdict yet.";
    case "unscheduled":
      return "**Why all say so little:** no node is set, so no kubelet reports. Why not is in the PodScheduled condition.";
    case "gated":
      return "**Why STATUS is no phase:** phase stays Pending. SchedulingGated is the reason of the PodScheduled condition: the scheduler leaves the Pod alone until its schedulingGates are empty.";
    case "bound":
      return `**Why still Pending:** the Pod has its node, but the kubelet of ${why.node} has not taken it up yet. Until it reports, the API knows no container.`;
    case "accepted":
      return `**Why still Pending:** the kubelet of ${why.node} has the Pod, but it has started no container and published no status yet.`;
    case "terminating":
      return `**Why Terminating:** kubectl prints it because metadata.deletionTimestamp is set; there is no such phase. phase stays ${why.phase || "as it was"}${terminatingEn(why)}.`;
    case "nodeLost":
      return "**Why Unknown:** the node no longer reports, so nobody knows what its containers do. The Pod is being deleted, and the kubelet has to confirm that.";
    case "silent":
      return why.told
        ? `**Why still ${why.status}:** ${why.node} no longer reports, so this is the last word of its kubelet. Only Ready was set to False since, by the node lifecycle controller.`
        : `**Why still ${why.status}:** ${why.node} reports nothing any more, and the control plane does not know it yet. This is the last word of its kubelet.`;
    case "evicted":
      return `**Why ${why.reason}:** kubectl prints status.reason when it is set. The phase behind it is Failed, whatever the containers say.`;
    case "unpublished":
      return `**Why ${why.container} still says “${why.api}”:** the runtime says ${why.runtime} already. The kubelet publishes status at the end of a sync, so the API follows a little later.`;
    case "pulling":
      return `**Why ${why.container} still says “${why.api}”:** the kubelet publishes status at the end of a sync, and this sync is busy pulling ${why.image}.`;
    case "readyUnpublished":
      return `**Why READY ${why.ready ? "does not count" : "still counts"} ${why.container}:** for the kubelet it is ${why.ready ? "ready already" : "no longer ready"}. Its next sync publishes that, so the API follows a little later.`;
    case "probeFails":
      return `**Why nothing has changed while a probe fails:** the ${why.probe} probe of ${why.container} has failed ${why.failures} time${why.failures === 1 ? "" : "s"} in a row. ${
        why.failures < why.threshold
          ? `Only ${why.threshold} count${why.threshold === 1 ? "s" : ""}: then ${probeEndEn[why.probe]}.`
          : `That is the failureThreshold (${why.threshold}): ${probeEndEn[why.probe]}.`
      }`;
    case "cannotStart":
      return `**Why ${why.status}:** STATUS shows what ${why.container} waits for. phase is Pending as long as not every container has been started once.`;
    case "crashes":
      return `**Why ${why.status}:** ${why.status === "NotReady" ? `${why.container} has ended, another container runs, and the Pod is not ready` : `STATUS shows the state of ${why.container}`}. phase stays ${why.phase}: ${why.again ? "the restart policy starts the container again, so the Pod has not failed" : "the restart policy leaves it at that, but not every container has ended"}.`;
    case "initFails":
      return `**Why ${why.status}:** phase is Pending until the init containers are done. STATUS adds Init: and what keeps ${why.container}.`;
    case "init":
      return `**Why ${why.status}:** phase knows no steps and stays Pending. STATUS counts the init containers that are done.`;
    case "creating":
      return why.status === "PodInitializing"
        ? `**Why ${why.status}:** that is what the containers wait with while the init containers are at work, and until they are started themselves. phase is Pending until every container has been started once.`
        : `**Why ${why.status}:** that is what the containers wait for: volumes, sandbox, images. phase is Pending until every container has been started once.`;
    case "notReady":
      return why.nodeWasSilent
        ? "**Why Running and not ready:** the containers are ready. The node lifecycle controller set Ready to False while the node was silent; the kubelet sets it again with its next status."
        : `**Why Running and not ready:** Running says that containers were started, not that they can serve. ${why.containers ? `${why.containers} is not ready` : "A condition is missing"}${why.reason ? ` (${why.reason})` : ""}, so Services send no traffic here.`;
    case "finished":
      return `**Why ${why.status}:** phase ${why.phase} sums up the Pod.${why.reasoned ? " STATUS is the reason of a container that ended." : " No container gives a reason, so STATUS is the phase."}`;
    case "plain":
      return `**What there is:** phase is ${why.phase || "not set"}, and kubectl makes STATUS ${why.status} of it. Nothing here contradicts that.`;
  }
}

const probeEndEn: { readonly [P in ProbeKind]: string } = {
  startup: "the kubelet restarts the container",
  liveness: "the kubelet restarts the container",
  readiness: "the container is no longer ready",
};

function terminatingEn({ ends, seconds }: Extract<Difference, { kind: "terminating" }>): string {
  switch (ends) {
    case "running":
      return `, and the containers were given ${seconds} s to end`;
    case "ended":
      return "; no container of it runs any more, and the object goes when the kubelet has confirmed that";
    case "held":
      return "; it has no node, so what keeps it is in metadata.finalizers";
    case "silent":
      return "; its node does not report, so no kubelet confirms that the containers ended, and the object stays";
  }
}
