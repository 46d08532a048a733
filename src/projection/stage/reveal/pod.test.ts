import { describe, expect, it } from "vitest";
import { fixtures } from "../../../testing/stageScenes.ts";
import type { PodScene } from "../../model.ts";
import { revealPod } from "./pod.ts";

const withImages = fixtures.flatMap(({ scene: { pod } }) => (pod && pod.containers.length > 1 ? [pod] : []))[0];

/** A beat in which the last container's image is pulled whole. */
const pulling: PodScene = {
  ...withImages,
  images: withImages.images.map((image, i) =>
    i === withImages.images.length - 1 ? { ...image, state: "present", from: 0, to: 1 } : image,
  ),
  containers: withImages.containers.map((container, i) =>
    i === withImages.containers.length - 1 ? { ...container, state: "waiting", pull: { from: 0, to: 1 } } : container,
  ),
};

describe("an image that is pulled in a beat", () => {
  it.each([
    [0, "pulling", 0, "pulling"],
    [0.25, "pulling", 0.25, "pulling"],
    [0.9, "pulling", 0.9, "pulling"],
    [1, "present", 1, "waiting"],
  ] as const)("at %d of it is %s, %d of it", (p, state, to, container) => {
    const shown = revealPod(withImages, pulling, p);
    expect(shown?.images.at(-1)).toMatchObject({ state, to });
    expect(shown?.containers.at(-1)).toMatchObject({ state: container, pull: { from: 0, to } });
    expect(shown?.images[0]).toBe(pulling.images[0]);
  });
});
