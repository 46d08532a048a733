import { useSyncExternalStore } from "react";
import type { LaterFaces } from "./faces/later.tsx";

let faces: LaterFaces | null = null;
let asked = false;
const listeners = new Set<() => void>();

/** Fetches the faces that the first beat does not need. They stand in boxes that the layout gave them: nothing shifts when they come. */
export async function fetchLaterFaces(): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    const { laterFaces } = await import("./faces/later.tsx");
    faces = laterFaces;
    for (const listener of listeners) listener();
  } catch {
    // Not to be had now; whoever asks next tries again.
    asked = false;
  }
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
