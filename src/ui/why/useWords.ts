import { type WhyWords, whyEn } from "../../i18n/why.en.ts";
import { whyZhCN } from "../../i18n/why.zhCN.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";

const selectLanguage = (state: PlaygroundState) => state.language;

/** The words of the Why? view in the page's language. */
export function useWords(): WhyWords {
  return usePlayground(selectLanguage) === "zh-CN" ? whyZhCN : whyEn;
}
