import type { dialogsEn } from "../../i18n/dialogs.en.ts";

interface Shortcut {
  /** As the help shows them. */
  readonly keys: readonly string[];
  readonly what: Extract<keyof typeof dialogsEn, `keys.${string}`>;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: ["Space"], what: "keys.play" },
  { keys: ["←", "→"], what: "keys.beat" },
  { keys: ["PageUp", "PageDown"], what: "keys.clicker" },
  { keys: ["Shift ←", "Shift →"], what: "keys.act" },
  { keys: ["Alt ←", "Alt →"], what: "keys.event" },
  { keys: ["Home", "End"], what: "keys.edge" },
  { keys: ["1", "–", "7"], what: "keys.acts" },
  { keys: ["B"], what: "keys.bookmark" },
  { keys: [",", "."], what: "keys.bookmarks" },
  { keys: ["[", "]", "Esc"], what: "keys.loop" },
  { keys: ["+", "−", "0"], what: "keys.zoom" },
  { keys: ["E"], what: "keys.editor" },
  { keys: ["D"], what: "keys.decision" },
  { keys: ["F"], what: "keys.fullScreen" },
  { keys: ["S"], what: "keys.share" },
  { keys: ["L"], what: "keys.language" },
  { keys: ["?"], what: "keys.help" },
];
