import { X } from "lucide-react";
import type { CourseState } from "../../../projection/model.ts";
import styles from "./course.module.css";

/** A waypoint of a course line: full is done, a ring is now, empty is to come, ✕ is where the course was stopped. */
export function Waypoint({ state }: { readonly state: CourseState }) {
  return (
    <span className={styles.waypoint} data-state={state} aria-hidden>
      {state === "refused" ? <X size={11} strokeWidth={3} /> : null}
    </span>
  );
}

interface Item {
  readonly id: string;
  readonly label: string;
  readonly state: CourseState;
  /** Said to those who don't see the line. */
  readonly stateWord: string;
  readonly note?: string;
}

/** A course from top to bottom: travelled is solid, ahead is dashed. Where it is low, in two columns of four, or close together. */
export function CourseList({
  items,
  label,
  low = false,
  close = false,
}: {
  readonly items: readonly Item[];
  readonly label: string;
  readonly low?: boolean;
  readonly close?: boolean;
}) {
  return (
    <ol className={styles.list} aria-label={label} data-low={low || undefined} data-close={close || undefined}>
      {items.map((item, i) => (
        <li
          key={item.id}
          className={styles.item}
          data-state={item.state}
          data-ahead={items[i + 1]?.state === "toCome" || undefined}
        >
          <Waypoint state={item.state} />
          <span className={styles.label}>{item.label}</span>
          <span className={styles.hidden}>{item.stateWord}</span>
          {item.note ? <span className={styles.note}>{item.note}</span> : null}
        </li>
      ))}
    </ol>
  );
}

/** A course from left to right with its names under it. `insets` are the distances of the first and last waypoint from the edges. */
export function CourseStrip({
  items,
  label,
  insets,
}: {
  readonly items: readonly Item[];
  readonly label: string;
  readonly insets: readonly [number, number];
}) {
  const n = Math.max(1, items.length - 1);
  const at = (i: number) => `calc(${insets[0]}px + (100% - ${insets[0] + insets[1]}px) * ${i / n})`;
  return (
    <ol className={styles.strip} aria-label={label}>
      {items.map((item, i) => (
        <li key={item.id} className={styles.stop} data-state={item.state} style={{ left: at(i) }}>
          <Waypoint state={item.state} />
          <span className={styles.label}>{item.label}</span>
          <span className={styles.hidden}>{item.stateWord}</span>
        </li>
      ))}
      {items.slice(1).map((item, i) => (
        <li
          key={`${item.id}-leg`}
          className={styles.leg}
          data-state={item.state}
          aria-hidden
          style={{ left: at(i), width: `calc((100% - ${insets[0] + insets[1]}px) / ${n})` }}
        />
      ))}
    </ol>
  );
}

/** Five stations as dots: the API server at rest. */
export function StationDots({ done }: { readonly done: boolean }) {
  return (
    <span className={styles.dots} data-done={done || undefined} aria-hidden>
      {[0, 1, 2, 3, 4].map((i) => (
        <span key={i} />
      ))}
    </span>
  );
}

/** What a waypoint's state is called. */
export const stateWords: {
  readonly [S in CourseState]:
    | "stage.state.now"
    | "stage.state.done"
    | "stage.state.toCome"
    | "stage.state.refused"
    | "stage.state.passedBy";
} = {
  now: "stage.state.now",
  done: "stage.state.done",
  toCome: "stage.state.toCome",
  refused: "stage.state.refused",
  passedBy: "stage.state.passedBy",
};
