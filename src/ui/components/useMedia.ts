import { useSyncExternalStore } from "react";

/** A screen on which everything is a size larger: visual-language.md, Type. */
export const largeScreen = "(width >= 1800px) and (height >= 900px)";

/** Whether a media query holds, now and later. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => matchMedia(query).matches,
  );
}
