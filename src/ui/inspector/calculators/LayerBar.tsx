import type { Layers } from "../../../engine/index.ts";
import style from "./layers.module.css";

interface LayerBarProps {
  readonly layers: Layers;
  readonly allocatable: number;
  /** Stands in front, where the figures are elsewhere. */
  readonly label?: string;
}

/** One resource in layers: requests filled, usage in front of them, limits as an outline, allocatable as the ground. */
export function LayerBar({ layers: { usage, requests, limits }, allocatable, label }: LayerBarProps) {
  const whole = Math.max(1, allocatable, requests, limits, usage ?? 0);
  const width = (amount: number): string => `${(amount / whole) * 100}%`;
  return (
    <span className={style.row} aria-hidden>
      {label && <span className={style.label}>{label}</span>}
      <span className={style.bar}>
        <span className={style.allocatable} style={{ width: width(allocatable) }} />
        <span className={style.requests} style={{ width: width(requests) }} />
        {limits > 0 && <span className={style.limits} style={{ width: width(limits) }} />}
        {usage !== null && <span className={style.usage} style={{ width: width(usage) }} />}
      </span>
    </span>
  );
}
