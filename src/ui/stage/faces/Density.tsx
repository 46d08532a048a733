import { useEffect, useRef } from "react";
import { useTranslate } from "../../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import type { NodeFrame } from "../../../projection/stage/reveal/nodes.ts";
import { shortReason } from "../figures.ts";
import { useFrame, useStageActions } from "../frameStore.ts";
import styles from "./density.module.css";

const selectNodes = (frame: StageFrame) => frame.nodes;
const selectNames = (frame: StageFrame) => frame.nodeNames;
const cell = 10;
const pitch = 12;

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
  const columns = Math.min(groups.length, place.box.w > 800 ? 4 : 3);
  const width = Math.floor(place.box.w / columns) - 34;
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
            width={Math.max(120, width)}
          />
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
}: {
  readonly nodes: readonly NodeFrame[];
  readonly width: number;
  readonly name: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { select } = useStageActions();
  const columns = Math.max(1, Math.floor((width + 2) / pitch));
  const rows = Math.ceil(nodes.length / columns);
  const [w, h] = [columns * pitch, rows * pitch];
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context) return;
    const style = getComputedStyle(canvas.current);
    const color = (name: string) => style.getPropertyValue(name);
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = w * ratio;
    canvas.current.height = h * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, w, h);
    const [track, used, fail, accent, control] = [
      "--bar-track",
      "--bar-used",
      "--fail-mark",
      "--accent",
      "--control",
    ].map(color);
    for (const [i, node] of nodes.entries()) {
      const x = (i % columns) * pitch + 1;
      const y = Math.floor(i / columns) * pitch + 1;
      const cpu = node.bars[0];
      const steps = cpu ? Math.round((5 * cpu.requested) / Math.max(1, cpu.allocatable)) : 0;
      context.fillStyle = track;
      context.fillRect(x, y, cell, cell);
      context.fillStyle = used;
      if (node.state !== "refused") context.fillRect(x, y + cell - steps * 2, cell, steps * 2);
      context.lineWidth = 1;
      context.strokeStyle = control;
      if (node.state !== "refused") context.strokeRect(x + 0.5, y + 0.5, cell - 1, cell - 1);
      if (node.state === "refused") {
        context.strokeStyle = fail;
        context.lineWidth = 1.2;
        context.beginPath();
        context.moveTo(x + 2, y + 2);
        context.lineTo(x + cell - 2, y + cell - 2);
        context.moveTo(x + cell - 2, y + 2);
        context.lineTo(x + 2, y + cell - 2);
        context.stroke();
      } else if (node.state === "picked") {
        context.fillStyle = accent;
        context.fillRect(x, y, cell, cell);
      } else if (node.state === "now") {
        context.strokeStyle = accent;
        context.lineWidth = 2;
        context.strokeRect(x + 1, y + 1, cell - 2, cell - 2);
      }
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
        const scale = at.width / w;
        const column = Math.floor((event.clientX - at.left) / scale / pitch);
        const row = Math.floor((event.clientY - at.top) / scale / pitch);
        const node = nodes[row * columns + column];
        if (node) select(`node/${node.name}`);
      }}
    />
  );
}
