import type { ChangeKind } from "../engine/index.ts";

/** What a fix does, as a heading. */
function change(what: ChangeKind): string {
  switch (what.kind) {
    case "request":
      return `Request ${what.resource} ≤ ${what.to}`;
    case "toleration":
      return `Tolerate ${what.taint}`;
    case "uncordon":
      return `Uncordon ${what.node}`;
    case "nodeSelector":
      return what.to === null
        ? `Remove nodeSelector ${what.key}`
        : `nodeSelector ${what.key}: ${what.from} → ${what.to}`;
    case "label":
      return `Label ${what.node} with ${what.key}=${what.value}`;
    case "nodeAffinity":
      return what.whole
        ? "Remove the required node affinity"
        : `Remove from the required node affinity: ${what.expressions.join("; ")}`;
    case "podAntiAffinity":
    case "podAffinity":
      return `Remove the ${what.kind} term ${what.term} (${what.topologyKey})`;
    case "maxSkew":
      return `Allow maxSkew ${what.to} over ${what.topologyKey}`;
    case "scheduleAnyway":
      return `Spread over ${what.topologyKey} with ScheduleAnyway`;
    case "hostPort":
      return `Give up hostPort ${what.port}`;
    case "capacity":
      return `Give ${what.node} ${what.to} of ${what.resource} (it has ${what.from})`;
    case "gates":
      return `Remove the scheduling gate ${what.gates.join(", ")}`;
  }
}

/** Words of the Why? view. They come with the view, not with the page. */
export const whyEn = {
  change,
  title: (pod: string): string => `Why is ${pod} Pending?`,
  attempt: (attempt: number, profile: string): string => `Warning FailedScheduling · attempt ${attempt} · ${profile}`,
  backToStage: "Show the stage",
  addsUp: (sum: number, nodes: number, several: string): string =>
    `The counts add up to ${sum}, not ${nodes}: a node that gives several reasons is counted under each (${several}).`,
  perNode: "Per node",
  asReported: "As reported",
  allBlockers: "All blockers",
  node: "Node",
  reported: "Reported",
  hidden: "Hidden by the first refusal",
  howFar: "How far off",
  nothingMore: "nothing more",
  fits: "fits",
  short: (amount: string, resource: string, asks: string, free: string): string =>
    `${amount} ${resource} short: asks ${asks}, free ${free}`,
  cordoned: "cordoned",
  thenFits: "with that gone, it fits",
  taint: (taint: string): string => `taint ${taint}`,
  unknown: "no change of the Pod or this node was found",
  dashed:
    "Dashed: kube-scheduler stops at a node's first failing Filter plugin, so these stay unsaid until the first is fixed.",
  more: (count: number): string => `and ${count} more nodes: see the tab Decision`,
  fixes: "Smallest fixes",
  fixesNote: "Each was tried on a copy of this cluster, with the same scheduler.",
  looking: "Trying changes…",
  failed: "The search for fixes stopped because of a fault of ours.",
  none: "No change of this Pod or of one node was found that helps.",
  noScheduler: "No scheduler has this Pod's schedulerName: nothing looks at it.",
  fitsNodes: (nodes: string): string => `fits ${nodes}`,
  andMore: (count: number): string => `and ${count} more`,
  apply: "Apply",
  applyLabel: (fix: string): string => `Apply: ${fix}`,
  notInText: "What it changes is not in the editor's text.",
  textChanged: "The text has changed since; it runs first.",
  notEnough: (what: string): string => `${what}: not enough.`,
  thenSays: (node: string, reasons: string): string => `${node} would then say ${reasons}.`,
  applied: "Applied. The scenario runs again; undo in the editor takes it back.",
};

export type WhyWords = typeof whyEn;
