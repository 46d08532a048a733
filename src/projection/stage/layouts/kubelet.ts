import type { PodScene, Scene } from "../../model.ts";
import { anchor, type Box, orthogonal } from "../geometry.ts";
import type { Drawn, Edge, Place } from "../layout.ts";
import { hasThreeColumns, isWide, type Viewport } from "../viewport.ts";
import { nodePlace, nodesToShow, place } from "./slots.ts";

/** Act 6: the picked node fills the stage. At the left who acts (kubelet, container runtime), at the right the Pod opened: containers in columns, volumes under them, all of it standing on the pause container. */
export function kubeletLayout(scene: Scene, { width, height }: Viewport): Drawn {
  const pod = scene.pod;
  if (!pod) return { places: [], edges: [] };
  const wide = isWide({ width, height });
  const isLow = height < (wide ? 540 : 420);
  const margin = wide ? 14 : 8;
  const api: Box = wide ? { x: 28, y: 18, w: 216, h: 50 } : { x: 14, y: isLow ? 6 : 10, w: 204, h: isLow ? 40 : 44 };
  const frameTop = wide ? 90 : isLow ? 58 : 68;
  const frame: Box = { x: margin, y: frameTop, w: width - 2 * margin, h: height - frameTop - margin };
  const inset = wide ? 18 : isLow ? 8 : 10;
  const head = wide ? 46 : isLow ? 30 : 36;
  const left: Box = {
    x: frame.x + inset,
    y: frame.y + head,
    w: wide ? Math.min(300, width * 0.26) : hasThreeColumns({ width, height }) ? 230 : 188,
    h: frame.h - head - inset,
  };
  const callGap = isLow ? 34 : wide ? 76 : 44;
  const [title, step] = wide ? [52, 31] : [38, 24];
  // In a low pane the steps are close together, and the runtime is not more than its title.
  const least = Math.min(title + pod.steps.length * (wide ? 27 : 20) + 6, left.h - callGap - (wide ? 40 : 32));
  const kubeletH = Math.min(Math.max(left.h * 0.62, least), title + pod.steps.length * step + 10);
  const kubelet: Box = { ...left, h: kubeletH };
  const containerd: Box = { ...left, y: left.y + kubeletH + callGap, h: left.h - kubeletH - callGap };
  const podLeft = left.x + left.w + (wide ? 40 : 22);
  const podBox: Box = { x: podLeft, y: left.y, w: frame.x + frame.w - inset - podLeft, h: left.h };

  const places: Place[] = [
    place("apiServer", "capsule", api),
    ...chips(scene, api, width, wide),
    nodePlace(pod.node, "frame", frame),
    place("kubelet", "open", kubelet),
    place("containerd", "open", containerd),
    place("pod", "open", podBox, pod.pod),
  ];
  const interior = podInterior(pod, podBox, wide);
  places.push(...interior.places);
  // Right of the frame's title, and still under the capsule that it leaves.
  const line = Math.min(kubelet.x + kubelet.w * 0.93, api.x + api.w - 22);
  const edges: Edge[] = [
    {
      id: `apiServer-node/${pod.node}`,
      from: "apiServer",
      to: `node/${pod.node}`,
      points: [
        { x: line, y: api.y + api.h },
        { x: line, y: kubelet.y },
      ],
    },
    {
      id: "kubelet-containerd",
      from: "kubelet",
      to: "containerd",
      points: [anchor(kubelet, "bottom"), anchor(containerd, "top")],
    },
    {
      id: "kubelet-pod",
      from: "kubelet",
      to: "pod",
      points: [anchor(kubelet, "right"), { x: podBox.x, y: kubelet.y + kubelet.h / 2 }],
    },
    {
      id: "containerd-pod",
      from: "containerd",
      to: "pod",
      points: [anchor(containerd, "right"), { x: podBox.x, y: containerd.y + containerd.h / 2 }],
    },
    ...interior.edges,
    ...checkLine(scene, kubelet, podBox, interior),
  ];
  return { places, edges };
}

/** A pill has room on it. */
const leastChannel = 20;

/** From the kubelet to the container that it checks: along the channel under the containers, and up to its card. */
function checkLine({ probe }: Scene, kubelet: Box, pod: Box, { places, channel }: Interior): Edge[] {
  const id = `container/${probe?.container}`;
  const target = places.find((each) => each.id === id)?.box;
  if (!target || channel.bottom - channel.top < leastChannel) return [];
  const y = Math.min((channel.top + channel.bottom) / 2, channel.top + 18);
  const end = { x: target.x + target.w / 2, y: target.y + target.h };
  const right = kubelet.x + kubelet.w;
  const start = { x: right, y: Math.min(y, kubelet.y + kubelet.h - 16) };
  return [
    { id: `kubelet-${id}`, from: "kubelet", to: id, points: orthogonal(start, end, { x: (right + pod.x) / 2 }, { y }) },
  ];
}

/** Heights inside a Pod's card of this height; the faces use the same ones. */
export function podParts(wide: boolean, h: number) {
  if (wide) return { head: 56, keel: 48, inset: 18, isLow: false };
  return h < 280 ? { head: 34, keel: 30, inset: 8, isLow: true } : { head: 42, keel: 36, inset: 10, isLow: false };
}

interface Interior {
  readonly places: Place[];
  readonly edges: Edge[];
  /** Between the containers and what is under them. */
  readonly channel: { readonly top: number; readonly bottom: number };
}

