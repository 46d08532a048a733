/**
 * Whether a text may hold what a cluster gave out: a list, or what only an API server writes into metadata. Cheap, for
 * every text that comes in; `importText` looks at the objects.
 */
export function looksExported(text: string): boolean {
  return serverWords.test(text);
}

const serverWords =
  /["']?(?:uid|resourceVersion|managedFields|creationTimestamp|[\w./-]*last-applied[\w-]*)["']?\s*:|["']?kind["']?\s*:\s*["']?\w*List\b/;

/** How many of what an import leaves out. */
export interface Dropped {
  readonly secrets: number;
  readonly envValues: number;
  readonly lastApplied: number;
  readonly managedFields: number;
}

export interface Imported {
  readonly text: string;
  /** null: the text is as it came. */
  readonly dropped: Dropped | null;
  /** Some of it may be a cluster's output and does not parse, so that nothing could be left out of it. */
  readonly isUnread?: true;
}
