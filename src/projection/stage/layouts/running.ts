import type { RunningScene, Scene } from "../../model.ts";
import { anchor, type Box } from "../geometry.ts";
import type { Drawn, Edge, Place } from "../layout.ts";
import { isWide, type Viewport } from "../viewport.ts";
import { hostsIn } from "./hosts.ts";
import { headOf, terminalIn } from "./runningHead.ts";
import { type Parts, runningParts } from "./runningParts.ts";
import { place } from "./slots.ts";
import { branches } from "./trunks.ts";

/**
 * Act 7: the workload's chain across the top; from left to right who asks, what passes it on, and the Pods on their nodes.
 * Boxes depend on what act 7 needs as a whole, not on the beat: what stays does not move.
 */
export function runningLayout({ running }: Scene, { width, height }: Viewport): Drawn {
  if (!running) return { places: [], edges: [] };
  const wide = isWide({ width, height });
  const parts = runningParts(wide, height < 430);
  const { margin, gap } = parts;
  const head = headOf(running, width, wide, parts);
  const terminal = terminalIn(running, head, { width, height }, wide, parts);
  const foot = terminal && terminal.box.y > head.bottom ? terminal.box.h + gap : 0;
  const top = head.bottom + (head.places.length > 0 || head.apiServer ? gap : 0);
  const linkRoom = running.showsLinks ? 22 : 0;
  const columns = columnsOf(running, width - 2 * margin - linkRoom, wide);
  const area: Box = { x: margin, y: top, w: width - 2 * margin - linkRoom, h: height - margin - foot - top };
  const right: Box = { ...area, x: margin + columns.right, w: area.w - columns.right };
  const hosts = hostsIn(running, right, wide, running.services.length > 0);
  const hostHeight = Math.max(0, ...hosts.places.map(({ box }) => box.y + box.h - area.y));
  const isFull = running.services.length > manyServices;
  const left = { ...area, h: isFull ? area.h : Math.max(hostHeight, Math.min(area.h, 320)) };
  const askers = askersOf(running, left, columns, parts);
  const services = servicesOf(running, left, columns, parts, askers.ingress !== null);
  const lines = [
    ...askers.edges,
    ...ingressLines(running, askers.ingress, services, columns, margin),
    ...endpointLines(running, services, hosts.places, columns, margin),
  ];
  return {
    places: [
      ...head.places,
      ...askers.places,
      ...services,
      ...hosts.places,
      ...(head.apiServer ? [head.apiServer] : []),
      ...(terminal ? [terminal] : []),
    ],
    edges: [...lines, ...linksOf(running, head.apiServer, hosts.places, right.x + right.w + 12)],
  };
}

/** From here on Services are chips, and their names need the width. */
const manyServices = 6;

interface Columns {
  readonly hasIngress: boolean;
  /** Widths of who asks and of Services, and where the nodes begin, from the left margin. */
  readonly ask: number;
  readonly service: number;
  readonly serviceAt: number;
  readonly right: number;
}

function columnsOf({ ingresses, services }: RunningScene, room: number, wide: boolean): Columns {
  const hasIngress = ingresses.length > 0;
  if (services.length === 0 && !hasIngress) return { hasIngress, ask: 0, service: 0, serviceAt: 0, right: 0 };
  // Narrow panes give up a little of each column.
  const share = wide ? 1 : Math.min(1, 0.86 + (0.14 * (room - 530)) / 70);
  const [ask, gap1, service, gap2] = (
    hasIngress
      ? wide
        ? [190, 112, 216, 116]
        : [130, 58, 136, 36]
      : wide
        ? [0, 0, 250, 140]
        : [0, 0, services.length > manyServices ? 210 : 184, 56]
  ).map((w) => Math.round(w * share));
  return { hasIngress, ask, service, serviceAt: ask + gap1, right: ask + gap1 + service + gap2 };
}

interface Askers {
  readonly places: Place[];
  readonly edges: Edge[];
  readonly ingress: Place | null;
}

