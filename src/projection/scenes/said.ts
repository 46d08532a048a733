import type { SceneContext } from "./context.ts";

/**
 * kubectl's entries up to a beat, whose last command is the one to show: of several at the same moment, the one that the
 * beat tells.
 */
export function saidUpTo({ index, beat }: SceneContext): SceneContext["index"]["kubectl"] {
  const past = index.kubectl.filter(({ seq }) => seq <= beat.entry);
  if (beat.act < 7 || beat.about.kind !== "kubectl") return past;
  const told = past.filter(({ seq }) => beat.entries.includes(seq));
  return told.some(({ event }) => event.type === "KubectlCommand") ? told : past;
}
