import type { ComponentId, Scene } from "../../model.ts";
import { anchor, type Box, orthogonal } from "../geometry.ts";
import type { Drawn, Edge, Place, PlaceKind } from "../layout.ts";
import { hasThreeColumns, isWide, type Viewport } from "../viewport.ts";
import { grid, nodePlace, nodesToShow, place } from "./slots.ts";

type Speaker = "kubectl" | "scheduler" | "controllers";

/**
 * Acts 1, 2, 3 and 5: who talks at the left, the API server in the middle, etcd at the right of it; those that watch as
 * capsules, and the nodes in a row at the foot. Narrow panes put the speaker above the API server, so that the pill on
 * the edge has room; wide ones that are low only have smaller type.
 */
export function talkLayout(scene: Scene, { width, height }: Viewport): Drawn {
  const wide = isWide({ width, height });
  const abreast = hasThreeColumns({ width, height });
  const speaker = speakerOf(scene);
  const margin = wide ? 28 : 14;
  const others = (["kubectl", "scheduler", "controllers"] as const).filter((id) => id !== speaker);
  const etcdOpen = scene.open.includes("etcd");
  const asked = scene.apiServer.request !== null;

  const inner = width - 2 * margin;
  const top = wide ? 24 : 12;
  const capsule = wide ? 48 : 44;
  // In a low pane kubectl says less, so that the API server's stations stay on its card.
  const speakerHeight = Math.min(
    speakerRoom(scene, speaker, inner * 0.47 - 28),
    Math.max(height < 400 ? 64 : 88, height - 378),
  );
  // While nobody asks anything the API server is a capsule, and the nodes have the room to show themselves.
  const restHeight = Math.min(wide ? 280 : 222, height - margin - (abreast ? 396 : top + speakerHeight + 176));
  const isOpenStrip = !asked && !etcdOpen && restHeight >= (wide ? 220 : 190);
  const strip = nodeStrip(scene, { width, height }, margin, wide, isOpenStrip ? restHeight : null);
  const floor = Math.min(height - margin, ...strip.map(({ box }) => box.y));
  let speakerBox: Box;
  let apiBox: Box;
  let etcdBox: Box;
  let capsuleArea: { readonly left: number; readonly right: number };
  if (abreast) {
    const [above, below] = wide ? [120, 44] : [top + capsule + 20, 36];
    const room = floor - below - above;
    const apiHeight = Math.min(room, heightOfStations(scene, wide ? 45 : 40));
    const middle = above + room / 2;
    const column = inner * 0.215;
    const apiWidth = etcdOpen ? inner * 0.28 : inner * 0.42;
    const gap = (inner - column * 2 - inner * 0.28) / 2;
    const side = (most: number, w: number, x: number): Box => ({
      x,
      y: middle - Math.min(most, apiHeight) / 2,
      w,
      h: Math.min(most, apiHeight),
    });
    speakerBox = side(speakerHeightAbreast(scene, speaker, column, wide), column, margin);
    apiBox = { x: margin + column + gap, y: middle - apiHeight / 2, w: apiWidth, h: apiHeight };
    etcdBox = etcdOpen
      ? side(220, column, width - margin - column)
      : { x: width - margin - 116, y: middle - capsule / 2, w: 116, h: capsule };
    capsuleArea = { left: apiBox.x + apiBox.w * 0.5 + 40, right: width - margin };
  } else {
    const apiTop = top + speakerHeight + 44;
    speakerBox = { x: margin, y: top, w: Math.round(inner * 0.47), h: speakerHeight };
    apiBox = {
      x: margin,
      y: apiTop,
      w: etcdOpen ? Math.round(inner * 0.49) : inner - 92 - 78,
      h: Math.min(floor - 40 - apiTop, heightOfStations(scene, 32)),
    };
    const etcdLeft = apiBox.x + apiBox.w + 78;
    etcdBox = etcdOpen
      ? { x: etcdLeft, y: apiTop, w: width - margin - etcdLeft, h: Math.min(apiBox.h, 190) }
      : { x: etcdLeft, y: apiTop + apiBox.h / 2 - capsule / 2, w: 92, h: capsule };
    capsuleArea = { left: speakerBox.x + speakerBox.w + 28, right: width - margin };
  }

  if (!asked)
    apiBox = {
      x: apiBox.x,
      y: apiBox.y + (wide || abreast ? (apiBox.h - capsule) / 2 : 44),
      w: wide ? 236 : 206,
      h: capsule,
    };
  // At rest the two face each other; the other lines leave at the top.
  const atRest = !asked && !abreast;
  if (atRest && !etcdOpen) etcdBox = { ...etcdBox, y: apiBox.y };

  const capsules = capsulesIn(others, capsuleArea, top, capsule, wide);
  const places: Place[] = [
    place(speaker, "open", speakerBox),
    place("apiServer", asked ? "open" : "capsule", apiBox),
    place("etcd", etcdOpen ? "open" : "capsule", etcdBox),
    ...capsules,
    ...strip,
  ];

  const edges: Edge[] = [
    abreast
      ? edge(
          speaker,
          "apiServer",
          orthogonal(anchor(speakerBox, "right"), { x: apiBox.x, y: speakerBox.y + speakerBox.h / 2 }),
        )
      : edge(
          speaker,
          "apiServer",
          orthogonal(anchor(speakerBox, "bottom"), { x: speakerBox.x + speakerBox.w / 2, y: apiBox.y }),
        ),
    edge("apiServer", "etcd", toEtcd(apiBox, etcdBox)),
  ];
  for (const [i, { id, box }] of capsules.entries()) {
    const channel = abreast
      ? Math.min(wide ? 104 : top + capsule + 10, apiBox.y - 16)
      : speakerBox.y + speakerBox.h + 8 + i * 10;
    const right = apiBox.x + apiBox.w;
    const leaves = abreast
      ? anchor(apiBox, "top", 0.5)
      : atRest
        ? { x: right - 40 + i * 10, y: apiBox.y }
        : { x: right, y: apiBox.y + 20 + i * 10 };
    const lanes = abreast || atRest ? [{ y: channel }] : [{ x: right + 20 + i * 10 }, { y: channel }];
    edges.push(edge("apiServer", id, orthogonal(leaves, anchor(box, "bottom"), ...lanes)));
  }
  for (const { id, box } of strip) {
    if (id.startsWith("node/")) {
      edges.push(
        edge(
          "apiServer",
          id,
          orthogonal(anchor(apiBox, "bottom"), anchor(box, "top"), { y: box.y - (wide ? 22 : 20) }),
        ),
      );
    }
  }
  return { places, edges };
}

