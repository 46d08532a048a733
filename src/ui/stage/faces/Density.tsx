import { Crown } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslate } from "../../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import type { NodeFrame } from "../../../projection/stage/reveal/nodes.ts";
import { shortReason } from "../figures.ts";
import { useFrame, useStageActions } from "../frameStore.ts";
import styles from "./density.module.css";

const selectNodes = (frame: StageFrame) => frame.nodes;
const selectScale = (frame: StageFrame) => frame.scoreScale;
const selectNames = (frame: StageFrame) => frame.nodeNames;
const gap = 2;
/** Sides of a cell with its gap: ten pixels for thousands of nodes, more where there is room. */
const [smallest, largest] = [12, 30];

interface Group {
  readonly zone: string;
  readonly nodes: readonly NodeFrame[];
  /** Reason → how many nodes, most first. */
  readonly reasons: readonly (readonly [string, number])[];
}

/** More than forty nodes: a cell each, by zone, with the reasons counted. The cells are one canvas a zone. */
export function DensityFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const nodes = useFrame(selectNodes);
  const names = useFrame(selectNames);
  const groups = groupByZone(names.map((name) => nodes[name]));
  const columns =
    groups.length === 4 ? (place.box.w > 800 ? 4 : 2) : Math.min(groups.length, place.box.w > 800 ? 4 : 3);
  const width = Math.max(120, Math.floor(place.box.w / columns) - 38);
  const height = place.box.h / Math.ceil(groups.length / columns) - 118;
  const most = Math.max(1, ...groups.map((group) => group.nodes.length));
  const pitch = Math.max(smallest, Math.min(largest, Math.floor(Math.sqrt((width * Math.max(40, height)) / most))));
  return (
    <section className={styles.groups} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {groups.map((group) => (
        <div key={group.zone} className={styles.group}>
          <div className={styles.head}>
            <b>{group.zone ? t("stage.zone", { zone: group.zone }) : t("stage.noZone")}</b>
            <span>{group.nodes.length}</span>
          </div>
          <Cells
            name={t("stage.densityName", { nodes: group.nodes.length })}
            nodes={group.nodes}
            width={width}
            pitch={pitch}
          />
          {group.nodes.some((node) => node.crown > 0) ? (
            <p className={styles.picked}>
              <Crown size={15} aria-hidden />
              {group.nodes.find((node) => node.crown > 0)?.name}
            </p>
          ) : null}
          <ul className={styles.reasons}>
            {group.reasons.slice(0, 4).map(([reason, count]) => (
              <li key={reason}>
                <b>{count}</b> {shortReason(reason)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function groupByZone(nodes: readonly NodeFrame[]): Group[] {
  const zones = new Map<string, NodeFrame[]>();
  for (const node of nodes) {
    const zone = node.zone ?? "";
    const group = zones.get(zone);
    if (group) group.push(node);
    else zones.set(zone, [node]);
  }
  return [...zones].map(([zone, members]) => {
    const counts = new Map<string, number>();
    for (const node of members) {
      if (node.state !== "refused") continue;
      for (const reason of node.verdict?.reasons ?? []) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return { zone, nodes: members, reasons: [...counts].sort((a, b) => b[1] - a[1]) };
  });
}

function Cells({
  nodes,
  width,
  name,
  pitch,
}: {
  readonly nodes: readonly NodeFrame[];
  readonly width: number;
  readonly name: string;
  readonly pitch: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { select } = useStageActions();
  const scale = useFrame(selectScale);
  const columns = Math.max(1, Math.floor((width + gap) / pitch));
  const rows = Math.ceil(nodes.length / columns);
  const [w, h] = [columns * pitch, rows * pitch];
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context) return;
    const style = getComputedStyle(canvas.current);
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = w * ratio;
    canvas.current.height = h * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const colors = Object.fromEntries(colorNames.map((color) => [color, style.getPropertyValue(color)]));
    for (const [i, node] of nodes.entries()) {
      drawCell(
        context,
        node,
        (i % columns) * pitch + 1,
        Math.floor(i / columns) * pitch + 1,
        pitch - gap,
        scale,
        colors,
      );
    }
  });
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={name}
      className={styles.cells}
      style={{ width: w, height: h }}
      onClick={(event) => {
        const at = event.currentTarget.getBoundingClientRect();
        const shown = at.width / w;
        const column = Math.floor((event.clientX - at.left) / shown / pitch);
        const row = Math.floor((event.clientY - at.top) / shown / pitch);
        const node = nodes[row * columns + column];
        if (node) select(`node/${node.name}`);
      }}
    />
  );
}

const colorNames = [
  "--bar-track",
  "--bar-used",
  "--fail-mark",
  "--accent",
  "--accent-mid",
  "--control",
  "--pass-mark",
] as const;

/** A node as a cell: filled from below by what is requested, or by its points; ✕ refused, ring now, full picked. */
function drawCell(
  context: CanvasRenderingContext2D,
  node: NodeFrame,
  x: number,
  y: number,
  side: number,
  scale: number,
  color: { readonly [name: string]: string },
): void {
  context.fillStyle = color["--bar-track"];
  context.fillRect(x, y, side, side);
  if (node.state === "refused") {
    const inset = Math.max(2, side * 0.25);
    context.strokeStyle = color["--fail-mark"];
    context.lineWidth = side > 14 ? 1.8 : 1.2;
    context.beginPath();
    context.moveTo(x + inset, y + inset);
    context.lineTo(x + side - inset, y + side - inset);
    context.moveTo(x + side - inset, y + inset);
    context.lineTo(x + inset, y + side - inset);
    context.stroke();
    return;
  }
  const [cpu] = node.bars;
  const used = cpu ? Math.round((5 * cpu.requested) / Math.max(1, cpu.allocatable)) / 5 : 0;
  const fill = node.total === null ? used : node.total / scale;
  context.fillStyle = color[node.total === null ? "--bar-used" : "--accent-mid"];
  context.fillRect(x, y + side * (1 - fill), side, side * fill);
  const own = node.pods.some((pod) => pod.own);
  if (node.crown > 0 || (own && node.total === null)) {
    context.fillStyle = color["--accent"];
    context.fillRect(x, y, side, side);
  }
  context.strokeStyle =
    color[node.state === "now" ? "--accent" : node.state === "passed" ? "--pass-mark" : "--control"];
  context.lineWidth = node.state === "now" ? 2 : 1;
  context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
}
