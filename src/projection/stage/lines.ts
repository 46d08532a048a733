import type { IngressScene, RunningScene, ServiceScene } from "../model.ts";
import { mix, type Point, pathOf, pointAt, round } from "./geometry.ts";
import type { DrawnLines, Edge, RunningLines } from "./layout.ts";
import type { EdgeFrame } from "./parts/edges.ts";
import type { MarkFrame } from "./parts/marks.ts";
import { progress } from "./timing.ts";

/** A line and what is on it. */
interface Look {
  readonly state: EdgeFrame["state"];
  /** Of all requests, what passes here: it makes the line wide and puts dots on it. */
  readonly share?: number | undefined;
  /** The share in words, at the line's end. */
  readonly label?: string | undefined;
}

/** Travel of the dots: presentation milliseconds from one to where the next was. */
const dotEvery = 1400;
/** About how far apart dots are on a line that all requests take, pixels. */
const dotDistance = 56;

/**
 * The lines of act 7: from clients through the Ingress and Services to Pods that are ready; dashed to Pods that are not yet;
 * and the nodes' lines to the API server. Widths and dots are the requests that were counted.
 */
export function linesOfRunning({ layout, running, before, p, shift }: RunningLines): DrawnLines {
  const edges: EdgeFrame[] = [];
  const dots: Point[] = [];
  const marks: MarkFrame[] = [];
  const playhead = mix(running.time[0], running.time[1], p);
  for (const edge of layout.edges) {
    const look = lookOf(edge, running);
    if (!look) continue;
    const isNew = before !== null && look.state !== "next" && lookOf(edge, before)?.state !== look.state;
    const appears = isNew ? progress(p, 0.45, 0.6) : 1;
    edges.push({
      id: edge.id,
      path: pathOf(isCut(edge, running) ? edge.points.slice(0, -1) : edge.points),
      state: look.state,
      opacity: round(Math.min(shift, appears) * 10) / 10,
      ...(look.share !== undefined && { width: round(1.5 + 5 * look.share) }),
    });
    if (look.share) dots.push(...dotsOn(edge, look.share, playhead));
    if (look.label !== undefined) marks.push(labelAt(edge, look.label));
  }
  marks.push(...cutsOf(layout, running));
  const rank = { quietNext: 0, quiet: 0, next: 1, idle: 1, past: 2, now: 3 } as const;
  return { edges: edges.sort((a, b) => rank[a.state] - rank[b.state]), dots, marks };
}

function lookOf(edge: Edge, running: RunningScene): Look | null {
  const [ingress] = running.ingresses;
  if (edge.from === "apiServer") {
    const host = running.hosts.find(({ name }) => edge.to === `node/${name}`);
    return host ? { state: host.broken === null ? "past" : "idle" } : null;
  }
  if (edge.from === "clients") return { state: ingress && ingress.recent > 0 ? "now" : "past", share: flows(ingress) };
  if (ingress && edge.from === ingress.key) return backendLook(edge, ingress, running);
  const service = running.services.find(({ key }) => key === edge.from);
  return service ? endpointLook(edge, service, running) : null;
}

const flows = (ingress: IngressScene | undefined): number | undefined =>
  ingress && ingress.recent > 0 ? 1 : undefined;

function backendLook(edge: Edge, ingress: IngressScene, { services }: RunningScene): Look | null {
  const service = services.find(({ key }) => key === edge.to);
  const backend = ingress.backends.find((each) => each.service === service?.id);
  if (!backend) return null;
  const { share, percent } = backend;
  if (share === null || share === 0) return { state: "past" };
  return { state: "now", share, label: percent === 0 ? "<1%" : `${percent}%` };
}

/** A Service's line goes to a Pod, to the node whose Pods are squares, or to all nodes. */
const leadsTo = ({ to }: Edge, pod: string, node: string): boolean =>
  to === `pod/${pod}` || to === `node/${node}` || to === "nodes" || to === "density";

function endpointLook(edge: Edge, service: ServiceScene, running: RunningScene): Look | null {
  const reached = service.endpoints.filter(({ pod, node }) => leadsTo(edge, pod, node));
  const ready = reached.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) {
    const isComing = service.coming.some(({ pod, node }) => leadsTo(edge, pod, node));
    return isComing || reached.some(({ terminating }) => !terminating) ? { state: "next" } : null;
  }
  const state = service.own ? "now" : "past";
  const whole = running.ingresses[0]?.backends.find((backend) => backend.service === service.id)?.share ?? null;
  if (whole === null) return { state };
  const sent = ready.reduce((sum, { share }) => sum + (share ?? 0), 0);
  return { state: whole * sent > 0 ? "now" : state, share: whole * sent };
}

function dotsOn({ points }: Edge, share: number, playhead: number): Point[] {
  const phase = (playhead / dotEvery) % 1;
  const length = points.slice(1).reduce((sum, to, i) => sum + Math.hypot(to.x - points[i].x, to.y - points[i].y), 0);
  const count = Math.max(1, Math.round((length / dotDistance) * Math.max(0.3, share)));
  return Array.from({ length: count }, (_, i) => {
    const { x, y } = pointAt(points, ((i + phase) / count) % 1);
    return { x: round(x), y: round(y) };
  });
}

/** The share stands above the line's end, where it enters the card. */
function labelAt({ id, points }: Edge, label: string): MarkFrame {
  const end = points[points.length - 1];
  return { id: `share-${id}`, kind: "share", label, x: round(end.x - 6), y: round(end.y - 6), opacity: 1 };
}

/** The line of a node that the API server hears nothing of. */
const isCut = (edge: Edge, { hosts }: RunningScene): boolean =>
  edge.from === "apiServer" && hosts.some(({ name, broken }) => broken !== null && edge.to === `node/${name}`);

/** Where a line is cut: ✕ stands before the card that it does not reach any more. The API server's card says it in words. */
function cutsOf({ edges }: RunningLines["layout"], running: RunningScene): MarkFrame[] {
  return edges
    .filter((edge) => isCut(edge, running))
    .map(({ to, points }) => {
      const { x, y } = points[points.length - 2];
      return { id: `cut-${to}`, kind: "refused", label: "", x: round(x), y: round(y), opacity: 1 };
    });
}