/** The API server's card is as high as its stations need it: few where nothing is admitted. Their details have as much. */
function heightOfStations({ apiServer: { stations, status, diff } }: Scene, each: number): number {
  const told = status !== null || diff.length > 0 ? 150 : 0;
  return Math.max(60 + stations.length * each, told);
}

/** Straight where the two face each other, else around one corner in the gap between them. */
function toEtcd(api: Box, etcd: Box): Edge["points"] {
  const y = etcd.y + etcd.h / 2;
  if (y > api.y + 10 && y < api.y + api.h - 10) return [{ x: api.x + api.w, y }, anchor(etcd, "left")];
  return orthogonal(anchor(api, "right"), anchor(etcd, "left"), { x: etcd.x - 24 });
}

function speakerOf(scene: Scene): Speaker {
  const ids: readonly string[] = ["kubectl", "scheduler", "controllers"];
  const from = scene.apiServer.request?.from ?? "kubectl";
  const named = from === "kubectl" ? "kubectl" : from === "kube-scheduler" ? "scheduler" : "controllers";
  const talking = scene.moves.map((move) =>
    move.to === "apiServer" ? move.from : move.from === "apiServer" && move.kind === "response" ? move.to : "",
  );
  const open = scene.open.find((id: ComponentId) => ids.includes(id));
  return (open ??
    talking.find((id) => ids.includes(id)) ??
    (scene.apiServer.request === null && scene.act >= 4 ? "scheduler" : named)) as Speaker;
}

/** Height of the speaker's face above the API server: kubectl's last lines fit, wrapped. */
function speakerRoom(scene: Scene, speaker: Speaker, width: number): number {
  if (speaker !== "kubectl") return 88;
  const perLine = Math.max(10, Math.floor(width / 6.8));
  const lines = scene.kubectl.output.slice(-4).reduce((sum, line) => sum + Math.ceil(line.text.length / perLine), 0);
  return Math.max(88, Math.min(142, 60 + lines * 19));
}

/** The same beside the API server: there all of it has room, as a rule. */
function speakerHeightAbreast({ kubectl }: Scene, speaker: Speaker, width: number, wide: boolean): number {
  if (speaker === "scheduler") return 156;
  const [line, character, pad] = wide ? [22, 7.9, 36] : [19, 6.9, 28];
  if (speaker === "controllers") return 56 + 8 * line;
  // Lines end at joints, so they are not full.
  const perLine = Math.max(8, (0.85 * (width - pad)) / character);
  const lines = [`$ ${kubectl.command}`, ...kubectl.output.slice(-4).map(({ text }) => text)];
  return Math.max(156, 62 + line * lines.reduce((sum, text) => sum + Math.ceil(text.length / perLine), 0));
}

const edge = (from: string, to: string, points: Edge["points"]): Edge => ({ id: `${from}-${to}`, from, to, points });

const capsuleWidths: { readonly [K in Speaker]: readonly [narrow: number, wide: number] } = {
  kubectl: [104, 120],
  scheduler: [154, 176],
  controllers: [126, 140],
};

function capsulesIn(
  ids: readonly Speaker[],
  area: { readonly left: number; readonly right: number },
  y: number,
  h: number,
  wide: boolean,
): Place[] {
  const widths = ids.map((id) => capsuleWidths[id][wide ? 1 : 0]);
  const free = area.right - area.left - widths.reduce((sum, w) => sum + w, 0);
  const gap = Math.max(8, Math.min(wide ? 80 : 40, free / Math.max(1, ids.length - 1)));
  let x = area.right - widths.reduce((sum, w) => sum + w, 0) - gap * (ids.length - 1);
  return ids.map((id, i) => {
    const made = place(id as PlaceKind, "capsule", { x, y, w: widths[i], h });
    x += widths[i] + gap;
    return made;
  });
}

/** The nodes along the foot, where the story is going to: small, or as cards where there is room and all of them have it. */
function nodeStrip(
  scene: Scene,
  { width, height }: Viewport,
  margin: number,
  wide: boolean,
  cardHeight: number | null,
): Place[] {
  if (scene.nodes.length === 0) return [];
  const room = wide ? 7 : 5;
  const { names, hidden } = nodesToShow(scene, room);
  const isOpen = cardHeight !== null && hidden === 0;
  const h = isOpen ? cardHeight : wide ? 84 : 58;
  const count = names.length + (hidden > 0 ? 1 : 0);
  const area = { x: margin, y: height - margin - h + (wide || isOpen ? 0 : 4), w: width - 2 * margin, h };
  const boxes = grid(count, count, area, wide ? 16 : 10, 0, h, wide ? 240 : 150);
  const places = names.map((name, i) => nodePlace(name, isOpen ? "card" : "chip", boxes[i]));
  if (hidden > 0) places.push(place("more", "chip", boxes[count - 1], String(hidden)));
  return places;
}