/** Clients above the Ingress, and under them the requests that are counted. Further Ingresses are a chip with their number. */
function askersOf(running: RunningScene, area: Box, columns: Columns, parts: Parts): Askers {
  const [ingress, ...others] = running.ingresses;
  if (!ingress) return { places: [], edges: [], ingress: null };
  const rules = ingress.backends.reduce((sum, { by }) => sum + rulesIn(by), 0);
  // Long names and hosts are wrapped.
  const [letter, small] = parts.line > 24 ? [8.6, 7] : [7.2, 6.2];
  const rowsOf = (text: string, width: number, room: number): number =>
    Math.max(1, Math.ceil((text.length * width) / room));
  const hosts = ingress.hosts.slice(0, 2).reduce((sum, host) => sum + rowsOf(host, small, columns.ask - 24), 0);
  const heading = rowsOf(`Ingress ${ingress.name}`, letter, columns.ask - 46) - 1;
  const lines = Math.max(1, hosts) + Math.min(3, rules);
  const h = parts.capsule + 6 + (lines + heading) * (parts.line - 3);
  const chip = others.length > 0 ? parts.line + 8 : 0;
  const free = area.h - parts.counts - parts.gap - parts.capsule - h - chip;
  const drop = Math.max(22, Math.min(52, free * 0.3));
  const clients = place(
    "clients",
    "capsule",
    { x: area.x, y: area.y + Math.max(0, Math.min(48, (free - drop) / 3)), w: columns.ask, h: parts.capsule },
    "clients",
    "clients",
  );
  const box = { x: area.x, y: clients.box.y + clients.box.h + drop, w: columns.ask, h };
  const card = place("ingress", "card", box, ingress.name, ingress.key);
  const counts = place(
    "counts",
    "card",
    {
      x: area.x,
      y: area.y + area.h - parts.counts,
      w: columns.serviceAt + columns.service,
      h: parts.counts,
    },
    ingress.name,
    "counts",
  );
  const under = { ...box, y: box.y + h + 8, h: parts.line };
  const more =
    chip > 0 && under.y + under.h <= counts.box.y
      ? [place("more", "chip", under, String(others.length), "more/ingresses")]
      : [];
  const edge = {
    id: `clients-${ingress.key}`,
    from: "clients",
    to: ingress.key,
    points: [anchor(clients.box, "bottom"), anchor(box, "top")],
  };
  // The shares at the lines tell the counts, too.
  const isTight = box.y + h > counts.box.y;
  return { places: [clients, card, ...more, ...(isTight ? [] : [counts])], edges: [edge], ingress: card };
}

const rulesIn = ({ weight, header, cookie }: RunningScene["ingresses"][number]["backends"][number]["by"]): number =>
  [weight, header, cookie].filter((rule) => rule !== undefined).length;

/** As many Services as have room, whole; those that serve the workload on stage come first when there are too many. */
function servicesOf(
  { services, ingresses }: RunningScene,
  area: Box,
  columns: Columns,
  { service: size, counts, gap, capsule }: Parts,
  hasIngress: boolean,
): Place[] {
  if (services.length === 0) return [];
  const room = area.h - (hasIngress ? counts + gap : 0);
  const fit = Math.max(1, Math.floor((room + 6) / (size.least + 6)));
  const behind = new Set(ingresses.flatMap(({ backends }) => backends.map(({ service }) => service)));
  const ranked = [...services].sort((a, b) => rank(b) - rank(a));
  const kept = new Set(services.length <= fit ? services : ranked.slice(0, Math.max(1, fit - 1)));
  const shown = services.filter((service) => kept.has(service));
  const hidden = services.length - shown.length;
  const n = shown.length + (hidden > 0 ? 1 : 0);
  const h = Math.max(size.least, Math.min(size.most, (room - 6 * (n - 1)) / n));
  const spread = n > 1 ? Math.max(6, Math.min(hasIngress ? 96 : 40, (room - n * h) / (n - 1))) : 0;
  const stack = n * h + spread * (n - 1);
  const top = area.y + Math.max(0, hasIngress ? Math.min((room - stack) / 2, capsule + 30) : (room - stack) / 3);
  const x = area.x + columns.serviceAt;
  const boxes = Array.from({ length: n }, (_, i) => ({ x, y: top + i * (h + spread), w: columns.service, h }));
  const face = h >= size.most - 14 ? "card" : "chip";
  const places = shown.map(({ key, name }, i) => place("service", face, boxes[i], name, key));
  if (hidden > 0) places.push(place("more", "chip", boxes[n - 1], String(hidden), "more/services"));
  return places;

  function rank(service: RunningScene["services"][number]): number {
    return (service.own ? 2 : 0) + (behind.has(service.id) ? 1 : 0);
  }
}

