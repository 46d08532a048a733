import { describe, expect, it } from "vitest";
import { fixtures } from "../../testing/stageScenes.ts";
import type { Box, Point } from "./geometry.ts";
import { laterActs } from "./laterActs.ts";
import { isHolder, layoutOf } from "./layout.ts";
import type { Viewport } from "./viewport.ts";

const panes: readonly Viewport[] = [
  { width: 628, height: 500 },
  { width: 768, height: 660 },
  { width: 1080, height: 710 },
  { width: 1280, height: 560 },
  // Low ones: a window of 900 × 600, and the page with a tall timeline.
  { width: 900, height: 380 },
  { width: 900, height: 347 },
  { width: 628, height: 340 },
];

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w - 0.5 && b.x < a.x + a.w - 0.5 && a.y < b.y + b.h - 0.5 && b.y < a.y + a.h - 0.5;

/** Whether a horizontal or vertical line runs through the inside of a box; its border may be touched. */
function crosses(from: Point, to: Point, box: Box): boolean {
  const inset = 1;
  const line = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    w: Math.abs(to.x - from.x),
    h: Math.abs(to.y - from.y),
  };
  return (
    line.x < box.x + box.w - inset &&
    line.x + line.w > box.x + inset &&
    line.y < box.y + box.h - inset &&
    line.y + line.h > box.y + inset
  );
}

/** Whether a point is on or within a box, give or take a pixel. */
const touches = ({ x, y }: Point, box: Box): boolean =>
  x >= box.x - 1 && x <= box.x + box.w + 1 && y >= box.y - 1 && y <= box.y + box.h + 1;

/** As narrow as the stage gets before it is a list. */
const narrowest: Viewport = { width: 564, height: 460 };

describe.each([...panes, narrowest])("in a pane of $width × $height", (viewport) => {
  const shown = fixtures.filter(({ scene }) => viewport !== narrowest || scene.running !== null);
  it.each(shown.map((fixture) => [fixture.name, fixture.scene] as const))(
    "%s: nothing overlaps, and no edge crosses a card",
    (_name, scene) => {
      const layout = layoutOf(scene, viewport, laterActs);
      const cards = layout.places.filter((place) => !isHolder(place));
      expect(cards.length).toBeGreaterThan(0);
      const overlaps = cards.flatMap((a, i) =>
        cards.slice(i + 1).flatMap((b) => (overlap(a.box, b.box) ? [`${a.id} ${b.id}`] : [])),
      );
      expect(overlaps).toEqual([]);
      const crossings = layout.edges.flatMap((edge) =>
        edge.points
          .slice(1)
          .flatMap((to, i) =>
            cards
              .filter((card) => crosses(edge.points[i], to, card.box))
              .map((card) => `${edge.id} through ${card.id}`),
          ),
      );
      expect(crossings).toEqual([]);
      const boxes = new Map(layout.places.map(({ id, box }) => [id, box]));
      const loose = layout.edges.flatMap(({ id, from, to, points }) =>
        [[from, points[0]] as const, [to, points[points.length - 1]] as const].flatMap(([end, point]) => {
          const box = boxes.get(end);
          return box && !touches(point, box) ? [`${id} at ${end}`] : [];
        }),
      );
      expect(loose).toEqual([]);
      for (const edge of layout.edges) {
        for (const [i, to] of edge.points.slice(1).entries()) {
          expect(
            edge.points[i].x === to.x ||
              edge.points[i].y === to.y ||
              Math.hypot(to.x - edge.points[i].x, to.y - edge.points[i].y) < 0.5,
          ).toBe(true);
        }
      }
    },
  );

  it.each(
    shown
      .filter(({ scene }) => scene.nodes.length <= 12 || scene.running !== null)
      .map((fixture) => [fixture.name, fixture.scene] as const),
  )("%s: everything is inside", (_name, scene) => {
    for (const { id, box } of layoutOf(scene, viewport, laterActs).places) {
      expect([
        id,
        box.x >= 0,
        box.y >= 0,
        box.x + box.w <= viewport.width + 0.5,
        box.y + box.h <= viewport.height + 0.5,
      ]).toEqual([id, true, true, true, true]);
    }
  });
});
