import { useMemo } from "react";
import { bulkEn } from "../../i18n/bulk.en.ts";
import { bulkZhCN } from "../../i18n/bulk.zhCN.ts";
import type { TranslateBulk } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";

const selectLanguage = (state: PlaygroundState) => state.language;

/** The bulk view's words in the page's language: they come with the view, not with the first load. */
export function useBulkWords(): TranslateBulk {
  const language = usePlayground(selectLanguage);
  return useMemo(() => {
    const words = language === "zh-CN" ? bulkZhCN : bulkEn;
    return (key, ...params) => {
      const text = words[key] as string | ((given: unknown) => string);
      return typeof text === "string" ? text : text(params[0]);
    };
  }, [language]);
}
