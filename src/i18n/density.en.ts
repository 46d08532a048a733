/** Words of the stage with more nodes than there is room for cards. They come with it, not with the page. */
export const densityEn = {
  zone: (p: { name: string }) => (p.name === "" ? "no zone" : /^zone\b/.test(p.name) ? p.name : `zone ${p.name}`),
  pool: (p: { name: string }) => (p.name === "" ? "no pool" : /^pool\b/.test(p.name) ? p.name : `pool ${p.name}`),
  nodes: (p: { count: number }) => (p.count === 1 ? "1 node" : `${p.count} nodes`),
  all: (p: { count: number }) => `All ${p.count} nodes`,
  open: (p: { group: string; nodes: string; refused: number; fit: number; reasons: string }) =>
    `Open ${p.group}: ${p.nodes}${p.fit > 0 ? `, ${p.fit} fit` : ""}${p.refused > 0 ? `, ${p.refused} refused` : ""}${p.reasons === "" ? "" : ` (${p.reasons})`}`,
  path: "What is opened",
  others: "Other groups",
  cells: (p: { group: string; nodes: string }) => `${p.group}, ${p.nodes}`,
  requested: (p: { percent: number }) => `${p.percent} % requested`,
  refused: (p: { reasons: string }) => `refused: ${p.reasons}`,
  now: "being asked",
  toCome: "to come",
  fits: "fits",
  unseen: "not looked at",
  scored: (p: { total: number }) => `total ${p.total}`,
  picked: "picked",
  notPicked: (p: { total: number }) => `total ${p.total}, not picked`,
  pods: (p: { count: number }) => (p.count === 1 ? "1 Pod" : `${p.count} Pods`),
  own: "this Pod is here",
  up: "Up a level (Esc)",
};
