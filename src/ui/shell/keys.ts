import { useEffect } from "react";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";

const overlays = "[role=dialog], [role=menu]";
const controls = "button, a, summary, [role=button], [role=tab]";

/** Typing, choosing in a list or turning tabs keeps its keys for itself. */
export function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable], .monaco-editor, [role=dialog], [role=menu]"))
    return true;
  if (key === " " || key === "Enter") return target.closest(controls) !== null;
  return false;
}

function actionOf(event: KeyboardEvent, state: PlaygroundState): (() => void) | null {
  const { key, shiftKey, altKey } = event;
  if (event.ctrlKey || event.metaKey) return null;
  const direction =
    key === "ArrowRight" || key === "PageDown" ? 1 : key === "ArrowLeft" || key === "PageUp" ? -1 : null;
  if (direction !== null) {
    return () => state.step(direction, shiftKey ? "act" : altKey ? "event" : undefined);
  }
  if (altKey) return null;
  if (/^[1-7]$/.test(key)) return () => state.goToAct(Number(key));
  switch (key.toLowerCase()) {
    case " ":
      return state.togglePlay;
    case "home":
      return () => state.goToEdge("start");
    case "end":
      return () => state.goToEdge("end");
    case "b":
      return state.toggleBookmark;
    case "e":
      return state.showEditor;
    case "d":
      return state.showDecision;
    case "f":
      return toggleFullScreen;
    case "s":
      return () => state.openDialog("share");
    case "l":
      return () => state.changeLanguage(state.language === "en" ? "zh-CN" : "en");
    case "?":
      return () => state.openDialog("keys");
    default:
      return null;
  }
}

function toggleFullScreen(): void {
  // A browser may refuse (an iframe without the permission): then nothing changes.
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  change.catch(() => undefined);
}

/**
 * Space on a control that the pointer pressed is play and pause, not the control again: a hand at the mouse expects the
 * page's key. Who came by keyboard keeps Space for the control. `:focus-visible` can't tell: any key makes it true.
 */
function watchPressed(): { readonly isPressed: (target: EventTarget | null) => boolean; readonly stop: () => void } {
  let byPointer = false;
  let pressed: Element | null = null;
  const controlOf = (target: EventTarget | null): Element | null =>
    target instanceof Element ? target.closest(controls) : null;
  const onPointer = ({ target }: Event): void => {
    byPointer = true;
    pressed = controlOf(target);
  };
  const onKey = (): void => {
    byPointer = false;
  };
  const onFocus = ({ target }: Event): void => {
    // A dialog that the pointer closed gives the focus back to what opened it.
    if (byPointer) pressed = controlOf(target);
    else if (controlOf(target) !== pressed) pressed = null;
  };
  const listeners = [
    ["pointerdown", onPointer],
    ["keydown", onKey],
    ["focusin", onFocus],
  ] as const;
  for (const [type, listener] of listeners) document.addEventListener(type, listener, true);
  return {
    isPressed: (target) => pressed !== null && controlOf(target) === pressed && !pressed.closest(overlays),
    stop: () => {
      for (const [type, listener] of listeners) document.removeEventListener(type, listener, true);
    },
  };
}

/** The page's keys. They never fire while someone types. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTakenBy(event.target, event.key)) return;
      const action = actionOf(event, usePlayground.getState());
      if (!action) return;
      event.preventDefault();
      action();
    };
    const { isPressed, stop } = watchPressed();
    const onSpace = (event: KeyboardEvent): void => {
      if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey || !isPressed(event.target)) return;
      // Down, the control would react itself; up, some browsers click it whatever became of the press.
      event.preventDefault();
      event.stopPropagation();
      if (event.type === "keydown" && !event.repeat) usePlayground.getState().togglePlay();
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("keydown", onSpace, true);
    document.addEventListener("keyup", onSpace, true);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keydown", onSpace, true);
      document.removeEventListener("keyup", onSpace, true);
      stop();
    };
  }, []);
}
