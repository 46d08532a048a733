import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import style from "./Splitter.module.css";

interface SplitterProps {
  readonly label: string;
  /** Width or height of the pane, CSS pixels. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** Which edge of the pane it is. */
  readonly edge: "right" | "left" | "top";
  readonly onResize: (size: number) => void;
  /** A double click gives the pane its designed size back. */
  readonly onReset: () => void;
}

const keyStep = 16;
const growKeys = { right: "ArrowRight", left: "ArrowLeft", top: "ArrowUp" } as const;
const shrinkKeys = { right: "ArrowLeft", left: "ArrowRight", top: "ArrowDown" } as const;

/** The hairline at a pane's edge, which can be dragged or moved with the arrow keys. */
export function Splitter({ label, size, min, max, edge, onResize, onReset }: SplitterProps) {
  const from = useRef({ at: 0, size: 0 });
  const resize = (to: number): void => onResize(Math.round(Math.max(min, Math.min(max, to))));
  /** Where the pointer is, growing with the pane. */
  const placeOf = ({ clientX, clientY }: PointerEvent): number =>
    edge === "right" ? clientX : edge === "left" ? -clientX : -clientY;
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === growKeys[edge] ? 1 : event.key === shrinkKeys[edge] ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    resize(size + direction * keyStep);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter is focusable and has a value, which <hr> can't
    <div
      className={`${style.splitter} ${style[edge]}`}
      role="separator"
      tabIndex={0}
      aria-orientation={edge === "top" ? "horizontal" : "vertical"}
      aria-label={label}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
        from.current = { at: placeOf(event), size };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event: PointerEvent<HTMLDivElement>) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        resize(from.current.size + placeOf(event) - from.current.at);
      }}
    />
  );
}
