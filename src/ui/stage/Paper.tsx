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
      if (style.backgroundSize !== `${distance}px`) style.backgroundSize = `${distance}px`;
    };
    move();
    return store.subscribe(move);
  }, [store]);
  return <div ref={paper} className={styles.paper} aria-hidden />;
}
