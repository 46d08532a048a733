import { useEffect } from "react";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";

/** Typing, choosing in a list or turning tabs keeps its keys for itself. */
export function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable], .monaco-editor, [role=dialog], [role=menu]"))
    return true;
  if (key === " " || key === "Enter") return target.closest("button, a, summary, [role=button], [role=tab]") !== null;
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
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
