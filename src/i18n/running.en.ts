import type { AutoscalingOutcome } from "../projection/autoscaler.ts";
import type { FigureName } from "../projection/model.ts";

const s = (count: string | number, one: string, many = `${one}s`): string =>
  `${count} ${Number(count) === 1 ? one : many}`;

const figures: { readonly [F in FigureName]: (value: string) => string } = {
  replicas: (value) => s(value, "replica"),
  updated: (value) => `${value} updated`,
  available: (value) => `${value} available`,
  want: (value) => `want ${value}`,
  current: (value) => `have ${value}`,
  ready: (value) => `${value} ready`,
  active: (value) => `${value} active`,
  succeeded: (value) => `${value} succeeded`,
  failed: (value) => `${value} failed`,
  completions: (value) => s(value, "completion"),
  schedule: (value) => value,
  suspended: () => "suspended",
  healthy: (value) => `${value} healthy`,
  needed: (value) => `${value} needed`,
  disruptions: (value) => `may lose ${value}`,
};

const outcomes: { readonly [O in AutoscalingOutcome]: (p: { to: number; reason: string }) => string } = {
  waiting: ({ reason }) => `no metric yet${reason ? `: ${reason}` : ""}`,
  tolerated: () => "within the 10% tolerance, no scaling",
  same: () => "no scaling",
  stabilized: ({ to, reason }) => `stays ${to}: ${reason}`,
  limited: ({ to, reason }) => `→ ${to}: ${reason}`,
  scales: ({ to }) => `→ ${to}`,
  other: ({ to }) => `→ ${to}: not all Pods are measured`,
};

/** Words of act 7's diagram. They come with it, not with the page. */
export const runningEn = {
  strip: "The workload",
  figure: (p: { what: FigureName; value: string }) => figures[p.what](p.value),
  ofTarget: (p: { metric: string; current: string; target: string }) => `${p.metric} ${p.current} / ${p.target}`,
  outcome: (p: { outcome: AutoscalingOutcome; to: number; reason: string }) => outcomes[p.outcome](p),
  clients: "clients",
  ingressClass: (p: { name: string }) => `class ${p.name}`,
  anyHost: "any host",
  header: (p: { header: string }) => `canary-by-header: ${p.header}`,
  cookie: (p: { cookie: string }) => `canary-by-cookie: ${p.cookie}`,
  weight: (p: { weight: number; of: number }) => `canary-weight: ${p.weight}${p.of === 100 ? "" : ` of ${p.of}`}`,
  counted: (p: { seconds: number; count: number }) => `last ${p.seconds} s: ${s(p.count, "request")}`,
  failed: (p: { count: number }) => `${p.count} failed`,
  noRequests: (p: { seconds: number }) => `last ${p.seconds} s: no requests`,
  endpoints: (p: { ready: number; all: number }) =>
    p.ready === p.all
      ? `${s(p.all, "endpoint")}, ${p.all === 1 ? "" : "all "}ready`
      : `${p.ready} of ${s(p.all, "endpoint")} ready`,
  noEndpoints: "no endpoints yet",
  endpointsShort: (p: { ready: number; all: number }) => `${p.ready} of ${p.all} ready`,
  noPod: "no Pod matches",
  noSelector: "no selector",
  headless: "headless: DNS gives the Pods’ IPs",
  headlessShort: "headless",
  port: (p: { type: string; port: string }) => [p.type, p.port].filter(Boolean).join(" "),
  noTraffic: "no traffic",
  noTrafficHint: "Not Ready, so no Service sends it requests",
  unplaced: (p: { count: number }) => `${s(p.count, "Pod")} without a node`,
  others: (p: { count: number }) => `${s(p.count, "other Pod")}`,
  vacant: "no Pod of this run",
  podsHere: (p: { count: number }) => s(p.count, "Pod"),
  broken: (p: { broken: "failNode" | "cutOffKubelet" }) => (p.broken === "failNode" ? "no power" : "cut off"),
  brokenHint: (p: { broken: "failNode" | "cutOffKubelet" }) =>
    p.broken === "failNode" ? "The machine has no power" : "The node does not reach the API server",
  restarts: (p: { count: number }) => s(p.count, "restart"),
  stoppedBy: (p: { probe: string; failures: number }) =>
    `killed by the kubelet: ${p.probe} probe failed ${p.failures}×`,
  lastStoppedBy: (p: { probe: string }) => `by its ${p.probe} probe`,
  inARow: (p: { ok: boolean; consecutive: number; threshold: number }) =>
    `${p.consecutive} in a row; ${p.ok ? "successThreshold" : "failureThreshold"} is ${p.threshold}`,
  ago: (p: { span: string }) => `${p.span} ago`,
  noHeartbeats: (p: { nodes: readonly string[] }) =>
    `no heartbeats: ${p.nodes.length > 2 ? s(p.nodes.length, "node") : p.nodes.join(", ")}`,
  nodes: "Nodes",
};
