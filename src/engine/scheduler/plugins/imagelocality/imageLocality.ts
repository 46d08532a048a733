import type { Pod } from "../../../api/pod.ts";
import type { CycleState } from "../../framework/cycleState.ts";
import type { ExplainingPlugin, Handle, ScorePlugin } from "../../framework/interface.ts";
import type { ImageState, NodeInfo } from "../../framework/nodeInfo.ts";
import type { Operands } from "../../framework/operands.ts";

const mebibyte = 1024 * 1024;
/** Below this sum an image's presence does not count. */
const minThreshold = 23 * mebibyte;
/** Above this sum per container more does not count. */
const maxContainerThreshold = 1000 * mebibyte;

/** So many are kept apart before all are forgotten. */
const mostTold = 1024;

/**
 * ImageLocality likes nodes that already have the Pod's images, the bigger and the more widely spread the better.
 *
 * Models pkg/scheduler/framework/plugins/imagelocality (v1.34).
 */
export function imageLocality({ snapshot }: Handle): ScorePlugin & ExplainingPlugin {
  let lastPod: Pod | null = null;
  let lastImages: readonly string[] = [];
  const imagesOf = (pod: Pod): readonly string[] => {
    if (pod !== lastPod) {
      lastPod = pod;
      lastImages = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ image }) =>
        normalizedImageName(image ?? ""),
      );
    }
    return lastImages;
  };

  const told = new Map<string, Operands>();
  /** Nodes with the same images all say the same, from attempt to attempt. */
  const toldOf = (names: readonly string[], node: NodeInfo): Operands => {
    const totalNodes = snapshot.nodes().length;
    let text = `${node.images === null} ${totalNodes}`;
    for (const name of names) {
      const state = node.images?.get(name);
      text += state ? ` ${name} ${state.sizeBytes} ${state.nodes.size}` : ` ${name} -`;
    }
    let known = told.get(text);
    if (!known) {
      known = operands(names, node, totalNodes);
      if (told.size >= mostTold) told.clear();
      told.set(text, known);
    }
    return known;
  };

  /** What was said in the attempt in hand of a Pod's only image, by its state on the node; null for a node without any. */
  const ofOnly = new Map<ImageState | null | undefined, Operands>();
  let attempt: CycleState | null = null;

  return {
    name: "ImageLocality",

    score(_state, { pod }, node) {
      if (node.images === null) return 0;
      const images = imagesOf(pod);
      const total = snapshot.nodes().length;
      let sum = 0;
      for (const name of images) sum += scaledSize(node.images.get(name), total);
      return priority(sum, images.length);
    },

    explain(state, { pod }, node: NodeInfo) {
      const names = imagesOf(pod);
      const [only = ""] = names;
      if (names.length !== 1) return toldOf(names, node);
      if (state !== attempt) {
        attempt = state;
        ofOnly.clear();
      }
      const image = node.images === null ? null : node.images.get(only);
      const known = ofOnly.get(image) ?? toldOf(names, node);
      ofOnly.set(image, known);
      return known;
    },
  };
}

function operands(names: readonly string[], node: NodeInfo, totalNodes: number): Operands {
  const images = names.map((name) => {
    const state = node.images?.get(name);
    return {
      name,
      present: state !== undefined,
      sizeBytes: state?.sizeBytes ?? 0,
      nodesWithImage: state?.nodes.size ?? 0,
      totalNodes,
      scaled: scaledSize(state, totalNodes),
    };
  });
  const sum = images.reduce((bytes, image) => bytes + image.scaled, 0);
  const score = node.images === null ? 0 : priority(sum, names.length);
  return { kind: "images", images, sum, min: minThreshold, max: maxContainerThreshold * names.length, score };
}

function scaledSize(state: ImageState | undefined, totalNodes: number): number {
  if (!state) return 0;
  return Math.trunc(state.sizeBytes * (state.nodes.size / totalNodes));
}

function priority(sum: number, containers: number): number {
  const max = maxContainerThreshold * containers;
  const clamped = Math.min(Math.max(sum, minThreshold), max);
  return Math.trunc((100 * (clamped - minThreshold)) / (max - minThreshold));
}

/** Images are reported with a tag: a name without one means `latest`. */
function normalizedImageName(name: string): string {
  return name.lastIndexOf(":") <= name.lastIndexOf("/") ? `${name}:latest` : name;
}
