import { createContext, useContext, useSyncExternalStore } from "react";
import type { StageFrame } from "../../projection/stage/frame.ts";
import { keep } from "../../projection/stage/keep.ts";

/** Holds the frame that is drawn. Parts that did not change keep their identity, so that only what moves is drawn again. */
export interface FrameStore {
  readonly get: () => StageFrame;
  readonly set: (frame: StageFrame) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createFrameStore(first: StageFrame): FrameStore {
  let frame = first;
  const listeners = new Set<() => void>();
  return {
    get: () => frame,
    set: (fresh) => {
      const kept = keep(frame, fresh);
      if (kept === frame) return;
      frame = kept;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const FrameContext = createContext<FrameStore | null>(null);

/** A part of the frame; draws again when that part changes. */
export function useFrame<T>(select: (frame: StageFrame) => T): T {
  const store = useContext(FrameContext);
  if (!store) throw new Error("useFrame is for what stands on a stage");
  const part = () => select(store.get());
  return useSyncExternalStore(store.subscribe, part, part);
}

export interface StageActions {
  readonly selection: string | null;
  /** Selects a thing and shows what it is. */
  readonly select: (key: string) => void;
  /** Only selects it: what it is is told on the stage. */
  readonly pick: (key: string) => void;
}

export const ActionsContext = createContext<StageActions>({
  selection: null,
  select: () => {},
  pick: () => {},
});
export const useStageActions = (): StageActions => useContext(ActionsContext);

/** With more nodes than there is room for cards: the zone and the pool that are opened, by name. */
export interface Opened {
  readonly path: readonly string[];
  readonly open: (path: readonly string[]) => void;
}

export const OpenedContext = createContext<Opened>({ path: [], open: () => {} });
export const useOpened = (): Opened => useContext(OpenedContext);
