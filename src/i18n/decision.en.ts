/** Words of the Decision panel. They come with it, not with the page. */
export const decisionEn = {
  name: "Decision",
  filter: "Filter",
  filterNote: "nodes × plugins",
  score: "Score",
  scoreNote: "normalised × weight",
  node: "Node",
  total: "Total",

  refusedCount: (p: { count: number }) => `${p.count} refused`,
  fitCount: (p: { count: number }) => `${p.count} fit`,
  leftCount: (p: { count: number }) => `${p.count} to come`,
  unseenCount: (p: { count: number }) => `${p.count} not asked`,
  standings: "Show only nodes that…",
  zone: "Zone",
  allZones: "All zones",
  noZone: "no zone",
  search: "Find nodes, zones, reasons",
  found: (p: { count: number; total: number }) => `${p.count} of ${p.total} nodes`,
  nothingFound: "No node is like that.",
  clear: "Show all",

  sort: (p: { column: string }) => `Sort by ${p.column}`,
  view: "Show scores as",
  numbers: "Numbers",
  heat: "Heat",
  bars: "Bars",

  asReported: "As reported",
  allBlockers: "All blockers",
  blockers: "Reasons shown",
  blockersNote: "Dashed: the scheduler stops at a node’s first refusal, so these stay unsaid until it is fixed.",
  hidden: "hidden by the first refusal",
  pass: "passes",
  asking: "being asked",
  notAsked: "not asked",
  notYet: "not added yet",
  toCome: "to come",
  unseen: "not looked at",

  skippedFilter: (p: { count: number; names: string }) =>
    p.count === 1
      ? `${p.names} is skipped for this Pod: its PreFilter said Skip`
      : `${p.count} plugins skipped for this Pod: their PreFilter said Skip`,
  skippedScore: (p: { names: string }) => `${p.names} skipped: PreScore said Skip.`,
  sampling: (p: { evaluated: number; total: number; from: string; wanted: number }) =>
    `${p.evaluated} of ${p.total} nodes looked at, from ${p.from} on: the search ends when ${p.wanted} fit.`,
  share: (p: { share: number; total: number; adaptive: boolean; floor: boolean }) =>
    `${p.adaptive ? `Adaptive: 50 − ${p.total} ÷ 125, not below 5: ${p.share} %` : `percentageOfNodesToScore: ${p.share} %`} of ${p.total} nodes${p.floor ? ", but at least 100" : ""}.`,
  oneNode: "Only one node fits, so the scheduler does not score. These numbers are what it would have said.",
  tie: (p: { count: number; total: number }) => `${p.count} nodes tie at ${p.total}.`,
  drawn: (p: { node: string; at: number; of: number; seed: number }) =>
    `The scheduler draws one at random: with seed ${p.seed} it is ${p.node}, number ${p.at} of ${p.of} in the order of asking.`,
  tied: "tied",
  picked: "picked",

  arithmetic: "The arithmetic",
  closeArithmetic: "Close the arithmetic",
  choose: "Choose a cell to see its numbers.",
  noNumbers: "This plugin compares no numbers here.",
  roundedDown: "rounded down",
  rounded: "rounded",
  raw: "raw",
  normalising: "Normalised over all nodes that fit:",
  asItIs: "Not normalised: it is 0 to 100 already.",
  contribution: (p: { normalised: number; weight: number; contribution: number }) =>
    `${p.normalised} × weight ${p.weight} = ${p.contribution}`,

  "fact.tolerated": "tolerated",
  "fact.untolerated": "not tolerated",
  "fact.matches": "matches",
  "fact.noMatch": "does not match",
  "fact.present": "on the node",
  "fact.absent": "not on the node",
  "fact.taken": "taken",
  "fact.free": "free",
  "fact.open": "open for Pods",
  "fact.cordoned": "cordoned",
  "fact.anyNode": "any node will do",
  "fact.even": "even enough",
  "fact.skewed": "too uneven",
  "fact.labelMissing": "label missing",
  "fact.met": "met",
  "fact.unmet": "not met",
  "fact.bound": "bound",
  "fact.found": "volume found",
  "fact.provision": "would be provisioned",
  "fact.none": "not reachable from here",
  "fact.inUse": "in use by another Pod",
  "fact.noLimit": "no limit",
  "fact.sameZone": "within reach",
  "fact.otherZone": "out of reach",
  scarce: "too little",

  "note.noTaints": "The node has no taints that count here.",
  "note.anyTerm": "Of the required terms one that matches is enough.",
  "note.lessThanFloor": "Less than 23Mi counts as 23Mi: no points.",
  "note.ignoredNode": "The node lacks a topology label, so it gets 0 and is left out of the normalising.",
  "note.firstOfSeries": "No Pod anywhere matches, but this one matches its own term: it may be the first.",
  "note.zerosLeftOut": "Resources with 0 points are left out, and their weight too.",
  "note.nothingMatches": "Nothing matches here: 0.",

  inWords: "Refused so far, in the scheduler’s words",
  message: "The scheduler’s message",
  preemption: "Preemption",
  victims: (p: { node: string; names: string }) => `${p.node}: ${p.names} would have to leave`,

  weights: "What if the weights were others?",
  weightOf: (p: { plugin: string }) => `Weight of ${p.plugin}`,
  weightText: (p: { weight: number; was: number }) =>
    p.weight === p.was ? `${p.weight}, as configured` : `${p.weight} instead of ${p.was}`,
  was: (p: { weight: number }) => `was ${p.weight}`,
  reset: "Reset",
  keep: "Keep it",
  keeping: "Writing…",
  keepNote: "Writes a KubeSchedulerConfiguration into the scenario and runs it again.",
  notKept: "The scenario’s text could not be changed: is its KubeSchedulerConfiguration in order?",
  textChanged: "The text has changed since; it runs first.",
  same: (p: { node: string; total: number; second: string; secondTotal: number }) =>
    p.second === ""
      ? `${p.node} wins all the same, with ${p.total}.`
      : `${p.node} wins all the same, ${p.total} to ${p.secondTotal} (${p.second}).`,
  tiedThen: (p: { node: string; total: number; count: number }) =>
    `${p.node} has the highest total, ${p.total}, with ${p.count - 1} other${p.count === 2 ? "" : "s"}: chance decides.`,
  other: (p: { node: string; total: number; was: string; wasTotal: number }) =>
    `${p.node} instead of ${p.was}, ${p.total} to ${p.wasTotal}.`,
  others: (p: { nodes: string; total: number; was: string; wasTotal: number }) =>
    `${p.nodes} instead of ${p.was}, ${p.total} to ${p.wasTotal}: chance decides between them.`,
};
