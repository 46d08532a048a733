import { Crown } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { type CellGrid, cellGrid } from "../../../../projection/stage/density.ts";
import type { StageFrame } from "../../../../projection/stage/frame.ts";
import type { NodeFrame } from "../../../../projection/stage/reveal/nodes.ts";
import { type PlaygroundState, usePlayground } from "../../../../state/playground.ts";
import { shortReason } from "../../figures.ts";
import { useFrame } from "../../frameStore.ts";
import styles from "./density.module.css";
import { type Drawn, drawCells } from "./drawCells.ts";
import { standingOf, useDensityWords } from "./useDensityWords.ts";

const selectScale = (frame: StageFrame) => frame.scoreScale;
const selectTheme = (state: PlaygroundState) => state.theme;

interface Props {
  readonly nodes: readonly NodeFrame[];
  /** Room for the cells, pixels. */
  readonly width: number;
  readonly height: number;
  /** The search passes nodes by that rest. */
  readonly unseen: boolean;
  /** Cells to be marked: the selected one and the one with the focus. */
  readonly selected: number;
  readonly active?: number;
  /** The selected node has its note also without the pointer: it is told nowhere else. */
  readonly noteSelected?: boolean;
  /** The largest side of a cell, pixels. */
  readonly largest?: number;
  readonly onPress: (index: number) => void;
}

/** Nodes as cells on one canvas, with a note on the one under the pointer. */
export function Cells({
  nodes,
  width,
  height,
  unseen,
  selected,
  active = -1,
  noteSelected = false,
  largest,
  onPress,
}: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const [hovered, setHovered] = useState(-1);
  const scale = useFrame(selectScale);
  // The canvas has no style sheet: other colours are drawn.
  const theme = usePlayground(selectTheme);
  const grid = cellGrid(nodes.length, width, height, largest);
  const { pitch, columns, rows } = grid;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the canvas' own style
  useLayoutEffect(() => {
    if (canvas.current) drawn.current = drawCells(canvas.current, nodes, grid, scale, drawn.current);
  }, [nodes, pitch, columns, rows, scale, theme]);
  const cellUnder = (event: React.MouseEvent<HTMLElement>): number => {
    const at = event.currentTarget.getBoundingClientRect();
    const shown = at.width / (columns * pitch);
    const column = Math.floor((event.clientX - at.left) / shown / pitch);
    const row = Math.floor((event.clientY - at.top) / shown / pitch);
    const index = row * columns + column;
    return column >= 0 && column < columns && nodes[index] ? index : -1;
  };
  // What is selected has its card beside the cells, or needs a note.
  const resting = noteSelected ? selected : active === selected ? -1 : active;
  const noted = hovered >= 0 && (noteSelected || hovered !== selected) ? hovered : resting;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the keyboard has the list, or the card's button
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      className={styles.cells}
      style={{ width: columns * pitch, height: rows * pitch }}
      onPointerMove={(event) => setHovered(cellUnder(event))}
      onPointerLeave={() => setHovered(-1)}
      onClick={(event) => onPress(cellUnder(event))}
    >
      <canvas ref={canvas} aria-hidden />
      <Ring index={selected} grid={grid} kind="selected" />
      <Ring index={active} grid={grid} kind="active" />
      <Winner nodes={nodes} grid={grid} />
      {nodes[noted] ? <Note node={nodes[noted]} index={noted} grid={grid} unseen={unseen} /> : null}
    </div>
  );
}

/** The node that was picked: nobody has to look for it. */
function Winner({ nodes, grid }: { readonly nodes: readonly NodeFrame[]; readonly grid: CellGrid }) {
  const index = useMemo(() => nodes.findIndex(({ crown }) => crown > 0), [nodes]);
  const node = nodes[index];
  if (!node) return null;
  const { pitch, columns, rows } = grid;
  const { left, top } = placeOf({ index, grid });
  // Its name stands above or under it, where there are more cells.
  const isLow = index / columns > rows / 2;
  const wide = 40 + node.name.length * 7;
  const x = index % columns > columns / 2 ? left + pitch + 5 - wide : left - 5;
  const nameLeft = Math.max(-4, Math.min(x, columns * pitch + 4 - wide));
  return (
    <>
      <span
        className={styles.winner}
        style={{ left: left - 5, top: top - 5, width: pitch + 10, height: pitch + 10, opacity: node.crown }}
      />
      <span
        className={styles.winnerName}
        style={{ left: nameLeft, top: isLow ? top - 34 : top + pitch + 10, opacity: node.crown }}
        aria-hidden
      >
        <Crown size={14} />
        {node.name}
      </span>
    </>
  );
}

/** About as wide as a note is, pixels. */
const noteWidth = 230;

interface AtCell {
  readonly index: number;
  readonly grid: CellGrid;
}

const placeOf = ({ index, grid: { pitch, columns } }: AtCell) => ({
  left: (index % columns) * pitch,
  top: Math.floor(index / columns) * pitch,
});

function Ring({ kind, ...at }: AtCell & { readonly kind: "selected" | "active" }) {
  if (at.index < 0) return null;
  const { pitch } = at.grid;
  return <span className={styles.ring} data-kind={kind} style={{ ...placeOf(at), width: pitch, height: pitch }} />;
}

/** The name of a node and how it stands, beside its cell. Read out elsewhere. */
function Note({ node, unseen, ...at }: AtCell & { readonly node: NodeFrame; readonly unseen: boolean }) {
  const w = useDensityWords();
  const { left, top } = placeOf(at);
  const { pitch, columns } = at.grid;
  const width = columns * pitch;
  const under = top + pitch + 4;
  const place =
    width < noteWidth
      ? { left: 0, top: under }
      : at.index % columns > columns / 2
        ? { right: width - left - pitch, top: under }
        : { left, top: under };
  return (
    <span className={styles.note} aria-hidden style={place}>
      <b>{node.name}</b>
      <span data-tone={node.state === "refused" ? "fail" : undefined}>
        {node.state === "refused"
          ? (node.verdict?.reasons.map(shortReason).join(", ") ?? "")
          : standingOf(w, node, unseen)}
      </span>
    </span>
  );
}
