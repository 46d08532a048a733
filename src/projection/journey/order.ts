import type { BeatDraft } from "./draft.ts";

const endOf = ({ entries }: BeatDraft): number => entries[entries.length - 1];

/**
 * Puts what happens beside the Pod's own way where it belongs in time: after the last beat that was over by then. It is
 * told in the act in which it happens.
 */
export function inTime(story: readonly BeatDraft[], beside: readonly BeatDraft[]): BeatDraft[] {
  const groups: BeatDraft[][] = [[], ...story.map((beat) => [beat])];
  for (const beat of [...beside].sort((a, b) => a.entries[0] - b.entries[0])) {
    const first = beat.entries[0];
    const at = story.findLastIndex((each) => endOf(each) <= first);
    const act = at < 0 ? (story[0]?.act ?? 1) : story[at].act;
    groups[at + 1].push({ ...beat, act });
  }
  return groups.flat();
}
