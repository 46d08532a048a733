import { useSyncExternalStore } from "react";
import { english } from "./catalogue.en.ts";
import { type Catalogue, createTranslate, type Translate } from "./catalogue.ts";

export type { SameKeys, Say, TextKey, Translate } from "./catalogue.ts";

export type Language = "en" | "zh-CN";

/** Reads a language tag as a browser or a link gives it: any Chinese is zh-CN, everything else English. */
export function languageOf(tag: string): Language {
  return /^zh\b/i.test(tag) ? "zh-CN" : "en";
}

/** The words of a language; Chinese is fetched when first asked for. */
async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === "en" ? english : (await import("./catalogue.zhCN.ts")).chinese;
}

let translate: Translate = createTranslate(english);
const listeners = new Set<() => void>();
let wanted: Language = "en";

/** Switches the page's language once its words are there; a later wish overtakes an earlier one. Rejects when they can't be fetched. */
export async function setLanguage(language: Language): Promise<void> {
  wanted = language;
  const catalogue = await loadCatalogue(language);
  if (wanted !== language) return;
  translate = createTranslate(catalogue);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const currentTranslate = (): Translate => translate;

/** `t("key")`, `t("key", { count: 3 })` and `t.tell(beat.sentence)` in the page's language. */
export function useTranslate(): Translate {
  return useSyncExternalStore(subscribe, currentTranslate);
}
