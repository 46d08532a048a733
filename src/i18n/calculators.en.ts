import type { PreemptionCriterion } from "../engine/index.ts";

/** Words of the calculators. */
export const calculatorsEn = {
  "calculators.which": "Calculator",
  "calculators.resources": "Resources",
  "calculators.spread": "Spread",
  "calculators.taints": "Taints",
  "calculators.preemption": "Preemption",
  "calculators.noPod": "There is no Pod to reckon with at this beat.",
  "calculators.node": "Node",
  "calculators.reset": "As in the run",
  "calculators.tried": "You changed something: this is no longer the run.",
  "calculators.yes": "yes",
  "calculators.no": "no",
  "calculators.remove": ({ what }: { what: string }) => `Remove ${what}`,

  "resources.lead":
    "Four layers of one bar. The scheduler counts requests against allocatable, and nothing else. Limits hold a container at run time: cpu is throttled, memory ends it. Usage is what the scenario's load and behaviours say; what they leave out is 0.",
  "resources.none": "There is no node to reckon with at this beat.",
  "resources.usage": "usage",
  "resources.requests": "requests",
  "resources.limits": "limits",
  "resources.allocatable": "allocatable",
  "resources.container": "container",
  "resources.notMeasured": "not measured yet: the metrics server asks every 15 s",
  "resources.noLimit": "none",
  "resources.unlimited": ({ count }: { count: number }) =>
    `and ${count} container${count === 1 ? "" : "s"} without a limit`,
  "resources.free": ({ free }: { free: string }) => `Left to request: ${free}, however much is used.`,
  "resources.overcommitted": ({ percent, resource }: { percent: string; resource: string }) =>
    `The limits add up to ${percent} of allocatable: overcommitted. That is allowed, and felt when all use it at once${resource === "memory" ? ": then the kubelet evicts" : ""}.`,
  "resources.pods": ({ count }: { count: number }) => `${count} Pod${count === 1 ? "" : "s"} on it`,

  "taints.lead": ({ pod }: { pod: string }) =>
    `A toleration tolerates a taint when key, value and effect all match. Pod ${pod} needs one for every NoSchedule and NoExecute taint of the node.`,
  "taints.passes": ({ node }: { node: string }) => `${node} passes the filter: nothing keeps the Pod out.`,
  "taints.refused": ({ node, taint }: { node: string; taint: string }) =>
    `${node} is refused: ${taint} is not tolerated.`,
  "taints.avoided": ({ count }: { count: number }) =>
    `Scoring: ${count} PreferNoSchedule taint${count === 1 ? " is" : "s are"} not tolerated, so the raw score is ${count}. Less is better.`,
  "taints.none": ({ node }: { node: string }) => `${node} has no taints: every Pod may go there.`,
  "taints.noTolerations": "The Pod has no tolerations.",
  "taints.tolerated": "tolerated",
  "taints.notTolerated": "not tolerated",
  "taints.toleration": "toleration",
  "taints.key": "key",
  "taints.value": "value",
  "taints.effect": "effect",
  "taints.operator": "operator",
  "taints.verdict": "tolerates",
  "taints.anyKey": "every key",
  "taints.anyEffect": "every effect",
  "taints.try": "Try other taints and tolerations",
  "taints.taintNumber": ({ number }: { number: number }) => `Taint ${number}`,
  "taints.tolerationNumber": ({ number }: { number: number }) => `Toleration ${number}`,
  "taints.addTaint": "Add a taint",
  "taints.addToleration": "Add a toleration",
  "taints.invalid": ({ message }: { message: string }) => `The API server would refuse it: ${message}`,
  "taints.evicts": "NoExecute also evicts: after tolerationSeconds, where the toleration names them.",

  "spread.lead":
    "A Pod may go to a domain when count + self − minimum is at most maxSkew. The minimum is the smallest count of all domains that count.",
  "spread.none":
    "This Pod has no topology spread constraint, and the scheduler's defaults find nothing to count for it.",
  "spread.defaults": "The Pod has no constraint of its own: these are the scheduler's defaults.",
  "spread.tryOne": "Try a constraint over zones",
  "spread.soft": "ScheduleAnyway: nobody is refused by it, it only scores.",
  "spread.constraint": ({ number, key }: { number: number; key: string }) => `${number}: ${key}`,
  "spread.which": "Constraint",
  "spread.domain": "domain",
  "spread.count": "count",
  "spread.self": "self",
  "spread.minimum": "minimum",
  "spread.skew": "skew",
  "spread.allowed": "may go there",
  "spread.notAllowed": "too skewed",
  "spread.isOut": "does not count: all its nodes are left out",
  "spread.selfYes": "self = 1: the constraint's selector matches the Pod's own labels.",
  "spread.selfNo":
    "self = 0: the constraint's selector does not match the Pod's own labels. It spreads others, not itself.",
  "spread.minDomains": ({ domains, minDomains }: { domains: number; minDomains: number }) =>
    `minimum = 0: only ${domains} domain${domains === 1 ? "" : "s"} of ${minDomains} (minDomains) count.`,
  "spread.minimumIs": ({ min }: { min: number }) => `minimum = ${min}`,
  "spread.nodes": "Nodes and what they count",
  "spread.pods": ({ count }: { count: number }) => `${count} matching Pod${count === 1 ? "" : "s"}`,
  "spread.left.keys": "left out: it lacks the topology key of another constraint",
  "spread.left.affinity": "left out: nodeAffinityPolicy Honor, and the Pod's node affinity or selector does not match",
  "spread.left.taints": "left out: nodeTaintsPolicy Honor, and it has a taint that the Pod does not tolerate",
  "spread.withoutKey": ({ nodes }: { nodes: string }) => `Without the topology key, so always refused: ${nodes}`,
  "spread.try": "Try other values",
  "spread.podLabels": "Labels of the Pod",
  "spread.labelsNote": "key=value, with commas between",
  "spread.selector": "Selector",

  "preemption.lead": ({ pod, priority }: { pod: string; priority: number }) =>
    `${pod} has priority ${priority}. On each node all Pods below that are taken away in thought, then fitted back in, the most important first. Those that find no room again are the victims.`,
  "preemption.notYet": "The scheduler has not looked at this Pod yet.",
  "preemption.notNeeded": ({ node }: { node: string }) => `Nobody had to go: the Pod went to ${node}.`,
  "preemption.noHelp": "Nobody would help by going. In the scheduler's words:",
  "preemption.violations": ({ count }: { count: number }) =>
    count === 0 ? "no PodDisruptionBudget violated" : `${count} PodDisruptionBudget violation${count === 1 ? "" : "s"}`,
  "preemption.victim": "goes",
  "preemption.spared": "stays",
  "preemption.priority": ({ priority }: { priority: number }) => `priority ${priority}`,
  "preemption.chosen": "chosen",
  "preemption.candidates": "Candidates",
  "preemption.comparison": "Compared, in this order",
  "preemption.lone": "Only one node is a candidate: there is nothing to compare.",
  "preemption.tie": ({ nodes }: { nodes: string }) => `A tie after all criteria: ${nodes}. Chance decides.`,
  "preemption.remains": "remains",
  "preemption.dropsOut": "drops out",
  "preemption.criterion": ({ criterion }: { criterion: PreemptionCriterion }) => criteria[criterion],
  "preemption.started": ({ time }: { time: string }) => `started at t = ${time}`,
  "preemption.notStarted": "not started",
};

const criteria: { readonly [C in PreemptionCriterion]: string } = {
  pdbViolations: "Fewest PodDisruptionBudget violations",
  highestPriority: "Lowest priority of the most important victim",
  prioritySum: "Smallest sum of the victims' priorities, each + 2³¹",
  victims: "Fewest victims",
  earliestStart: "Latest start of the most important victims",
};
