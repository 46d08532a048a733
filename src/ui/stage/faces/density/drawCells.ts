import { type CellGrid, requestedShare } from "../../../../projection/stage/density.ts";
import type { NodeFrame } from "../../../../projection/stage/reveal/nodes.ts";

/** What a canvas shows, to be compared with what it is to show next. */
export interface Drawn {
  readonly key: string;
  readonly nodes: readonly NodeFrame[];
}

const colorNames = [
  "--bar-track",
  "--bar-used",
  "--fail-mark",
  "--accent",
  "--accent-mid",
  "--control",
  "--pass-mark",
  "--on-accent",
  "--stage",
] as const;
type Colors = { readonly [C in (typeof colorNames)[number]]: string };

/**
 * Draws the nodes that differ from those that the canvas has; all of them when its size, the theme or the scale of the
 * scores has changed. Thousands of cells cost as much as those that changed.
 */
export function drawCells(
  canvas: HTMLCanvasElement,
  nodes: readonly NodeFrame[],
  grid: CellGrid,
  scale: number,
  before: Drawn | null,
): Drawn | null {
  const context = canvas.getContext("2d");
  if (!context) return null;
  const style = getComputedStyle(canvas);
  const colors = Object.fromEntries(colorNames.map((name) => [name, style.getPropertyValue(name)])) as Colors;
  const ratio = window.devicePixelRatio || 1;
  const key = [ratio, grid.pitch, grid.columns, nodes.length, scale, ...Object.values(colors)].join(" ");
  const same = before?.key === key ? before.nodes : null;
  if (!same) {
    canvas.width = grid.columns * grid.pitch * ratio;
    canvas.height = grid.rows * grid.pitch * ratio;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { pitch, columns } = grid;
  for (const [i, node] of nodes.entries()) {
    if (same?.[i] === node) continue;
    const [x, y] = [(i % columns) * pitch, Math.floor(i / columns) * pitch];
    if (same) context.clearRect(x, y, pitch, pitch);
    const gap = pitch > 6 ? 2 : 1;
    drawCell(context, node, x + gap / 2, y + gap / 2, pitch - gap, scale, colors);
  }
  return { key, nodes };
}

/** Sides of a cell: from here on it has an outline, a crown. */
const [outlined, crowned] = [5, 11];

/** A node as a cell: filled from below by what is requested, or by its points; ✕ refused, ring now, crown picked. */
function drawCell(
  context: CanvasRenderingContext2D,
  node: NodeFrame,
  x: number,
  y: number,
  side: number,
  scale: number,
  color: Colors,
): void {
  context.fillStyle = color["--bar-track"];
  context.fillRect(x, y, side, side);
  if (node.state === "refused") {
    drawCross(context, x, y, side, color["--fail-mark"]);
    return;
  }
  const scored = node.total !== null;
  const picked = node.crown > 0 || (!scored && node.pods.some(({ own }) => own));
  if (picked) {
    context.fillStyle = color["--accent"];
    context.fillRect(x, y, side, side);
    if (node.crown > 0 && side >= crowned) drawCrown(context, x, y, side, color["--on-accent"]);
  } else {
    // In five steps, as the bars of many nodes can't be told apart more finely.
    const fill = scored ? (node.total ?? 0) / scale : Math.round(5 * requestedShare(node)) / 5;
    context.fillStyle = color[scored ? "--accent-mid" : "--bar-used"];
    context.fillRect(x, y + side * (1 - fill), side, side * fill);
  }
  const now = node.state === "now";
  if (side < outlined && !now) {
    if (node.state === "passed") {
      context.fillStyle = color["--pass-mark"];
      context.fillRect(x, y, side, side);
    }
    return;
  }
  context.strokeStyle = color[now || picked ? "--accent" : node.state === "passed" ? "--pass-mark" : "--control"];
  context.lineWidth = now ? 2 : 1;
  context.setLineDash(node.state === "toCome" ? [2, 2] : []);
  context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
  context.setLineDash([]);
}

function drawCross(context: CanvasRenderingContext2D, x: number, y: number, side: number, color: string): void {
  const inset = side > 6 ? side * 0.24 : 0;
  context.strokeStyle = color;
  context.lineWidth = side > 12 ? 2 : side > 6 ? 1.4 : 1;
  context.beginPath();
  context.moveTo(x + inset, y + inset);
  context.lineTo(x + side - inset, y + side - inset);
  context.moveTo(x + side - inset, y + inset);
  context.lineTo(x + inset, y + side - inset);
  context.stroke();
}

/** Three points over a band. */
function drawCrown(context: CanvasRenderingContext2D, x: number, y: number, side: number, color: string): void {
  const at = (u: number, v: number): [number, number] => [x + u * side, y + v * side];
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(...at(0.2, 0.75));
  context.lineTo(...at(0.16, 0.34));
  context.lineTo(...at(0.36, 0.52));
  context.lineTo(...at(0.5, 0.24));
  context.lineTo(...at(0.64, 0.52));
  context.lineTo(...at(0.84, 0.34));
  context.lineTo(...at(0.8, 0.75));
  context.closePath();
  context.fill();
}
