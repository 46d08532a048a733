import type { Scene } from "../../model.ts";
import { anchor, type Box } from "../geometry.ts";
import type { Drawn, Edge, Place, Viewport } from "../layout.ts";
import { grid, nodePlace, place } from "./slots.ts";
import { aboveStep, branches } from "./trunks.ts";

/** Act 7: controllers across the top, Services at the left, the nodes with the Pods that run on them. */
export function clusterLayout(scene: Scene, { width, height }: Viewport): Drawn {
  const wide = width >= 860;
  const margin = wide ? 28 : 14;
  const band = wide ? { y: 20, h: 56 } : { y: 12, h: 46 };
  const places: Place[] = [];
  const edges: Edge[] = [];
  if (scene.controllers.length > 0) {
    places.push(place("controllers", "open", { x: margin, y: band.y, w: width - 2 * margin, h: wide ? 84 : 66 }));
  } else {
    const kubectl = { x: margin, y: band.y, w: wide ? 120 : 100, h: band.h };
    const api = { x: kubectl.x + kubectl.w + 40, y: band.y, w: wide ? 224 : 196, h: band.h };
    const etcd = { x: api.x + api.w + 40, y: band.y, w: wide ? 108 : 92, h: band.h };
    places.push(
      place("kubectl", "capsule", kubectl),
      place("apiServer", "capsule", api),
      place("etcd", "capsule", etcd),
    );
    edges.push(
      {
        id: "kubectl-apiServer",
        from: "kubectl",
        to: "apiServer",
        points: [anchor(kubectl, "right"), anchor(api, "left")],
      },
      { id: "apiServer-etcd", from: "apiServer", to: "etcd", points: [anchor(api, "right"), anchor(etcd, "left")] },
    );
  }
  const top = band.y + (scene.controllers.length > 0 ? (wide ? 84 : 66) : band.h) + (wide ? 32 : 22);
  const services = scene.services.slice(0, wide ? 5 : 4);
  const serviceWidth = services.length > 0 ? (wide ? 230 : 168) : 0;
  const channel = services.length > 0 ? (wide ? 110 : 54) : 0;
  const area: Box = {
    x: margin + serviceWidth + channel,
    y: top,
    w: width - 2 * margin - serviceWidth - channel,
    h: height - top - margin,
  };
  const nodes = nodeCards(scene, area, wide, services.length);
  const serviceGap = wide ? 24 : 14;
  const serviceHeight = Math.min(
    wide ? 120 : 108,
    (area.h - serviceGap * (services.length - 1) - (scene.services.length > services.length ? 40 : 0)) /
      Math.max(1, services.length),
  );
  const unseen = scene.services.length - services.length;
  const stack = serviceHeight * services.length + serviceGap * (services.length - 1);
  const reaches: { readonly id: string; readonly reached: readonly Place[]; readonly from: Box }[] = [];
  for (const [i, service] of services.entries()) {
    const box: Box = {
      x: margin,
      y: top + (unseen > 0 ? 0 : Math.max(0, (area.h - stack) / 3)) + i * (serviceHeight + serviceGap),
      w: serviceWidth,
      h: serviceHeight,
    };
    const id = `service/${service.namespace}/${service.name}`;
    places.push(place("service", "card", box, service.name, id));
    const reached = nodes.filter((node) => service.endpoints.some((endpoint) => endpoint.node === node.name));
    reaches.push({ id, reached, from: box });
  }
  const lines = branches(
    reaches.map(({ from, reached }) => ({
      from,
      to: reached.map(({ box }) => ({ box, first: box.x - nodes[0].box.x < 1 })),
    })),
    margin + serviceWidth,
    channel,
  );
  for (const [i, { id, reached }] of reaches.entries()) {
    for (const [j, node] of reached.entries()) {
      edges.push({ id: `${id}-${node.id}`, from: id, to: node.id, points: lines[i][j] });
    }
  }
  if (unseen > 0) {
    const last = places.at(-1)?.box;
    if (last)
      places.push(place("more", "chip", { ...last, y: last.y + last.h + 10, h: 30 }, String(unseen), "more/services"));
  }
  places.push(...nodes);
  return { places, edges };
}

/** One column beside the Services where there is room for it, so that each line is short; else a grid. */
function nodeCards(scene: Scene, room: Box, wide: boolean, services: number): Place[] {
  const n = scene.nodes.length;
  if (n === 0) return [];
  if (n > 40) return [place("density", "open", room)];
  const gap = wide ? 16 : 12;
  const wanted = wide ? 230 : 178;
  const single = services > 0 && (room.h - gap * (n - 1)) / n >= 104;
  const columns = single
    ? 1
    : Math.max(1, Math.min(n, Math.floor((room.w + gap) / (wanted + gap)) || 1, n <= 12 ? 4 : 8));
  const rows = Math.ceil(n / columns);
  // Lines to the columns further right run above their row.
  const above = columns > 1 && services > 0 ? 8 + aboveStep * services : 0;
  const area = { ...room, y: room.y + Math.max(0, above - 14), h: room.h - Math.max(0, above - 14) };
  const rowGap = Math.max(gap, above);
  const height = Math.max(64, Math.min(single ? 200 : 300, (area.h - rowGap * (rows - 1)) / rows));
  const boxes = grid(n, columns, area, gap, rowGap, height, single ? area.w : wide ? 320 : 300);
  return scene.nodes.map((node, i) => nodePlace(node.name, height < 84 ? "mini" : "pods", boxes[i]));
}
