import { useMemo } from "react";
import type { SameKeys, Say } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";

const selectLanguage = (state: PlaygroundState) => state.language;

/** The words of a view that is fetched when it is opened, in the page's language: they come with the view, not with the first load. */
export function useWords<Catalogue>(en: Catalogue, zhCN: SameKeys<Catalogue>): Say<SameKeys<Catalogue>> {
  const language = usePlayground(selectLanguage);
  return useMemo(() => {
    const words = language === "zh-CN" ? zhCN : en;
    return (key, ...params) => {
      const text = words[key] as string | ((given: unknown) => string);
      return typeof text === "string" ? text : text(params[0]);
    };
  }, [language, en, zhCN]);
}
