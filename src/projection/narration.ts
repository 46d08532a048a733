/**
 * The sentences of the screen as keys with parameters; the words are in the catalogues of `i18n/`, which are typed by
 * `NarrationParams`, so that a sentence missing in a language does not compile. Values are names, numbers and
 * Kubernetes' own texts from this run.
 */
export interface NarrationParams {
  "title.empty": Record<never, never>;
}

export type NarrationKey = keyof NarrationParams;

export type Narration = { [K in NarrationKey]: { readonly key: K; readonly params: NarrationParams[K] } }[NarrationKey];
