import { useSyncExternalStore } from "react";

type LaterFaces = typeof import("./faces/later.tsx");

let faces: LaterFaces | null = null;
let asked = false;
const listeners = new Set<() => void>();

/** Fetches the faces that the first beat does not need. They stand in boxes that the layout gave them: nothing shifts when they come. */
export function fetchLaterFaces(): void {
  if (asked) return;
  asked = true;
  import("./faces/later.tsx").then(
    (loaded) => {
      faces = loaded;
      for (const listener of listeners) listener();
    },
    () => {
      asked = false;
    },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const current = (): LaterFaces | null => faces;

/** Null as long as they are on their way. */
export function useLaterFaces(): LaterFaces | null {
  return useSyncExternalStore(subscribe, current);
}
