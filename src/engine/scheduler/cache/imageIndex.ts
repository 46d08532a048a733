import type { Node } from "../../api/core.ts";
import type { ImageState } from "../framework/nodeInfo.ts";

/** Which images lie on which nodes. An image's size is the one first reported. Models the scheduler cache's imageStates (v1.34). */
export class ImageIndex {
  private readonly images = new Map<string, { sizeBytes: number; nodes: Set<string> }>();

  add(node: Node): ReadonlyMap<string, ImageState> | null {
    const reported = node.status?.images ?? [];
    if (reported.length === 0) return null;
    const result = new Map<string, ImageState>();
    const nodeName = node.metadata.name ?? "";
    for (const image of reported) {
      for (const name of image.names ?? []) {
        let state = this.images.get(name);
        if (!state) {
          state = { sizeBytes: image.sizeBytes ?? 0, nodes: new Set() };
          this.images.set(name, state);
        }
        state.nodes.add(nodeName);
        result.set(name, state);
      }
    }
    return result;
  }

  remove(node: Node): void {
    const nodeName = node.metadata.name ?? "";
    for (const image of node.status?.images ?? []) {
      for (const name of image.names ?? []) {
        const state = this.images.get(name);
        if (!state) continue;
        state.nodes.delete(nodeName);
        if (state.nodes.size === 0) this.images.delete(name);
      }
    }
  }
}