function ingressLines(
  { ingresses, services }: RunningScene,
  card: Place | null,
  shown: readonly Place[],
  columns: Columns,
  margin: number,
): Edge[] {
  const [ingress] = ingresses;
  if (!card || !ingress) return [];
  const keys = new Map(services.map(({ id, key }) => [id, key]));
  const targets = ingress.backends
    .flatMap((backend) => shown.find(({ id }) => id === keys.get(backend.service)) ?? [])
    .sort((a, b) => a.box.y - b.box.y);
  const n = targets.length;
  const sources = targets.map(({ box }, i) => ({
    from: { x: card.box.x + card.box.w, y: card.box.y + (card.box.h * (i + 1)) / (n + 1) },
    to: [box],
  }));
  // Lanes keep to the left of the channel: the share is written before the card.
  const lines = branches(sources, margin + columns.ask, Math.min(34, columns.serviceAt - columns.ask - 36));
  return targets.map(({ id }, i) => ({ id: `${ingress.key}-${id}`, from: ingress.key, to: id, points: lines[i][0] }));
}

/** From each Service to the Pods that it knows of; to the node where Pods are squares or side by side, to all nodes where those are small. */
function endpointLines(
  { services, residents }: RunningScene,
  shown: readonly Place[],
  hosts: readonly Place[],
  columns: Columns,
  margin: number,
): Edge[] {
  const places = new Map(hosts.map((each) => [each.id, each]));
  const group = places.get("nodes") ?? places.get("density");
  const nodeOf = new Map(residents.map(({ pod, node }) => [pod, node]));
  const sources = shown.flatMap(({ id, box }) => {
    const service = services.find(({ key }) => key === id);
    if (!service) return [];
    const from = { x: box.x + box.w, y: box.y + box.h / 2 };
    if (group) return service.endpoints.length + service.coming.length > 0 ? [{ id, from, targets: [group] }] : [];
    const targets = new Map<string, Place>();
    for (const { pod } of [...service.endpoints, ...service.coming]) {
      const own = places.get(`pod/${pod}`);
      const host = places.get(`node/${nodeOf.get(pod)}`);
      const target = own && host && own.box.w < host.box.w / 2 ? host : (own ?? host);
      if (target) targets.set(target.id, target);
    }
    return [{ id, from, targets: [...targets.values()] }];
  });
  const x = margin + columns.serviceAt + columns.service;
  if (group) {
    const bend = (x + group.box.x) / 2;
    return sources.map(({ id, from }) => {
      // Services can stand lower than the nodes reach.
      const y = Math.min(from.y, group.box.y + group.box.h - 12);
      const way =
        y === from.y
          ? []
          : [
              { x: bend, y: from.y },
              { x: bend, y },
            ];
      return { id: `${id}-${group.id}`, from: id, to: group.id, points: [from, ...way, { x: group.box.x, y }] };
    });
  }
  const boxes = new Map(sources.flatMap(({ targets }) => targets.map(({ id, box }) => [id, box] as const)));
  const lines = branches(
    sources.map(({ from, targets }) => ({ from, to: targets.flatMap(({ id }) => boxes.get(id) ?? []) })),
    x,
    columns.right - columns.serviceAt - columns.service,
  );
  return sources.flatMap(({ id, targets }, i) =>
    targets.map((target, j) => ({ id: `${id}-${target.id}`, from: id, to: target.id, points: lines[i][j] })),
  );
}

/**
 * The nodes' way to the API server: one trunk at the right. A single column is entered from the right; rows of nodes from
 * above, where a branch runs along each row.
 */
function linksOf({ hosts }: RunningScene, apiServer: Place | null, places: readonly Place[], x: number): Edge[] {
  if (!apiServer) return [];
  const cards = hosts.flatMap(({ name }) => places.find(({ id }) => id === `node/${name}`) ?? []);
  const isColumn = cards.every(({ box }) => Math.abs(box.x - (cards[0]?.box.x ?? 0)) < 1);
  const start = { x, y: apiServer.box.y + apiServer.box.h };
  return cards.map(({ id, box }) => {
    const side = box.y + Math.min(box.h / 2, 20);
    const above = { x: box.x + box.w - 30, y: box.y - 7 };
    const points = isColumn
      ? [start, { x, y: side }, { x: box.x + box.w, y: side }]
      : [start, { x, y: above.y }, above, { x: above.x, y: box.y }];
    return { id: `apiServer-${id}`, from: "apiServer", to: id, points };
  });
}