function podInterior(pod: PodScene, box: Box, wide: boolean): Interior {
  const { head, keel, inset, isLow } = podParts(wide, box.h);
  const gap = wide ? 16 : 8;
  const n = Math.max(1, pod.containers.length);
  // What every container mounts (the API token, as a rule) lies under all of them and needs no lines.
  const shared = n > 1 && pod.volumes.length > 1 ? pod.volumes.filter((volume) => volume.containers.length >= n) : [];
  const spans = pod.volumes
    .filter((volume) => !shared.includes(volume))
    .map((volume) => {
      const used = volume.containers
        .map((name) => pod.containers.findIndex((container) => container.name === name))
        .filter((i) => i >= 0);
      return { volume, first: Math.min(...used, n - 1), last: Math.max(...used, 0), used };
    })
    .sort((a, b) => a.first - b.first || a.last - b.last);
  const aligned = spans.every((a, i) => spans.every((b, j) => i === j || a.last < b.first || b.last < a.first));
  const slim = shared.length > 0 ? (wide ? 38 : 26) : 0;
  const slimGap = slim > 0 && spans.length > 0 ? (wide ? 12 : 7) : 0;
  // A low card keeps its room for the containers: volumes are a line each.
  const cardHeight = spans.length > 0 ? (wide ? 76 : isLow ? 26 : slim > 0 ? 56 : 64) : 0;
  const floorGap = pod.volumes.length > 0 ? (wide ? 30 : isLow ? 6 : 10) : 0;
  const isChecked = pod.containers.some(({ facts }) => facts.some(({ field }) => field.endsWith("Probe")));
  const least = isChecked ? (wide ? 36 : 30) : 0;
  const reach = Math.max(least, spans.length > 0 ? (wide ? 60 : isLow && aligned ? 12 : 28) : wide ? 20 : 10);
  const bottom = box.y + box.h - keel;
  const slimTop = bottom - floorGap - slim;
  const volumeTop = slimTop - slimGap - cardHeight;
  const area: Box = {
    x: box.x + inset,
    y: box.y + head,
    w: box.w - 2 * inset,
    h: volumeTop - reach - (box.y + head),
  };
  const w = Math.min(n < 3 ? area.w : 320, (area.w - gap * (n - 1)) / n);
  const columns = pod.containers.map((_, i) => ({
    x: area.x + i * (w + gap),
    y: area.y,
    w,
    h: Math.min(area.h, wide ? 300 : 240),
  }));
  const channel = {
    top: (columns[0] ?? area).y + (columns[0] ?? area).h,
    bottom: spans.length > 0 ? volumeTop : shared.length > 0 ? slimTop : bottom,
  };
  const places = pod.containers.map((container, i) =>
    place("container", "card", columns[i], container.name, `container/${container.name}`),
  );
  const slimWidth = (w * n + gap * (n - 1) - gap * Math.max(0, shared.length - 1)) / Math.max(1, shared.length);
  for (const [i, volume] of shared.entries()) {
    const slimBox = { x: area.x + i * (slimWidth + gap), y: slimTop, w: slimWidth, h: slim };
    places.push(place("volume", "chip", slimBox, volume.name, `volume/${volume.name}`));
  }

  const share = (area.w - gap * (spans.length - 1)) / Math.max(1, spans.length);
  const edges: Edge[] = [];
  for (const [i, { volume, first, last, used }] of spans.entries()) {
    const left = columns[first]?.x ?? area.x;
    const right = (columns[last]?.x ?? area.x) + w;
    const volumeBox: Box = aligned
      ? { x: left, y: volumeTop, w: right - left, h: cardHeight }
      : { x: area.x + i * (share + gap), y: volumeTop, w: Math.min(share, 260), h: cardHeight };
    places.push(place("volume", isLow ? "chip" : "card", volumeBox, volume.name, `volume/${volume.name}`));
    for (const column of used) {
      const from = anchor(columns[column], "bottom", aligned ? 0.5 : (i + 1) / (spans.length + 1));
      const inside = from.x >= volumeBox.x && from.x <= volumeBox.x + volumeBox.w;
      const to = { x: inside ? from.x : volumeBox.x + volumeBox.w * 0.5, y: volumeTop };
      const lane = columns[column].y + columns[column].h + 8 + (i % 3) * 8;
      edges.push({
        id: `mount-${volume.name}-${column}`,
        from: `volume/${volume.name}`,
        to: `container/${pod.containers[column].name}`,
        points: inside ? [to, from] : orthogonal(to, from, { y: lane }),
        quiet: true,
      });
    }
  }
  return { places, edges, channel };
}

/** The other nodes, small, at the right of the band. */
function chips(scene: Scene, api: Box, width: number, wide: boolean): Place[] {
  const right = width - (wide ? 28 : 14);
  const free = right - (api.x + api.w) - (wide ? 40 : 14);
  const gap = wide ? 10 : 8;
  // Nodes differ in the ends of their names, so a chip is as wide as its name.
  const longest = Math.max(1, ...scene.nodes.map((node) => node.name.length));
  const w = Math.max(wide ? 88 : 68, Math.min(wide ? 230 : 180, 22 + longest * (wide ? 9.4 : 8)));
  const room = Math.max(1, Math.min(wide ? 6 : 5, Math.floor((free + gap) / (w + gap))));
  const { names, hidden } = nodesToShow(scene, Math.max(2, room));
  const shown = room === 1 ? names.filter((name) => name === scene.pod?.node) : names;
  const count = shown.length + (hidden > 0 && room > 1 ? 1 : 0);
  const box = (i: number): Box => ({
    x: right - (count - i) * w - (count - 1 - i) * gap,
    y: api.y,
    w,
    h: api.h,
  });
  const places: Place[] = shown
    .map((name, i) => ({ name, i }))
    .map(({ name, i }) =>
      place("node", "chip", box(i), name, name === scene.pod?.node ? `chip/${name}` : `node/${name}`),
    );
  if (hidden > 0 && room > 1) places.push(place("more", "chip", box(count - 1), String(hidden)));
  return places;
}
