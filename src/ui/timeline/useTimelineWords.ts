import type { SameKeys, Say } from "../../i18n/index.ts";
import { timelineEn } from "../../i18n/timeline.en.ts";
import { timelineZhCN } from "../../i18n/timeline.zhCN.ts";
import { useWords } from "../components/useWords.ts";

export type TimelineWords = Say<SameKeys<typeof timelineEn>>;

export const useTimelineWords = (): TimelineWords => useWords(timelineEn, timelineZhCN);
