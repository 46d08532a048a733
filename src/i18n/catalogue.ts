import type { MoreKey, MoreParams } from "../projection/more.ts";
import type { Narration, NarrationKey, NarrationParams } from "../projection/narration.ts";
import type { bulkEn } from "./bulk.en.ts";
import type { interfaceEn } from "./interface.en.ts";
import type { stageEn } from "./stage.en.ts";

/** The English catalogues of the interface give the keys; another language has to have the same ones, with the same parameters. */
export type SameKeys<Catalogue> = {
  readonly [K in keyof Catalogue]: Catalogue[K] extends (params: infer P) => string ? (params: P) => string : string;
};

export type InterfaceCatalogue = SameKeys<typeof interfaceEn>;
export type BulkCatalogue = SameKeys<typeof bulkEn>;
export type StageCatalogue = SameKeys<typeof stageEn>;
export type MoreCatalogue = { readonly [K in MoreKey]: (params: MoreParams[K]) => string };
export type NarrationCatalogue = { readonly [K in NarrationKey]: (params: NarrationParams[K]) => string };

/** All words of one language. Texts are interface strings (plain, or functions of parameters); narration is the story's. */
export interface Catalogue {
  readonly texts: InterfaceCatalogue & StageCatalogue;
  readonly narration: NarrationCatalogue;
}

type Texts = Catalogue["texts"];
export type TextKey = keyof Texts;
type TextParams<K extends TextKey> = Texts[K] extends (params: infer P) => string ? [params: P] : [];

/** Says a text of a catalogue of its own: that of a view whose words come with it. */
export type Say<Catalogue> = <K extends keyof Catalogue>(
  key: K,
  ...params: Catalogue[K] extends (params: infer P) => string ? [params: P] : []
) => string;

/** Says a text of the interface, or a sentence of the story, in one language. */
export interface Translate {
  <K extends TextKey>(key: K, ...params: TextParams<K>): string;
  /** The sentence with its names and numbers filled in; `**…**` marks its subject. */
  readonly tell: (narration: Narration) => string;
}

/** Binds a catalogue. A key that is missing does not compile, so nothing here falls back to another language. */
export function createTranslate(catalogue: Catalogue): Translate {
  const text = <K extends TextKey>(key: K, ...params: TextParams<K>): string => {
    const value = catalogue.texts[key] as string | ((params: TextParams<K>[0]) => string);
    return typeof value === "string" ? value : value(params[0]);
  };
  const tell = (narration: Narration): string => {
    const say = catalogue.narration[narration.key] as (params: Narration["params"]) => string;
    return say(narration.params);
  };
  return Object.assign(text, { tell });
}
