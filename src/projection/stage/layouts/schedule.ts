import type { Scene } from "../../model.ts";
import { anchor, type Box, orthogonal, type Point } from "../geometry.ts";
import type { Drawn, Edge, Face, Place } from "../layout.ts";
import { isWide, type Viewport } from "../viewport.ts";
import { grid, nodePlace, place } from "./slots.ts";

/** The extension points of the strip in the scheduler's face, in upstream's order. */
export const stripPoints = ["PreFilter", "Filter", "PostFilter", "PreScore", "Score", "Reserve", "Permit"] as const;
/** Left and right inset of the first and the last waypoint of the strip, pixels. */
export const stripInset = { left: 46, right: 46 } as const;

/** x of a waypoint on the strip. */
export function waypointX(scheduler: Box, index: number): number {
  const first = scheduler.x + stripInset.left;
  const last = scheduler.x + scheduler.w - stripInset.right;
  return first + ((last - first) * index) / (stripPoints.length - 1);
}

/** Act 4: the control band as capsules, the scheduler open across the stage, the scan bus, the nodes below it. */
export function scheduleLayout(scene: Scene, { width, height }: Viewport): Drawn {
  const wide = isWide({ width, height });
  const margin = wide ? 20 : 14;
  const band = wide ? { y: 18, h: 48 } : { y: 12, h: 44 };
  const [kubectlW, apiW, etcdW, controllersW] = wide ? [120, 224, 108, 140] : [108, 196, 92, 126];
  const room = width - 2 * margin - kubectlW - apiW - etcdW - controllersW;
  const gap = Math.max(3, Math.min(wide ? 48 : 30, room / 3));
  const kubectl = { x: margin, y: band.y, w: kubectlW, h: band.h };
  const api = { x: kubectl.x + kubectlW + gap, y: band.y, w: apiW, h: band.h };
  const etcd = { x: api.x + apiW + gap, y: band.y, w: etcdW, h: band.h };
  const controllers = { x: width - margin - controllersW, y: band.y, w: controllersW, h: band.h };
  const scheduler: Box = wide
    ? { x: margin, y: 96, w: width - 2 * margin, h: 178 }
    : { x: margin, y: 80, w: width - 2 * margin, h: 148 };
  const bus = scheduler.y + scheduler.h + (wide ? 24 : 20);
  const nodes = nodePlaces(scene, { width, height }, margin, bus + (wide ? 26 : 22), scheduler.y + scheduler.h, wide);

  const places: Place[] = [
    place("kubectl", "capsule", kubectl),
    place("apiServer", "capsule", api),
    place("etcd", "capsule", etcd),
    place("controllers", "capsule", controllers),
    place("scheduler", "open", scheduler),
    ...nodes,
  ];
  const belowBand = band.y + band.h + (wide ? 15 : 12);
  const edges: Edge[] = [
    {
      id: "kubectl-apiServer",
      from: "kubectl",
      to: "apiServer",
      points: [anchor(kubectl, "right"), anchor(api, "left")],
    },
    { id: "apiServer-etcd", from: "apiServer", to: "etcd", points: [anchor(api, "right"), anchor(etcd, "left")] },
    {
      id: "apiServer-controllers",
      from: "apiServer",
      to: "controllers",
      points: orthogonal(anchor(api, "bottom", 0.79), anchor(controllers, "bottom"), { y: belowBand }),
    },
    {
      id: "scheduler-apiServer",
      from: "scheduler",
      to: "apiServer",
      points: [{ x: anchor(api, "bottom").x, y: scheduler.y }, anchor(api, "bottom")],
    },
  ];
  if (nodes.length > 0 && nodes.length <= 5 && nodes.every((node) => node.kind === "node")) {
    const from: Point = { x: waypointX(scheduler, scanPoint(scene)), y: scheduler.y + scheduler.h };
    for (const node of nodes) {
      edges.push({
        id: `scan-${node.id}`,
        from: "scheduler",
        to: node.id,
        points: orthogonal(from, anchor(node.box, "top"), { y: bus }),
      });
    }
  }
  return { places, edges, bus };
}

/** The waypoint that the bus hangs from: the one that talks to nodes now. */
function scanPoint(scene: Scene): number {
  const now = scene.scheduler.points.find((point) => point.state === "now")?.point ?? "";
  const at = (stripPoints as readonly string[]).indexOf(now);
  if (at >= 0) return at;
  const passed = scene.scheduler.points.filter((point) => point.state === "done").map((point) => point.point);
  return passed.includes("Score") ? 4 : 1;
}

/** One row to 5, two rows to 12, mini-cards to 40, a density grid beyond. */
function nodePlaces(
  scene: Scene,
  viewport: Viewport,
  margin: number,
  top: number,
  schedulerBottom: number,
  wide: boolean,
): Place[] {
  const names = scene.nodes.map((node) => node.name);
  const n = names.length;
  if (n === 0) return [];
  const area: Box = { x: margin, y: top, w: viewport.width - 2 * margin, h: viewport.height - top - (wide ? 20 : 8) };
  if (n > (wide ? 40 : 24)) {
    // No scan runs to thousands of nodes: they have its room, too.
    const y = schedulerBottom + (wide ? 18 : 14);
    return [place("density", "open", { ...area, y, h: area.y + area.h - y })];
  }
  const gap = wide ? 16 : 10;
  let face: Face = "card";
  let boxes: Box[];
  if (n <= 5) {
    const height = Math.min(area.h, 420);
    // A low pane has room for a name, a bar and a verdict; a lower one for the first two.
    face = height >= 150 ? "card" : height >= 96 ? "short" : "mini";
    boxes = grid(
      n,
      n,
      area,
      gap,
      0,
      Math.max(46, face === "mini" ? Math.min(64, height) : height),
      n <= 2 ? (wide ? 320 : 260) : wide ? 240 : 190,
    );
  } else if (n <= 12) {
    const columns = wide ? Math.ceil(n / 2) : Math.min(4, Math.ceil(n / 2));
    const rows = Math.ceil(n / columns);
    const height = Math.min(240, (area.h - gap * (rows - 1)) / rows);
    face = height >= 96 ? "short" : "mini";
    boxes = grid(n, columns, area, gap, gap, height, 190);
  } else {
    face = "mini";
    const columns = wide ? 8 : 5;
    const rows = Math.ceil(n / columns);
    boxes = grid(n, columns, area, 8, 8, Math.max(46, Math.min(84, (area.h - 8 * (rows - 1)) / rows)));
  }
  return names.map((name, i) => nodePlace(name, face, boxes[i]));
}
