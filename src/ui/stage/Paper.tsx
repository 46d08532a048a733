import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useRef } from "react";
import styles from "./Stage.module.css";

/** Distance of the dots at zoom 1, pixels. */
const pitch = 20;

/** Dot paper under the diagram. It is moved by less than a dot's distance, so that panning draws nothing anew. */
export function Paper() {
  const store = useStoreApi();
  const paper = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const move = (): void => {
      const style = paper.current?.style;
      if (!style) return;
      const [x, y, zoom] = store.getState().transform;
      const distance = pitch * zoom;
      style.transform = `translate(${x % distance}px, ${y % distance}px)`;
      // Both sides: a gradient has no height of its own, and with one figure a column would hold a single dot.
      const tile = `${distance}px ${distance}px`;
      if (style.backgroundSize !== tile) style.backgroundSize = tile;
    };
    move();
    return store.subscribe(move);
  }, [store]);
  return <div ref={paper} className={styles.paper} aria-hidden />;
}
