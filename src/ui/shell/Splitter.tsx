import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import style from "./Splitter.module.css";

interface SplitterProps {
  readonly label: string;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** 1: the pane is left of the splitter; -1: right of it. */
  readonly side: 1 | -1;
  readonly onResize: (width: number) => void;
  /** A double click gives the pane its designed width back. */
  readonly onReset: () => void;
}

const keyStep = 16;

/** The hairline between two panes, which can be dragged or moved with the arrow keys. */
export function Splitter({ label, width, min, max, side, onResize, onReset }: SplitterProps) {
  const from = useRef({ x: 0, width: 0 });
  const resize = (to: number): void => onResize(Math.round(Math.max(min, Math.min(max, to))));
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    resize(width + direction * side * keyStep);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter is focusable and has a value, which <hr> can't
    <div
      className={`${style.splitter} ${side === -1 ? style.atLeft : ""}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
        from.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event: PointerEvent<HTMLDivElement>) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        resize(from.current.width + (event.clientX - from.current.x) * side);
      }}
    />
  );
}
